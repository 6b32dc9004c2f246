/** What runs measured of their targets: medians with their intervals, as the boards have them. */
import { estimate } from "../../judging/estimate.ts";
import { minBlocks } from "../../judging/floors.ts";
import { draw } from "../../judging/population.ts";
import { support } from "../../judging/standing.ts";
import { metric } from "../../metrics/metrics.ts";
import { type Database, quote } from "../../store/duckdb.ts";
import { type System, systemsOf } from "../systems.ts";

/** The metrics of a run's first table. */
export const headline = ["ttft_s", "e2e_tokens_per_s"] as const;
type Headline = typeof headline[number];

/** A median of the succeeded requests of one target. */
export interface Median {
  /** Values behind it. */
  n: number;
  /** Succeeded requests without a value. */
  omitted: number;
  /** Null of no values. */
  median: number | null;
  /** 95%; null where there are too few requests. */
  interval: [number, number] | null;
  /** Why there are too few; null where there are enough. */
  weak: string | null;
  /** Too few time blocks: it holds for this session only. */
  one_sitting: boolean;
}

/** One target of a run, from one place. */
export interface RunResult {
  run_id: string;
  provider: string;
  model: string;
  location: string | null;
  simulated: boolean;
  /** Measured attempts that the end of the run did not cut. */
  attempts: number;
  succeeded: number;
  medians: Record<Headline, Median>;
}

/** Attempts that are read at once: each is held several times over. */
const attemptsAtOnce = 200_000;

/** Results of runs, by their ids; `runs` says how many measured requests each has. */
export async function runResults(
  db: Database,
  runs: { run_id: string; measured: number }[],
): Promise<Map<string, RunResult[]>> {
  const found = new Map<string, RunResult[]>();
  for (let from = 0, to = 0; from < runs.length; from = to) {
    for (let n = 0; to < runs.length && (to === from || n + runs[to].measured <= attemptsAtOnce);) {
      n += runs[to++].measured;
    }
    const ids = runs.slice(from, to).map((run) => quote(run.run_id)).join(", ");
    const systems = await systemsOf(db, `q.run_id IN (${ids})`, [...headline]);
    for (const [id, own] of Map.groupBy(systems, (s) => s.run_id)) {
      found.set(id, own.map(resultOf));
    }
  }
  return found;
}

function resultOf(system: System): RunResult {
  const { run_id, provider, model, location, simulated, attempts: { status } } = system;
  return {
    run_id,
    provider,
    model,
    location,
    simulated,
    attempts: status.filter((s) => s !== "incomplete").length,
    succeeded: status.filter((s) => s === "ok").length,
    medians: Object.fromEntries(
      headline.map((name) => [name, medianOf(system, name)]),
    ) as RunResult["medians"],
  };
}

function medianOf({ attempts, values }: System, name: Headline): Median {
  const drawn = draw("succeeded", attempts, values[name], metric(name).better!);
  const found = estimate(drawn.sample, 0.5);
  return {
    n: drawn.sample.values.length,
    omitted: drawn.omitted,
    median: found?.q ?? null,
    interval: found?.interval ?? null,
    weak: support(drawn, 0.5).weak,
    one_sitting: drawn.blocks < minBlocks,
  };
}
