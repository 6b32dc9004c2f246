/** The parts of page `/correctness`: real systems, then simulated ones, or how to fill the place. */
import { region } from "../components/table.js";
import { correctnessHtml, findingText, type ProbedRow, repeatsHtml } from "./probes_tables.js";

/** One table of real systems and one of simulated ones, or a sentence that says how to fill it. */
function tables(
  found: ProbedRow[],
  label: string,
  html: (rows: ProbedRow[]) => string,
  empty: string,
): string {
  const [real, simulated] = [false, true].map((s) => found.filter((r) => r.simulated === s));
  return [
    ...(real.length ? [region(label, html(real))] : []),
    ...(found.length ? [] : [`<p class="empty">${empty}</p>`]),
    ...(simulated.length
      ? [
        `<p class="cap"><span class="badge sim">simulated</span> This workspace's own simulator: no provider.</p>`,
        region(`${label}, simulated`, html(simulated)),
      ]
      : []),
  ].join("\n\n");
}

/** HTML of each part, of the latest probes of every system. */
export function probeParts(
  rows: ProbedRow[],
): Record<"kicker" | "finding" | "runs" | "probes", string> {
  const probed = rows.filter((r) => r.kind === "speed");
  const repeated = probed.filter((r) => r.repeat);
  const systems = new Set(rows.map((r) => `${r.provider} ${r.model}`)).size;
  return {
    kicker: `Probes of ${systems} systems · in no table of speeds`,
    finding: findingText(rows),
    runs: tables(
      rows.filter((r) => r.kind === "correctness"),
      "Correctness runs",
      correctnessHtml,
      "No run of this kind is in the store yet. The commands below make one, without a key against the simulator.",
    ),
    probes: tables(
      probed.filter((r) => r.correctness),
      "Correctness probes of speed runs",
      correctnessHtml,
      'No speed run with probes is in the store yet. Probes come with <code>"probes": true</code> in a configuration, or --probes.',
    ) + (repeated.length
      ? `<h3>The same prompt twice</h3>${tables(repeated, "Repeated prompts", repeatsHtml, "")}`
      : ""),
  };
}
