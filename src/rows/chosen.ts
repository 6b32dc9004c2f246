/** Runs that a page's address chose, as the rows of them say it: one, or those of a span of time, taken together. */

/** Shared by all rows of one target. */
export interface Chosen {
  run?: string;
  since?: string;
  until?: string;
  /** Runs of the span in which this target was measured, in order of their start: taken together. */
  runs?: string[];
}

type OfRun = { run_id?: unknown; chosen?: unknown } & object;
const chosenOf = (row: OfRun) => row.chosen as Chosen | undefined;

/** The runs that a row's system is of, where several are taken together. */
export const runsOf = (row: OfRun): string[] | null => chosenOf(row)?.runs ?? null;

/** What tells a system's run from others: its id, or the span whose runs are taken together. */
export function runOf(row: OfRun): string {
  const { runs, since = "", until = "" } = chosenOf(row) ?? {};
  return runs ? `${since}..${until}` : String(row.run_id);
}

/** The run of a row, or its span, as a link to its requests names it. */
export function runQuery(row: OfRun): Record<string, string | undefined> {
  const { runs, since, until } = chosenOf(row) ?? {};
  return runs ? { since, until } : { run_id: String(row.run_id) };
}

/** "run hourly-12", "24 runs". */
export const runWords = (row: OfRun): string => {
  const runs = runsOf(row);
  return runs && runs.length !== 1 ? `${runs.length} runs` : `run ${runs?.[0] ?? row.run_id}`;
};
