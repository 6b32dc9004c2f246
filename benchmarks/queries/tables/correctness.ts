/** Tables of page `/correctness`: the probes of every target's latest valid run, of each workload. */
import { fasterBelow, leastPairs } from "../../judging/probes.ts";
import { wilsonSql } from "../../shared/wilson.ts";
import type { NamedTable } from "./table.ts";

/** A system and its run. */
export interface Probed {
  run_id: string;
  provider: string;
  model: string;
  simulated: boolean;
  workload: string | null;
  run_day: string | null;
}
export interface CorrectnessRow extends Probed {
  attempts: number;
  answered: number;
  mismatched: number;
  mismatch_rate: number | null;
  /** Ends of its 95% interval. */
  low: number | null;
  high: number | null;
  errors: number;
  error_rate: number | null;
}
export interface RepeatRow extends Probed {
  /** Prompts of which both answers came. */
  pairs: number;
  faster: number;
  low: number | null;
  high: number | null;
  median_ratio: number | null;
  /** Null where there are too few pairs to say. */
  cached: boolean | null;
  answers: number;
  /** Median of output tokens over those asked for. */
  median_length: number | null;
  short_answers: number;
}
export interface WrongRow extends Pick<Probed, "run_id" | "provider" | "model" | "simulated"> {
  request_index: number;
  expected_answer: string;
  given_answer: string | null;
}

const day = "strftime(coalesce(r.started_at, r.ended_at), '%Y-%m-%d') AS run_day";

/** Rows of probes of a kind, with what names their system. */
const probes = (kind: string, of: string, more: string) =>
  `SELECT q.provider, q.model, coalesce(w.label, r.workload) AS workload,
    ${day},
    q.run_id, q.simulated, ${more}
  FROM requests q
  SEMI JOIN latest l ON l.run_id = q.run_id AND l.provider = q.provider AND l.model = q.model
    AND l.location IS NOT DISTINCT FROM q.location
  JOIN runs r ON r.run_id = q.run_id
  LEFT JOIN workloads w ON w.workload_hash = r.workload_hash
  WHERE q.phase = 'probe' AND q.probe_kind = '${kind}' AND q.status <> 'incomplete'
    AND r.kind = '${of}'`;

const system = "provider, model, workload, run_day, run_id";
const share = wilsonSql("mismatched", "answered");

const judged = (name: string, title: string, of: string): NamedTable<CorrectnessRow> => ({
  name,
  title,
  sql: `WITH probes AS (
  ${probes("correctness", of, "q.correct")}),
counts AS (
  SELECT ${system}, bool_or(simulated) AS simulated, count(*) AS attempts,
    count(correct) AS answered, count(*) FILTER (NOT correct) AS mismatched
  FROM probes GROUP BY ${system})
SELECT ${system}, simulated, attempts, answered, mismatched,
  mismatched / nullif(answered, 0) AS mismatch_rate,
  ${share.low} AS low,
  ${share.high} AS high,
  attempts - answered AS errors, (attempts - answered) / attempts AS error_rate
FROM counts
ORDER BY simulated, provider, model, run_id`,
});
export const correctnessRuns = judged("correctness-runs", "Correctness runs", "correctness");
export const correctnessProbes = judged(
  "correctness-probes",
  "Correctness probes of speed runs",
  "speed",
);

const wrong = (name: string, title: string, of: string): NamedTable<WrongRow> => ({
  name,
  title,
  sql: `SELECT provider, model, run_id, simulated, request_index, expected_answer, given_answer
FROM (
  ${probes("correctness", of, "q.correct, q.request_index, q.expected_answer, q.given_answer")})
WHERE NOT correct
ORDER BY simulated, provider, model, run_id, request_index`,
});
export const wrongInRuns = wrong("wrong-answers", "Wrong answers", "correctness");
export const wrongProbes = wrong("wrong-probes", "Wrong answers of speed runs", "speed");

const faster = wilsonSql("faster", "pairs");
/** A second answer's time over the first's: to the first token where both streamed, else to the end. */
export const repeatedPrompts: NamedTable<RepeatRow> = {
  name: "repeated-prompts",
  title: "Repeated prompts",
  sql: `WITH probes AS (
  ${
    probes(
      "repeat",
      "speed",
      `q.session, q.turn, q.status, q.ttft_s, q.e2e_latency_s, q.short,
    q.output_tokens / q.output_tokens_target AS length`,
    )
  }),
lengths AS (
  SELECT ${system}, bool_or(simulated) AS simulated,
    count(length) FILTER (status = 'ok') AS answers,
    median(length) FILTER (status = 'ok') AS median_length, count(*) FILTER (short) AS short_answers
  FROM probes GROUP BY ${system}),
pairs AS (
  SELECT run_id, provider, model,
    CASE WHEN a.ttft_s > 0 AND b.ttft_s IS NOT NULL THEN b.ttft_s / a.ttft_s
      ELSE b.e2e_latency_s / nullif(a.e2e_latency_s, 0) END AS ratio
  FROM probes a JOIN probes b USING (run_id, provider, model, session)
  WHERE a.turn = 0 AND b.turn = 1 AND a.status = 'ok' AND b.status = 'ok'),
counts AS (
  SELECT ${system}, any_value(simulated) AS simulated, any_value(answers) AS answers,
    any_value(median_length) AS median_length, any_value(short_answers) AS short_answers,
    count(ratio) AS pairs, count(*) FILTER (ratio < ${fasterBelow}) AS faster,
    median(ratio) AS median_ratio
  FROM lengths LEFT JOIN pairs USING (run_id, provider, model)
  GROUP BY ${system}),
sure AS (
  SELECT *,
  ${faster.low} AS low,
  ${faster.high} AS high
  FROM counts)
SELECT ${system}, simulated, pairs, faster, low, high, median_ratio,
  CASE WHEN pairs >= ${leastPairs} THEN low > 0.5 AND median_ratio < ${fasterBelow} END AS cached,
  answers, median_length, short_answers
FROM sure
ORDER BY simulated, provider, model, run_id`,
};

export const correctnessTables: NamedTable[] = [
  correctnessRuns,
  wrongInRuns,
  correctnessProbes,
  wrongProbes,
  repeatedPrompts,
];
