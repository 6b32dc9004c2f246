/** When is it slow: the page's controls, around the parts that time_view.ts draws. */
import { escapeHtml } from "../words/format.js";
import { onWidth } from "../components/resize.js";
import { readState, writeState } from "../components/state.js";
import type { Row } from "../rows/systems.js";
import { modelOf, throughout } from "../rows/throughout.js";
import { modelsByServices } from "./time_data.js";
import { knownState, timeDefaults, timeMetrics, type TimeState } from "./time_state.js";
import { timeParts } from "./time_view.js";

/** Everything inside the page's root in a state; `width` is the content's, in pixels. */
export async function timeHtml(rows: Row[], state: TimeState, width: number): Promise<string> {
  const parts = await timeParts(rows, state, width);
  const seg = (legend: string, name: string, options: [string, string][]) =>
    `<fieldset><legend>${legend}</legend><div class="seg">${
      options.map(([value, label]) =>
        `<label><input type="radio" name="${name}" value="${value}"${
          state[name] === value ? " checked" : ""
        }>${label}</label>`
      ).join("")
    }</div></fieldset>`;
  const select = (legend: string, name: string, options: string[]) =>
    `<fieldset data-select="${name}"${
      name === "model" && state.models !== "one" ? " hidden" : ""
    }><legend>${legend}</legend><select name="${name}" aria-label="${legend}">${
      options.map((o) => `<option${o === state[name] ? " selected" : ""}>${escapeHtml(o)}</option>`)
        .join("")
    }</select></fieldset>`;
  const part = (name: keyof typeof parts, tag = "div") =>
    `<${tag} data-part="${name}"${name === "find" || name === "kicker" ? ` class="${name}"` : ""}>${
      parts[name]
    }</${tag}>`;
  return `${part("find", "p")}<form class="controls needs-script">${
    seg("Metric", "metric", timeMetrics.map((m) => [m.name, m.label]))
  }${
    seg("Models", "models", [
      ["throughout", `${throughout(rows).models.size}, measured throughout`],
      ["one", "one model"],
    ])
  }${seg("Times in", "zone", [["utc", "UTC"], ["local", "region’s own"]])}${
    select("The one model", "model", [...new Set(rows.map(modelOf))].sort())
  }</form><h2>Hour by region</h2>${part("hours")}<h2>Day by day</h2>${
    part("days")
  }<h2>From where: the same model, several providers</h2><form class="controls needs-script">${
    select("Model", "place", modelsByServices(rows).map((m) => m.model))
  }</form>${part("places")}`;
}

/** Brings the page in `root` to life; what is baked there already stands until the first drawing. */
export async function mountTime(root: HTMLElement, rows: Row[]): Promise<void> {
  const defaults = timeDefaults(rows);
  const state = knownState(readState(defaults), defaults, rows);
  const kicker = document.querySelector<HTMLElement>(".kicker");
  const hide = () =>
    root.querySelector<HTMLElement>("[data-select=model]")!.hidden = state.models !== "one";
  let turn = 0;
  async function draw() {
    const mine = ++turn;
    const parts = await timeParts(rows, state, root.clientWidth);
    if (mine !== turn) return; // a later choice is being drawn already
    if (kicker) kicker.innerHTML = parts.kicker;
    for (const [name, html] of Object.entries(parts)) {
      const place = root.querySelector(`[data-part="${name}"]`);
      if (place) place.innerHTML = html;
    }
    hide();
    writeState(state, defaults);
    root.dataset.ready = String(mine);
  }
  root.innerHTML = await timeHtml(rows, state, root.clientWidth);
  hide();
  root.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (!(input.name in defaults)) return;
    state[input.name] = input.value;
    draw();
  });
  onWidth(root, draw);
  await draw();
}
