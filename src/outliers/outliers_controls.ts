/** Controls of the outliers page, and its marks. */
import * as kit from "../components/controls.js";
import type { Choice } from "../rows/systems.js";
import { rules } from "../rows/flag_tables.js";
import type { Workload } from "./outliers_select.js";

/** Metrics that stand side by side; all of them are in the list. */
const quick: kit.Option[] = [
  ["ttft_s", "TTFT"],
  ["e2e_latency_s", "Latency, end to end"],
  ["e2e_tokens_per_s", "Throughput, end to end"],
];

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

const number = (name: "from" | "to", label: string, hint: string) =>
  `<input type="number" name="${name}" min="1" step="1" inputmode="numeric" placeholder="${hint}" ` +
  `aria-label="${label}">`;

/** The form, without values; `.of` and `.systems` are for what a workload decides. */
export const controlsHtml = (workloads: Workload[], choices: Choice[]): string =>
  kit.controlsHtml(
    workloads.length > 1
      ? kit.selectHtml("Workload", "workload", workloads.map((w) => [w.id, w.label]))
      : "",
    kit.radiosHtml("Metric", "metric", quick.filter(([k]) => choices.some((c) => c.name === k))),
    kit.selectHtml("Any metric", "metric", choices.map((c) => [c.name, c.label])),
    kit.radiosHtml("Flagged by", "rule", Object.entries(rules)),
    `<details class="more" id="narrower"><summary>Select requests</summary><div class="controls">` +
      `<fieldset class="range"><legend>Requests, from and to</legend>${
        number("from", "From request", "first")
      } ${number("to", "To request", "last")}</fieldset><div class="of"></div>` +
      `<fieldset><legend>Recompute the statistics</legend><div class="seg"><label>` +
      `<input type="checkbox" name="without" value="1"><span class="these"></span></label></div>` +
      `</fieldset></div></details>`,
    `<div class="systems"></div>`,
  );
