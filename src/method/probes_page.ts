/** The parts of page `/correctness`: real systems, then simulated ones, or how to fill the place. */
import type {
  CorrectnessRow,
  Probed,
  RepeatRow,
  WrongRow,
} from "@/benchmarks/queries/tables/correctness.ts";
import type { Answer } from "@/benchmarks/queries/tables/table.ts";
import { region } from "../components/table.js";
import { bakedLine } from "../components/files.js";
import { correctnessHtml, findingText, repeatsHtml } from "./probes_tables.js";

/** One table of real systems and one of simulated ones, and the line that takes both away. */
function tables<R extends Probed>({ table, rows }: Answer<R>, html: (rows: R[]) => string): string {
  const [real, simulated] = [false, true].map((is) => rows.filter((r) => r.simulated === is));
  if (!rows.length) return "";
  return [
    ...(real.length ? [region(table.title, html(real))] : []),
    ...(simulated.length
      ? [
        '<p class="cap"><span class="badge sim">simulated</span> ' +
        "This workspace's own simulator: no provider.</p>",
        region(`${table.title}, simulated`, html(simulated)),
      ]
      : []),
    bakedLine(table, real.length && simulated.length ? { what: "Both tables" } : {}),
  ].join("\n\n");
}

function judged(asked: Answer<CorrectnessRow>, wrong: Answer<WrongRow>, empty: string): string {
  if (!asked.rows.length) return `<p class="empty">${empty}</p>`;
  const lines = tables(asked, (rows) => correctnessHtml(rows, wrong.rows));
  return lines + (wrong.rows.length ? bakedLine(wrong.table, { what: "The wrong answers" }) : "");
}

/** Of the latest probes of every system: those of runs of their own, and those within speed runs. */
export interface Probes {
  runs: Answer<CorrectnessRow>;
  wrongInRuns: Answer<WrongRow>;
  probes: Answer<CorrectnessRow>;
  wrongProbes: Answer<WrongRow>;
  repeated: Answer<RepeatRow>;
}

/** HTML of each part. */
export function probeParts(
  found: Probes,
): Record<"kicker" | "finding" | "runs" | "probes", string> {
  const asked = [...found.runs.rows, ...found.probes.rows];
  const all: Probed[] = [...asked, ...found.repeated.rows];
  const systems = new Set(all.map((r) => `${r.provider} ${r.model}`)).size;
  return {
    kicker: `Probes of ${systems} systems · in no table of speeds`,
    finding: findingText(asked, found.repeated.rows),
    runs: judged(
      found.runs,
      found.wrongInRuns,
      "No run of this kind is in the store yet. The commands below make one, " +
        "without a key against the simulator.",
    ),
    probes: judged(
      found.probes,
      found.wrongProbes,
      "No speed run with probes is in the store yet. " +
        'Probes come with <code>"probes": true</code> in a configuration, or --probes.',
    ) + (found.repeated.rows.length
      ? `<h3>The same prompt twice</h3>${tables(found.repeated, repeatsHtml)}`
      : ""),
  };
}
