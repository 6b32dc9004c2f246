/** The parts of page `/audit`: how many published cells follow from the raw rows, which do not, and all of them. */
import type { NamedTable } from "@/benchmarks/queries/tables/table.ts";
import { emptyHtml } from "../components/empty.js";
import { baked } from "../components/files.js";
import { day, escapeHtml } from "../words/format.js";
import { allHtml, badHtml, type Cell, reasonsText, system } from "./audit_tables.js";

/** Where the audited runs are from, and the day of the last, YYYY-MM-DD. */
export interface Source {
  source: string;
  licence: string;
  last: string;
}
export type SystemName = Pick<Cell, "provider" | "model_size">;

/** The statements of all cells, and of those that do not follow. */
type Tables = Record<"cells" | "bad", NamedTable>;

/** The systems that were published, and those whose rows are in the store. */
export interface Audited {
  published: SystemName[];
  measured: SystemName[];
  source: Source;
}

const what = "Published tables of the LLMPerf leaderboard";
const against = "against the raw rows in this workspace";
const nothing = '<p class="find"><b>It cannot be told here:</b> ' +
  "none of the published systems is in this store.</p>" +
  emptyHtml(
    "The raw rows of 2023 come with a checkout, in data/llmperf-2023-12. From elsewhere:",
    "deno task import PATH",
  );

export function auditParts(
  cells: Cell[],
  tables: Tables,
  { published, measured, source }: Audited,
): Record<"kicker" | "cells", string> {
  if (!cells.length) return { kicker: `${what} of 2023 · ${against}`, cells: nothing };
  const systems = new Set(cells.map(system));
  const { last, source: from, licence } = source;
  return {
    kicker: `${what}, runs up to ${
      day(last)
    } · ${systems.size} systems, ${cells.length} cells · ${against}`,
    cells: `${
      cellsHtml(cells, tables)
    }<p class="cap">As published; a red ≠ marks a cell that does not follow.${
      onOneSide("Measured, but without a published row", measured, systems)
    }${
      onOneSide("Published, but without an answer in this store", published, systems)
    } Computed when this page was built. Source: ${escapeHtml(from)}, ${escapeHtml(licence)}.</p>`,
  };
}

function cellsHtml(cells: Cell[], tables: Tables): string {
  const bad = cells.filter((c) => !c.follows);
  return [
    `<p class="find"><b>${
      cells.length - bad.length
    } of the ${cells.length} published cells follow `,
    `from the raw data</b> once the populations are known: throughput over every request with an `,
    `answer, time to first token over those without an error code, quantiles of type 7. `,
    `${reasonsText(bad)}</p><h2 id="bad">The ${bad.length} that do not</h2>`,
    baked(tables.bad, badHtml(bad)),
    `<p class="cap">Published: as printed. Raw data: what the requests give, in the same population; `,
    `the number links to them. The reasons are found by trying each on the requests; `,
    `SQL and CSV are without them.</p><h2 id="all">Every cell</h2>`,
    baked(tables.cells, allHtml(cells)),
  ].join("");
}

/** Systems of only one side, in words. */
function onOneSide(words: string, of: SystemName[], both: Set<string>): string {
  const names = of.map(system).filter((name) => !both.has(name));
  return names.length ? ` ${words}: ${escapeHtml(names.join(", "))}.` : "";
}
