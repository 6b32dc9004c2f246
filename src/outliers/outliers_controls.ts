/** Controls of the outliers page, and its marks. */
import { escapeHtml } from "../words/format.js";
import type { Choice } from "../rows/systems.js";

export const rules = { both: "both rules", mad: "MAD", tukey: "Tukey" } as const;
export type Rule = keyof typeof rules;
export const defaults = {
  workload: "",
  metric: "ttft_s",
  rule: "both",
  from: "",
  to: "",
  brushed: "",
  without: "",
  open: "",
  all: "",
};
export type State = typeof defaults;
/** Metrics of the switch; the others of the catalogue are in the list beside it. */
const quick: Record<string, string> = {
  ttft_s: "TTFT",
  e2e_latency_s: "Latency, end to end",
  e2e_tokens_per_s: "Throughput, end to end",
};

const mark = (shape: string) =>
  `<svg class="mk" width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">${shape}</svg>`;
export const marks = {
  plain: mark('<circle r="2" fill="currentColor"/>'),
  one: mark('<circle r="3.2" fill="none" stroke="currentColor" stroke-width="1.3"/>'),
  both: mark('<path d="M0-4.5L4.5 0L0 4.5L-4.5 0Z" fill="currentColor"/>'),
  median: mark('<path d="M-6 0H6" stroke="currentColor" stroke-width="1.5"/>'),
  failed: mark('<path d="M-2-4V4M2-4V4" stroke="var(--tb-failed)" stroke-width="1.5"/>'),
  open: mark('<circle r="5" fill="none" stroke="var(--tb-text)" stroke-width="1.6"/>'),
};

const radios = (name: keyof State, options: [string, string][]) =>
  `<div class="seg ${name}">${
    options.map(([v, l]) =>
      `<label><input type="radio" name="${name}" value="${escapeHtml(v)}">${escapeHtml(l)}</label>`
    ).join("")
  }</div>`;
const number = (name: "from" | "to", label: string, hint: string) =>
  `<input type="number" name="${name}" min="1" step="1" inputmode="numeric" placeholder="${hint}" aria-label="${label}">`;

/** The form, without values: `fill` puts the state into it. */
export function controlsHtml(
  workloads: { id: string; label: string }[],
  choices: Choice[],
): string {
  const first = Object.entries(quick).filter(([k]) => choices.some((c) => c.name === k));
  const others = choices.filter((c) => !(c.name in quick));
  return `<form class="controls">${
    workloads.length > 1
      ? `<fieldset><legend>Workload</legend>${
        radios("workload", workloads.map((w) => [w.id, w.label]))
      }</fieldset>`
      : ""
  }<fieldset class="metric"><legend>Metric</legend>${
    radios("metric", first)
  } <select name="metric" aria-label="Another metric"><option value="" disabled>another metric</option>${
    others.map((c) => `<option value="${c.name}">${escapeHtml(c.label)}</option>`).join("")
  }</select></fieldset><fieldset><legend>Flagged by</legend>${
    radios("rule", Object.entries(rules))
  }</fieldset><fieldset class="range"><legend>Requests, from and to</legend>${
    number("from", "From request", "first")
  } ${
    number("to", "To request", "last")
  } <select name="brushed" aria-label="Of which system"></select> <button type="button" class="clear" hidden>clear</button></fieldset><fieldset><legend>Recompute the statistics</legend><div class="seg"><label><input type="checkbox" name="without" value="1"><span class="these">leave these out</span></label></div></fieldset></form>`;
}

/** Puts a state into the form's controls. */
export function fill(
  form: HTMLFormElement,
  state: State,
  systems: { key: string; label: string }[],
): void {
  for (const input of form.querySelectorAll<HTMLInputElement>("input")) {
    const value = state[input.name as keyof State];
    if (input.type === "radio") input.checked = input.value === value;
    else if (input.type === "checkbox") input.checked = value !== "";
    else input.value = value;
  }
  const metric = form.querySelector<HTMLSelectElement>("select[name=metric]")!;
  metric.value = state.metric in quick ? "" : state.metric;
  form.querySelector("select[name=brushed]")!.innerHTML =
    `<option value="">of every system</option>${
      systems.map((s) =>
        `<option value="${escapeHtml(s.key)}"${s.key === state.brushed ? " selected" : ""}>of ${
          escapeHtml(s.label)
        }</option>`
      ).join("")
    }`;
  form.querySelector<HTMLElement>(".clear")!.hidden = !state.from && !state.to && !state.brushed;
}
