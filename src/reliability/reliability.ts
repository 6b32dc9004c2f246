/** Who fails, and how: the page's sliders and systems, around the tables that reliability_view.ts draws. */
import {
  knownLimits,
  limitDefaults,
  limitFields,
  limitsOf,
  type LimitState,
  saySliders,
} from "../choice/limits.js";
import { controlsHtml } from "../components/controls.js";
import { foldedChipsHtml, leftOut } from "../components/system_chips.js";
import { view } from "../components/view.js";
import { sampleOf } from "../rows/sample.js";
import { kickerOf, type Row } from "../rows/systems.js";
import { otherEnd } from "../words/finish_words.js";
import { day } from "../words/format.js";
import { apart } from "../words/names.js";
import type { AttemptRow } from "./reliability_data.js";
import { type Table, tablesOf } from "./reliability_tables.js";
import { tableHtml } from "./reliability_view.js";
import { findingHtml } from "./reliability_words.js";

type State = LimitState & { systems: string };

function chipsHtml(tables: Table[], out: Set<string>): string {
  const all = tables.flatMap((t) => t.systems.map((s) => ({ ...s, model_label: t.label })));
  const own = [...new Map(all.map((s) => [s.name, s])).values()];
  const labels = apart(own, (s) => `${s.label} ${s.model_label}`, (s) => s.name);
  return foldedChipsHtml(
    own.map(({ name, provider }, i) => ({ name, provider, label: labels[i] })),
    out,
  );
}

const controls = (tables: Table[], state: State): string =>
  controlsHtml(
    ...limitFields(state),
    chipsHtml(tables, leftOut(state.systems)),
  );

function keyHtml(rows: AttemptRow[]): string {
  const marks = [
    ["ok", "answered"],
    ["short", "answered short"],
    ...rows.some((r) => otherEnd(r) !== null)
      ? [["unknown", "answered, but its end is unknown"]]
      : [],
    ["failed", "failed"],
    ["dropped", "dropped"],
    ["incomplete", "cut by the end of the run"],
  ];
  return `<div class="key"><span class="kt">An attempt</span>${
    marks.map(([name, words]) => `<span><i class="at ${name}"></i>${words}</span>`).join("")
  }</div>`;
}

/** What a state changes: the answer, and the tables of the systems that are not left out. */
async function partsOf(
  tables: Table[],
  state: State,
  sample: string,
): Promise<{ find: string; drawn: string }> {
  const out = leftOut(state.systems);
  const chosen = tables.map((t) => ({ ...t, systems: t.systems.filter((s) => !out.has(s.name)) }));
  const drawn = await Promise.all(
    chosen.map((t, i) =>
      t.systems.length ? tableHtml(t, limitsOf(state), tables[i].systems.length, sample) : ""
    ),
  );
  const real = (some: Table[]) => some.some((t) => t.systems.some((s) => !s.simulated));
  return {
    find: real(tables) && !real(chosen) ? "<b>No real system is chosen.</b>" : findingHtml(chosen),
    drawn: drawn.join(""),
  };
}

function pageHtml(
  rows: AttemptRow[],
  tables: Table[],
  state: State,
  { find, drawn }: { find: string; drawn: string },
): string {
  const sample = sampleOf(rows, "attempts") && `<p class="cap">${sampleOf(rows, "attempts")}</p>`;
  return `<p class="find">${find}</p>${sample}${controls(tables, state)}${
    keyHtml(rows)
  }<div class="drawn">${drawn}</div>`;
}

/** The line above the heading. */
export const kickerText = (rows: AttemptRow[]): string =>
  `${
    rows.length ? kickerOf(rows as unknown as Row[], day) : "No run yet"
  } · failed attempts counted`;

const defaults: State = { ...limitDefaults, systems: "" };

/** Everything inside the page's root before a reader chose anything. */
export async function reliabilityHtml(rows: AttemptRow[]): Promise<string> {
  const tables = tablesOf(rows);
  return pageHtml(
    rows,
    tables,
    defaults,
    await partsOf(tables, defaults, sampleOf(rows, "attempts")),
  );
}

/** Brings the page in `root` to life; what is baked there already stands until the first drawing. */
export async function mountReliability(root: HTMLElement, given: object[]): Promise<void> {
  const rows = given as AttemptRow[];
  const tables = tablesOf(rows);
  let live = false;
  await view<State>({
    root,
    defaults: () => defaults,
    known: knownLimits,
    async draw(state) {
      const parts = await partsOf(tables, state, sampleOf(rows, "attempts"));
      const limits = limitsOf(state);
      return () => {
        if (!live) root.innerHTML = pageHtml(rows, tables, state, parts);
        live = true;
        root.querySelector(".find")!.innerHTML = parts.find;
        root.querySelector(".drawn")!.innerHTML = parts.drawn;
        // A slider stays as it is while it is dragged.
        saySliders(root, limits);
      };
    },
  });
}
