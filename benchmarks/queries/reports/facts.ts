/** What a report says of its runs: every number of its tables and figures, and what speaks against them. */
import { judgeBoard } from "../../judging/standings.ts";
import { keyOf, type Standing } from "../../judging/standing.ts";
import { metric } from "../../metrics/metrics.ts";
import { wilson } from "../../shared/wilson.ts";
import { type Database, quote } from "../../store/duckdb.ts";
import type { FoundRuns } from "../../store/run_folders.ts";
import type { Calibration } from "../../calibration/calibration.ts";
import { calibrationOf } from "../../calibration/read.ts";
import { type RunFacts, runFacts } from "../runs/run_facts.ts";
import { type System, systemsOf } from "../systems.ts";
import { type Measure, measureOf } from "./measure.ts";
import { repeats, type ReportChange } from "./repeats.ts";

export type { Measure };
export { mostDrawn } from "./measure.ts";
import { type ReportDefinition, reportMetrics } from "./definition.ts";
import { type Hashes, hashesOf } from "./hashes.ts";

/** One system of a report. */
export interface ReportLine {
  run_id: string;
  provider: string;
  model: string;
  simulated: boolean;
  /** Its first attempt, else the beginning or the end of its run, ISO 8601, UTC; null where nothing says. */
  at: string | null;
  location: string | null;
  /** Measured attempts that the end of the run did not cut, and what became of them. */
  attempts: number;
  succeeded: number;
  failed: number;
  dropped: number;
  /** Attempts that the end of the run cut. */
  cut: number;
  /** Answers under 0.8 of the length asked for. */
  short: number;
  /** Lower bound of the 95% interval of the success rate. */
  rate_at_least: number;
  /** Attempts that succeeded and are known to keep both limits, with the 95% interval of their share. */
  within: { kept: number; low: number; high: number };
  measures: Record<string, Measure>;
  /** Why it is not ranked; empty where it is. */
  below: string[];
  one_sitting: boolean;
}

/** Systems that were asked the same, from one place: they are compared. */
export interface ReportBoard {
  id: string;
  workload: string | null;
  location: string | null;
  /** In the order of the report's metric. */
  lines: ReportLine[];
  /** What several runs measured of one system, from run to run in order of time. */
  changes: ReportChange[];
  /** Every system stands here by several runs: asked is whether they changed, not who is ahead. */
  repeated: boolean;
}

export interface ReportFacts {
  definition: ReportDefinition;
  runs: (Omit<RunFacts, "calibration"> & {
    hashes: Hashes | null;
    /** Null where there is none, or none of ours. */
    calibration: Calibration | null;
  })[];
  /** Named runs that this store does not have. */
  missing: string[];
  boards: ReportBoard[];
}

/** Facts of a report, from a store and its folders. */
export async function reportFacts(
  db: Database,
  definition: ReportDefinition,
  found: FoundRuns,
): Promise<ReportFacts> {
  const all = new Map((await runFacts(db)).map((run) => [run.run_id, run]));
  const known = definition.runs.filter((id) => all.has(id));
  const where = known.length ? `q.run_id IN (${known.map(quote).join(", ")})` : "false";
  const systems = await systemsOf(db, where, [...reportMetrics]);
  const timeOf = ({ started, run_id }: System) => {
    const { started_at, ended_at } = all.get(run_id)!;
    return started ?? started_at ?? ended_at;
  };
  const folders = new Map(found.runs.map((run) => [run.run_id, run.folder]));
  return {
    definition,
    runs: await Promise.all(known.map(async (id) => ({
      ...all.get(id)!,
      calibration: calibrationOf(all.get(id)!.calibration),
      hashes: folders.has(id) ? await hashesOf(folders.get(id)!) : null,
    }))),
    missing: definition.runs.filter((id) => !all.has(id)),
    boards: [...Map.groupBy(systems, (s) => s.board)].map(([id, own]) =>
      boardOf(id, own, definition, timeOf)
    ),
  };
}

function boardOf(
  id: string,
  systems: System[],
  definition: ReportDefinition,
  timeOf: (system: System) => string | null,
): ReportBoard {
  const wanted = reportMetrics.map((name) => ({
    metric: name,
    better: metric(name).better!,
    population: "succeeded" as const,
  }));
  const why = new Map(systems.map((s) => [keyOf(s), s.invalid ?? s.target_invalid]));
  const judged = judgeBoard(systems, wanted, (key) => why.get(key) ?? null);
  const first = judged.find((one) => one.metric === definition.metric)!;
  const standing = (key: string, name: string) =>
    judged.find((one) => one.metric === name)!.standings.find((s) => s.key === key)!;
  const byKey = new Map(systems.map((s) => [keyOf(s), s]));
  return {
    id,
    workload: systems[0].workload,
    location: systems[0].location,
    lines: first.standings.map(({ key }) => {
      const system = byKey.get(key)!;
      return {
        ...lineOf(system, definition, (name) => standing(key, name)),
        at: timeOf(system),
        location: system.location,
      };
    }),
    ...repeats(systems, definition.metric, timeOf),
  };
}

function lineOf(
  system: System,
  { limits, metric: first }: ReportDefinition,
  standing: (metric: string) => Standing,
): Omit<ReportLine, "at" | "location"> {
  const { run_id, provider, model, simulated, short, values } = system;
  const { status } = system.attempts;
  const many = (name: string) => status.filter((s) => s === name).length;
  const attempts = many("ok") + many("failed") + many("dropped");
  const within = (i: number) =>
    status[i] === "ok" && (values.ttft_s[i] ?? Infinity) <= limits.ttft_s &&
    (values.decode_tokens_per_s[i] ?? 0) >= limits.decode_tokens_per_s;
  const kept = status.filter((_, i) => within(i)).length;
  const [low, high] = wilson(kept, attempts);
  const { rate_at_least, below, one_sitting } = standing(first);
  return {
    ...{ run_id, provider, model, simulated, attempts, below, rate_at_least, one_sitting },
    succeeded: many("ok"),
    failed: many("failed"),
    dropped: many("dropped"),
    cut: many("incomplete"),
    short: short.filter((s) => s === true).length,
    within: { kept, low, high },
    measures: Object.fromEntries(
      reportMetrics.map((name) => [name, measureOf(system, name, standing(name))]),
    ),
  };
}
