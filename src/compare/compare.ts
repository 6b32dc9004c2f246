/** Is B really faster than A: the page's controls, around the parts that compare_view.ts draws. */
import type { MetricInfo } from "../rows/board.js";
import { type Board, boardLabels, keysOf, namesOf } from "./compare_data.js";
import { type Chosen, chosenOf, type CompareState } from "./compare_state.js";
import { compareParts } from "./compare_view.js";
import { noRunHtml } from "../components/empty.js";
import { escapeHtml } from "../words/format.js";
import { onWidth } from "../components/resize.js";
import { readState, sayGone, writeState } from "../components/state.js";

/** State of a page nobody touched; what is empty is the board's own choice. */
export const compareDefaults: CompareState = {
  board: "",
  a: "",
  b: "",
  metric: "e2e_tokens_per_s",
  population: "succeeded",
};

const option = (value: string, text: string, chosen: boolean) =>
  `<option value="${escapeHtml(value)}"${chosen ? " selected" : ""}>${escapeHtml(text)}</option>`;
const select = (legend: string, name: string, options: string) =>
  `<fieldset><legend>${legend}</legend><select name="${name}" aria-label="${legend}">${options}</select></fieldset>`;

function pairControls(boards: Board[], { board, a, b, population }: Chosen): string {
  const names = namesOf(board), keys = keysOf(board), labels = boardLabels(boards);
  const systems = (chosen: number) =>
    names.map((name, i) => option(keys[i], name, i === chosen)).join("");
  const group = (simulated: boolean) =>
    boards.flatMap((x, i) =>
      x.simulated === simulated ? [option(x.id, labels[i], x === board)] : []
    ).join("");
  const populations = [["succeeded", "Succeeded"], ["all", "All attempts"]];
  return select(
    "Board",
    "board",
    `${group(false)}${
      boards.some((x) => x.simulated) ? `<optgroup label="Simulated">${group(true)}</optgroup>` : ""
    }`,
  ) + select("Is", "b", systems(b)) + select("faster than", "a", systems(a)) +
    `<fieldset><legend>Population</legend><div class="seg">${
      populations.map(([value, text]) =>
        `<label><input type="radio" name="population" value="${value}"${
          value === population ? " checked" : ""
        }>${text}</label>`
      ).join("")
    }</div></fieldset>`;
}

/** Everything inside the page's root in a state; `width` is the content's, in pixels. */
export async function compareHtml(
  boards: Board[],
  metrics: MetricInfo[],
  state: CompareState,
  width: number,
): Promise<string> {
  if (boards.length === 0) return noRunHtml;
  const chosen = chosenOf(boards, metrics, state);
  const parts = await compareParts(chosen, metrics, width);
  const metricOptions = metrics.map((m) => option(m.name, m.label, m === chosen.metric)).join("");
  return [
    `<p class="find" data-part="find">${parts.find}</p>`,
    `<form class="controls needs-script" data-controls>${pairControls(boards, chosen)}</form>`,
    `<div data-part="forest" class="forest">${parts.forest}</div>`,
    `<p class="cap" data-part="cap">${parts.cap}</p>`,
    `<form class="controls needs-script">${select("Metric", "metric", metricOptions)}</form>`,
    `<div class="two even"><section><h2>From the best requests to the worst</h2>`,
    `<div data-part="shift" class="shift">${parts.shift}</div>`,
    `<p class="cap" data-part="shiftcap">${parts.shiftcap}</p></section>`,
    `<section><h2>How often one request beats another</h2>`,
    `<div class="scroll" tabindex="0" role="region" aria-label="Matrix of all systems" `,
    `data-part="matrix">${parts.matrix}</div>`,
    `<p class="cap">Of every pair of requests, one to each system: per cent in which that of the row `,
    `is faster, ties counted half. A share of requests, not how sure it is; outlined: the chosen two.`,
    `</p></section></div><h2>In the terminal</h2>`,
    `<pre tabindex="0"><code data-part="command">${parts.command}</code></pre>`,
    `<p>Two runs of your own are compared by their names or folders; <code>--fail-if-slower 5%</code> `,
    `makes the exit status 1 where B is slower for sure, and by more than that.</p>`,
  ].join("");
}

/** On another board the pair of the same providers, where each has one system there. */
function sameProviders(boards: Board[], was: CompareState, id: string) {
  const find = (wanted: string) => boards.find((b) => b.id === wanted)!;
  const [from, to] = [find(was.board), find(id)];
  const there = (key: string) => {
    const provider = from.systems[keysOf(from).indexOf(key)]?.provider;
    const own = keysOf(to).filter((_, i) => to.systems[i].provider === provider);
    return own.length === 1 ? own[0] : "";
  };
  return { a: there(was.a), b: there(was.b) };
}

/** Brings the page in `root` to life; what is baked there already stands until the first drawing. */
export async function mountCompare(
  root: HTMLElement,
  boards: Board[],
  metrics: MetricInfo[],
): Promise<void> {
  if (boards.length === 0) return;
  const state = readState(compareDefaults);
  let turn = 0;
  const defaults = () => {
    const first = chosenOf(boards, metrics, { ...compareDefaults, board: state.board });
    const keys = keysOf(first.board);
    return { ...compareDefaults, board: boards[0].id, a: keys[first.a], b: keys[first.b] };
  };
  async function draw() {
    const mine = ++turn;
    const chosen = chosenOf(boards, metrics, state);
    const keys = keysOf(chosen.board);
    Object.assign(state, {
      board: chosen.board.id,
      a: keys[chosen.a],
      b: keys[chosen.b],
      metric: chosen.metric.name,
      population: chosen.population,
    });
    const parts = await compareParts(chosen, metrics, root.clientWidth);
    if (mine !== turn) return; // a later choice is being drawn already
    for (const [name, html] of Object.entries(parts)) {
      root.querySelector(`[data-part="${name}"]`)!.innerHTML = html;
    }
    root.classList.toggle("sim", chosen.board.simulated);
    writeState(state, defaults());
    root.dataset.ready = String(mine);
  }
  root.innerHTML = await compareHtml(boards, metrics, state, root.clientWidth);
  sayGone(root, chosenOf(boards, metrics, state).gone ?? null);
  root.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("change", (event) => {
    const { name, value } = event.target as HTMLInputElement;
    if (!(name in compareDefaults)) return;
    const was = { ...state };
    state[name as keyof CompareState] = value;
    if (name === "board") Object.assign(state, sameProviders(boards, was, value));
    sayGone(root, null);
    // Who is compared with itself takes the other's place.
    if (state.a === state.b) Object.assign(state, name === "a" ? { b: was.a } : { a: was.b });
    const chosen = chosenOf(boards, metrics, state);
    root.querySelector("[data-controls]")!.innerHTML = pairControls(boards, chosen);
    const again = name === "population"
      ? `[name=population][value="${value}"]`
      : `[name="${name}"]`;
    root.querySelector<HTMLElement>(again)?.focus();
    draw();
  });
  onWidth(root, draw);
  await draw();
}
