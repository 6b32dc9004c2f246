/** Table of page `/load`: what each step of a load gave, of the newest runs that have steps, and of one-step runs. */
import { turnSecondsSql } from "../../metrics/groups.ts";
import { metric } from "../../metrics/metrics.ts";
import { quantileSql, rankSql, sortedSql } from "../../metrics/statistics.ts";
import { usualLimits } from "../../shared/limit_steps.ts";
import type { NamedTable } from "./table.ts";

/** What one step of a run gave of one target: the requests from `first_index` to `last_index` of its plan. */
export interface LoadStepRow {
  run_id: string;
  /** "2026-01-02 03:04:05", UTC; null where nothing says when. */
  ran_at: string | null;
  /** Null where a file of others names none. */
  config_name: string | null;
  workload_hash: string | null;
  workload: string | null;
  /** Why the run, or the target in it, is no result; null of a valid one. */
  invalid: string | null;
  /** As a configuration calls it: sweep, find, stages, open, ramp, trace; closed and waves are of one step. */
  shape: string;
  provider: string;
  model: string;
  location: string | null;
  simulated: boolean;
  /** From 1, in the order in which they were made. */
  step: number;
  first_index: number;
  last_index: number;
  /** Requests per second that were planned, from the least to the most; null in a closed loop. */
  rate_from: number | null;
  rate_to: number | null;
  /** Most in flight that were planned; null where the run does not say. */
  concurrency: number | null;
  attempts: number;
  succeeded: number;
  failed: number;
  /** Not sent: as many requests as allowed were in flight, the harness was too late, or had not started yet. */
  no_free_slot: number;
  too_late: number;
  late_start: number;
  /** Those that kept TTFT 0.5 s and 50 ms a token, or what a reader asked; and their share of the attempts. */
  good: number;
  good_share: number | null;
  /** From the first request sent to the last ended, its blocks added up; null where no moment is known. */
  seconds: number | null;
  /** Over those seconds: requests that succeeded, and their output tokens. */
  served_per_s: number | null;
  system_tokens_per_s: number | null;
  /** Of succeeded requests. Seconds, and tokens per second while decoding. */
  ttft_s: number | null;
  ttft_p95_s: number | null;
  ttft_p99_s: number | null;
  e2e_latency_s: number | null;
  e2e_latency_p95_s: number | null;
  e2e_latency_p99_s: number | null;
  decode_tokens_per_s: number | null;
  /** Of all arrivals, from the schedule; infinite where so many had no answer. Null in a closed loop. */
  response_time_s: number | null;
  response_time_p95_s: number | null;
  response_time_p99_s: number | null;
  /** How late those that were sent were sent, at P99. */
  lag_p99_s: number | null;
}

/** Shapes of load whose runs have several steps. */
export const steppedShapes = ["sweep", "find", "stages"];
const stepped = `shape IN (${steppedShapes.map((shape) => `'${shape}'`).join(", ")})`;

/** So many runs with steps, and so many targets of runs without, the newest of both. */
export const [mostStepped, mostPoints] = [24, 60];

const loads = `loads AS (
  SELECT run_id, config_name, invalid, workload_hash, workload, coalesce(started_at, ended_at) AS ran_at,
    coalesce(nullif(regexp_extract(config::VARCHAR,
      '"load": ?(?:[{][^{}]*"shape": ?)?"([a-z]+)"', 1), ''), 'closed') AS shape,
    TRY_CAST(regexp_extract(config::VARCHAR, '"concurrency": ?([0-9]+)', 1) AS INTEGER) AS concurrency
  FROM runs WHERE kind = 'speed')`;

/** The newest runs with steps, and the newest of each target without. */
const newest = `chosen AS (
  SELECT run_id, NULL AS provider, NULL AS model, NULL AS location FROM (
    SELECT run_id FROM loads WHERE ${stepped}
    ORDER BY ran_at DESC NULLS LAST, run_id LIMIT ${mostStepped})
  UNION ALL
  SELECT run_id, provider, model, location FROM (
    SELECT l.* FROM latest l JOIN loads USING (run_id)
    WHERE NOT ${stepped} AND l.selection IS NULL
    ORDER BY l.ran_at DESC NULLS LAST, run_id, provider, model LIMIT ${mostPoints}))`;

/** Columns of a metric at several quantiles. */
const several = (name: string, ps: [suffix: string, p: number][]) =>
  ps.map(([suffix, p]) =>
    `${quantileSql(metric(name), p)} AS ${name.replace(/_s$/, "")}${suffix}_s`
  ).join(",\n    ");
const [middle, p95, p99]: [string, number][] = [["", 0.5], ["_p95", 0.95], ["_p99", 0.99]];
/** Response times, of which some have no end; null where there was no schedule. */
const responses = [middle, p95, p99].map(([suffix, p]) =>
  `CASE WHEN scheduled THEN ${
    rankSql("responses", "'infinity'::DOUBLE", p)
  } END AS response_time${suffix}_s`
).join(",\n  ");

const target = "run_id, provider, model, location";

/** `chosen`: rows of `run_id`, and of provider, model and location where not all targets of the run are meant. */
const stepsSql = (chosen: string, good: string) =>
  `WITH ${loads},
${chosen},
sent AS (
  SELECT q.*, shape, CASE WHEN shape IN ('sweep', 'find') THEN block ELSE 0 END AS turn_of_steps,
    CASE WHEN shape = 'ramp' THEN NULL ELSE q.rate_planned END AS level
  FROM requests q JOIN loads l USING (run_id)
  WHERE q.phase = 'measured' AND EXISTS (SELECT 1 FROM chosen c WHERE c.run_id = q.run_id
    AND (c.provider IS NULL OR (c.provider = q.provider AND c.model = q.model
      AND c.location IS NOT DISTINCT FROM q.location)))),
marked AS (
  SELECT *, CASE WHEN turn_of_steps IS DISTINCT FROM lag(turn_of_steps, 1, -1) OVER own
    OR level IS DISTINCT FROM lag(level) OVER own
    OR (${stepped} AND rate_planned IS NULL
      AND concurrency_planned IS DISTINCT FROM lag(concurrency_planned) OVER own) THEN 1 ELSE 0 END AS begins
  FROM sent
  WINDOW own AS (PARTITION BY ${target} ORDER BY request_index, attempt)),
numbered AS (
  SELECT *, sum(begins) OVER (PARTITION BY ${target}
    ORDER BY request_index, attempt)::INTEGER AS step
  FROM marked),
turns AS (
  SELECT ${target}, step,
    ${turnSecondsSql} AS seconds
  FROM numbered GROUP BY ${target}, step, block),
times AS (SELECT ${target}, step, sum(seconds) AS seconds
  FROM turns GROUP BY ${target}, step),
steps AS (
  SELECT ${target}, step, any_value(shape) AS shape, bool_or(simulated) AS simulated,
    min(request_index) AS first_index, max(request_index) AS last_index,
    min(rate_planned) AS rate_from, max(rate_planned) AS rate_to,
    max(concurrency_planned) AS concurrency,
    (${metric("attempted").sql})::INTEGER AS attempts,
    (${metric("succeeded").sql})::INTEGER AS succeeded,
    (count(*) FILTER (status = 'failed'))::INTEGER AS failed,
    (count(*) FILTER (status = 'dropped' AND error_code = 'no_free_slot'))::INTEGER AS no_free_slot,
    (count(*) FILTER (status = 'dropped' AND error_code = 'too_late'))::INTEGER AS too_late,
    (count(*) FILTER (status = 'dropped' AND error_code = 'late_start'))::INTEGER AS late_start,
    (count(*) FILTER (status = 'ok' AND ${good}))::INTEGER AS good,
    sum(output_tokens) FILTER (status = 'ok') AS tokens,
    ${several("ttft_s", [middle, p95, p99])},
    ${several("e2e_latency_s", [middle, p95, p99])},
    ${quantileSql(metric("decode_tokens_per_s"), 0.5)} AS decode_tokens_per_s,
    ${sortedSql(metric("response_time_s"), "all")} AS responses,
    bool_or(scheduled_at IS NOT NULL) AS scheduled,
    quantile_cont(schedule_lag_s, 0.99) AS lag_p99_s
  FROM numbered GROUP BY ${target}, step)
SELECT s.run_id, strftime(l.ran_at, '%Y-%m-%d %H:%M:%S') AS ran_at, l.config_name,
  l.workload_hash, coalesce(w.label, l.workload) AS workload, coalesce(l.invalid, i.why) AS invalid, s.shape,
  s.provider, s.model, s.location, s.simulated, s.step, first_index, last_index, rate_from, rate_to,
  coalesce(s.concurrency, l.concurrency) AS concurrency, attempts, succeeded, failed,
  no_free_slot, too_late, late_start, good, good / nullif(attempts, 0) AS good_share, seconds,
  succeeded / nullif(seconds, 0) AS served_per_s, tokens / nullif(seconds, 0) AS system_tokens_per_s,
  ttft_s, ttft_p95_s, ttft_p99_s, e2e_latency_s, e2e_latency_p95_s, e2e_latency_p99_s, decode_tokens_per_s,
  ${responses},
  lag_p99_s
FROM steps s JOIN times t ON t.run_id = s.run_id AND t.provider = s.provider AND t.model = s.model
  AND t.location IS NOT DISTINCT FROM s.location AND t.step = s.step
JOIN loads l ON l.run_id = s.run_id
LEFT JOIN workloads w ON w.workload_hash = coalesce(l.workload_hash, '')
LEFT JOIN invalid_targets i
  ON i.run_id = s.run_id AND i.provider = s.provider AND i.model = s.model
ORDER BY l.ran_at DESC NULLS LAST, s.run_id, s.provider, s.model, s.location, s.step`;

const usual = `ttft_s <= ${usualLimits.ttft_s} AND tpot_s <= ${usualLimits.tpot_s}`;

/** Every step of the newest runs. */
export const loadSteps: NamedTable<LoadStepRow> = {
  name: "load-steps",
  title: "Steps of load",
  sql: stepsSql(newest, usual),
};

/** The same of chosen targets, which stand in it as `$targets`; what a good request keeps stands as `$good`. */
export const stepsOfTargetsSql: string = stepsSql(
  "chosen(run_id, provider, model, location) AS (VALUES\n  $targets)",
  "$good",
);

export const loadTables: NamedTable[] = [loadSteps];
