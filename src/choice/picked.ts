/** Which runs of the store a choice is, and the sentence that says it. */
import type { IndexedRun } from "@/benchmarks/queries/run_index.ts";
import { count, day } from "../words/format.js";
import { isFileName } from "../shared/file_name.js";
import type { Choice } from "./choice.js";
import { boundsOf } from "../shared/moments.js";

/** A page holds so many runs and requests of a span: the newest of them. */
export const mostRuns = 100;
export const mostRequests = 60_000;

export interface Picked {
  choice: Choice;
  /** The oldest first. */
  runs: IndexedRun[];
  /** Which runs those are: ends every caption, too. */
  sentence: string;
  /** What else is to say of them: why one is no result, what is left out; "" where nothing is. */
  note: string;
}

const many = (n: number, one: string) => `${count(n)} ${n === 1 ? one : `${one}s`}`;
const requestsOf = (runs: IndexedRun[]) => runs.reduce((sum, run) => sum + run.rows, 0);

/** "28 Nov 2026 14:00 UTC"; "an unknown time" of null. */
export const momentWords = (iso: string | null): string =>
  iso ? `${day(iso)} ${iso.slice(11, 16)} UTC` : "an unknown time";

/** From the first to the last, as far as minutes tell them apart. */
function spanWords(runs: IndexedRun[]): string {
  const [first, last] = [runs[0], runs.at(-1)!].map(({ ran_at }) => momentWords(ran_at));
  return first === last ? `of ${first}` : `from ${first} to ${last}`;
}

/** Why a run stands on no board; "" where it may. */
export function reasonOf({ invalid, selection }: IndexedRun): string {
  if (invalid) return `the run is invalid: ${invalid}`;
  return selection ? `its source kept a selection of its requests: ${selection}` : "";
}

/** The runs that a choice names, of `index`, the newest first. */
export const pick = (index: IndexedRun[], choice: Choice): Picked =>
  choice.run ? pickOne(index, choice) : pickSpan(index, choice);

function pickOne(index: IndexedRun[], choice: Choice): Picked {
  const run = index.find((r) => r.run_id === choice.run);
  if (!run) {
    return {
      ...{ choice, runs: [], note: "" },
      sentence: `Run ${choice.run} is not on this site.`,
    };
  }
  const why = reasonOf(run);
  if (!isFileName(run.run_id)) {
    const sentence = `Run ${run.run_id} cannot be shown here: no file can have its name.`;
    return { choice, runs: [], sentence, note: "" };
  }
  return {
    choice,
    runs: run.rows ? [run] : [],
    sentence: `Showing run ${run.run_id} of ${momentWords(run.ran_at)}, ${
      many(run.rows, "request")
    }.`,
    note: run.rows ? why && `Nothing is ranked: ${why}.` : "It has no measured request.",
  };
}

function pickSpan(index: IndexedRun[], choice: Choice): Picked {
  const ends = (["since", "until"] as const).map((key) => [choice[key], boundsOf(choice[key])]);
  const wrong = ends.filter(([text, bounds]) => text && !bounds).map(([text]) => `“${text}”`);
  if (wrong.length) {
    const sentence = `${wrong.join(" and ")} ${
      wrong.length > 1 ? "are no days and no moments" : "is no day and no moment"
    }, as 2026-11-28 and 2026-11-28T14:00Z are.`;
    return { choice, runs: [], sentence, note: "" };
  }
  const [since, until] = ends.map(([, bounds]) => bounds as [number, number] | null);
  const within = index.filter(({ ran_at }) => {
    const at = ran_at === null ? NaN : Date.parse(ran_at);
    return at >= (since?.[0] ?? -Infinity) && at <= (until?.[1] ?? Infinity);
  });
  const valid = within.filter((run) => run.rows > 0 && !reasonOf(run));
  const all = valid.filter((run) => isFileName(run.run_id));
  const invalid = within.filter((run) => run.rows > 0 && run.invalid).length;
  let requests = 0;
  const found = all.filter((run, i) => {
    requests += run.rows;
    return i === 0 || (i < mostRuns && requests <= mostRequests);
  });
  const runs = found.toReversed();
  const words = [choice.since && `from ${choice.since}`, choice.until && `to ${choice.until}`]
    .filter(Boolean).join(" ");
  const left = found.length < all.length
    ? `That is the newest part of ${count(all.length)} runs with ${
      many(requestsOf(all), "request")
    }: a page holds ${count(mostRuns)} runs and ${count(mostRequests)} requests.`
    : "";
  const without = [
    invalid && `${many(invalid, "invalid run")} left out.`,
    valid.length > all.length &&
    `${many(valid.length - all.length, "run")} left out, whose name no file can have.`,
  ].filter(Boolean).join(" ");
  return {
    choice,
    runs,
    sentence: runs.length
      ? `Showing ${many(runs.length, "run")} ${spanWords(runs)}, ${
        many(requestsOf(runs), "request")
      }.`
      : `No valid run started ${words} (UTC).`,
    note: [left, without].filter(Boolean).join(" "),
  };
}
