/** The parts of page `/audit`: how many published cells follow from the raw rows, which do not, and all of them. */
import { emptyHtml } from "../components/empty.js";
import { region } from "../components/table.js";
import { day, escapeHtml } from "../words/format.js";
import { allHtml, badHtml, type Cell, reasonsText, system } from "./audit_tables.js";

/** Where the audited runs are from, and the day of the last, YYYY-MM-DD. */
export interface Source {
  source: string;
  licence: string;
  last: string;
}
export type SystemName = Pick<Cell, "provider" | "model_size">;

/** `csv`: the published table; `measured`: systems whose rows are in the store. */
export function auditParts(
  cells: Cell[],
  csv: string,
  measured: SystemName[],
  source: Source,
): Record<"kicker" | "cells", string> {
  if (!cells.length) return { kicker: `${what} of 2023 · ${against}`, cells: nothing };
  const systems = new Set(cells.map(system));
  return {
    kicker: `${what}, runs up to ${
      day(source.last)
    } · ${systems.size} systems, ${cells.length} cells · ${against}`,
    cells: [
      cellsHtml(cells),
      `<p class="cap">As published; a red ≠ marks a cell that does not follow.${
        missing(systems, measured, csv)
      } Computed when this page was built. Source: ${escapeHtml(source.source)}, ${
        escapeHtml(source.licence)
      }.</p>`,
    ].join(""),
  };
}

const what = "Published tables of the LLMPerf leaderboard";
const against = "against the raw rows in this workspace";
const nothing =
  `<p class="find"><b>It cannot be told here:</b> none of the published systems is in this store.</p>${
    emptyHtml(
      "The raw rows of 2023 come with a checkout, in data/llmperf-2023-12. From elsewhere:",
      "deno task import PATH",
    )
  }`;

function cellsHtml(cells: Cell[]): string {
  const bad = cells.filter((c) => !c.follows);
  const follow = `${cells.length - bad.length} of the ${cells.length} published cells follow`;
  return [
    `<p class="find"><b>${follow} from the raw data</b> once the populations are known: throughput `,
    `over every request with an answer, time to first token over those without an error code, `,
    `quantiles of type 7. ${reasonsText(bad)}</p>`,
    `<h2 id="bad">The ${bad.length} that do not</h2>`,
    region("Cells that do not follow", badHtml(bad)),
    `<p class="cap">Published: as printed. Raw data: what the requests give, in the same population; `,
    `the number links to them.</p>`,
    `<h2 id="all">Every cell</h2>${region("Every published cell", allHtml(cells))}`,
  ].join("");
}

/** Systems of only one side, in words. */
function missing(systems: Set<string>, measured: SystemName[], csv: string): string {
  const unpublished = measured.map(system).filter((s) => !systems.has(s));
  // The columns of the file: metric, model_size, provider, and so on.
  const absent = new Set(
    csv.trim().split(/\r?\n/).slice(1).map((line) => line.split(","))
      .map(([, model_size, provider]) => system({ provider, model_size }))
      .filter((s) => !systems.has(s)),
  );
  return [
    ...(unpublished.length
      ? [` Measured, but without a published row: ${escapeHtml(unpublished.join(", "))}.`]
      : []),
    ...(absent.size
      ? [` Published, but without an answer in this store: ${escapeHtml([...absent].join(", "))}.`]
      : []),
  ].join("");
}
