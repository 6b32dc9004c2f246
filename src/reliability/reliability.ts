/** Who fails, and how: the page's sliders, around the tables that reliability_view.ts draws. */
import { otherEnd } from "../words/finish_words.js";
import { escapeHtml } from "../words/format.js";
import type { AttemptRow } from "./reliability_data.js";
import {
  limitDefaults,
  limitsOf,
  type LimitState,
  limitWords,
  nearest,
  steps,
  ttftWords,
} from "./reliability_limits.js";
import { goodputHtml } from "./reliability_row.js";
import { tablesOf } from "./reliability_tables.js";
import { tableHtml } from "./reliability_view.js";
import { findingHtml, keepHtml } from "./reliability_words.js";
import { readState, writeState } from "../components/state.js";

function slider(name: keyof typeof steps, label: string, value: number, text: string): string {
  return `<label class="sl"><span>${label} <output data-for="${name}">${
    escapeHtml(text)
  }</output></span><input type="range" name="${name}" min="0" max="${
    steps[name].length - 1
  }" step="1" value="${nearest(name, value)}" aria-valuetext="${escapeHtml(text)}"></label>`;
}

function controlsHtml(state: LimitState): string {
  const limits = limitsOf(state);
  return `<form class="controls needs-script"><fieldset><legend>Limit on the first token</legend>${
    slider("ttft", "TTFT at most", limits.ttft, ttftWords(limits.ttft))
  }</fieldset><fieldset><legend>and on</legend><select name="per" aria-label="Second limit">${
    [["tpot_s", "time per output token"], ["e2e_latency_s", "latency, end to end"]].map((
      [value, text],
    ) => `<option value="${value}"${value === limits.per ? " selected" : ""}>${text}</option>`)
      .join("")
  }</select></fieldset><fieldset><legend>Its limit</legend>${
    slider(limits.per, "At most", limits.limit, limitWords(limits))
  }</fieldset></form>`;
}

const keyHtml = (rows: AttemptRow[]) =>
  `<div class="key"><span class="kt">An attempt</span><span><i class="at ok"></i>answered</span><span><i class="at short"></i>answered short</span>${
    rows.some((row) => otherEnd(row) !== null)
      ? '<span><i class="at unknown"></i>answered, but its end is unknown</span>'
      : ""
  }<span><i class="at failed"></i>failed</span><span><i class="at dropped"></i>dropped</span><span><i class="at incomplete"></i>cut by the end of the run</span></div>`;

/** Everything inside the page's root in a state. */
export async function reliabilityHtml(rows: AttemptRow[], state: LimitState): Promise<string> {
  const tables = tablesOf(rows);
  const of = Number(rows[0]?.sampled_from ?? rows.length);
  const sample = of > rows.length
    ? `<p class="cap"><b>A seeded sample</b> of ${rows.length} of ${of} attempts.</p>`
    : "";
  const found = await Promise.all(tables.map((t, i) => tableHtml(t, limitsOf(state), i)));
  return `<p class="find">${findingHtml(tables)}</p>${sample}${controlsHtml(state)}${
    keyHtml(rows)
  }${found.join("")}`;
}

/** Brings the page to life: the sliders change one column of the tables, and nothing else. */
export async function mountReliability(root: HTMLElement, rows: AttemptRow[]): Promise<void> {
  const state = readState(limitDefaults);
  const tables = tablesOf(rows);
  let turn = 0;
  async function draw() {
    const mine = ++turn;
    const limits = limitsOf(state);
    const cells = await Promise.all(
      tables.map((t) => Promise.all(t.systems.map((s) => goodputHtml(s, limits)))),
    );
    if (mine !== turn) return; // a later position is being drawn already
    tables.forEach((table, t) => {
      const section = root.querySelector(`[data-table="${t}"]`)!;
      section.querySelector(".keep")!.innerHTML = keepHtml(table, limits);
      section.querySelectorAll("td.good").forEach((cell, i) => cell.innerHTML = cells[t][i]);
    });
    writeState(state, limitDefaults);
    root.dataset.ready = String(mine);
  }
  function say(input: HTMLInputElement) {
    const limits = limitsOf(state);
    const text = input.name === "ttft" ? ttftWords(limits.ttft) : limitWords(limits);
    root.querySelector(`output[data-for="${input.name}"]`)!.textContent = text;
    input.setAttribute("aria-valuetext", text);
  }
  root.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("input", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.type !== "range") return;
    const name = input.name as keyof typeof steps;
    state[name] = String(steps[name][Number(input.value)]);
    say(input);
    draw();
  });
  root.addEventListener("change", (event) => {
    const input = event.target as HTMLSelectElement;
    if (input.name !== "per") return;
    state.per = input.value;
    const form = root.querySelector("form")!;
    form.outerHTML = controlsHtml(state);
    root.querySelector<HTMLElement>("[name=per]")!.focus();
    draw();
  });
  root.querySelector("form")!.outerHTML = controlsHtml(state);
  await draw();
}
