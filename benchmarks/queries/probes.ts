/** What the probes of runs say, target by target. */
import { type Repeats, repeats } from "../judging/probes.ts";
import { wilson } from "../shared/wilson.ts";
import { metric } from "../metrics/metrics.ts";
import type { Database, JsonValue } from "../store/duckdb.ts";

/** Correctness probes of one target. */
export interface Correctness {
  /** Attempts that were ok, failed or dropped. */
  attempts: number;
  /** Answers that were judged. */
  answered: number;
  mismatched: number;
  /** Of the answered ones; null where there is none. */
  mismatch_rate: number | null;
  /** Ends of its 95% interval (Wilson 1927). */
  low: number | null;
  high: number | null;
  errors: number;
  /** Of all attempts. */
  error_rate: number | null;
}

/** How long the answers of repeated prompts are, beside what was asked for. */
export interface Lengths {
  n: number;
  /** Median of output tokens over the tokens asked for. */
  median_share: number;
  /** Answers under 0.8 of the tokens asked for. */
  short: number;
}

/** The probes of one target in one run; a kind that it had none of is null. */
export interface Probed {
  run_id: string;
  provider: string;
  model: string;
  simulated: boolean;
  correctness: Correctness | null;
  length: Lengths | null;
  repeat: Repeats | null;
  /** In the order of their requests. */
  wrong: { request_index: number; expected: string; given: string | null }[];
}

/** A second answer's time over the first's: to the first token where both streamed, else to the end. */
const ratio = `CASE WHEN a.ttft_s > 0 AND b.ttft_s IS NOT NULL THEN b.ttft_s / a.ttft_s
  ELSE b.e2e_latency_s / nullif(a.e2e_latency_s, 0) END`;

/** Every target with probes among the rows of view `requests` (alias q) that `where` chooses, by name. */
export async function probesOf(db: Database, where: string): Promise<Probed[]> {
  const { rows } = await db.query(`
    WITH p AS (SELECT * FROM requests q WHERE q.phase = 'probe' AND q.status <> 'incomplete' AND (${where})),
    pairs AS (
      SELECT run_id, provider, model, list(ratio ORDER BY session) AS ratios FROM (
        SELECT a.run_id, a.provider, a.model, a.session, ${ratio} AS ratio
        FROM p a JOIN p b USING (run_id, provider, model, session)
        WHERE a.probe_kind = 'repeat' AND b.probe_kind = 'repeat' AND a.turn = 0 AND b.turn = 1
          AND a.status = 'ok' AND b.status = 'ok')
      WHERE ratio IS NOT NULL GROUP BY ALL),
    counts AS (
      SELECT run_id, provider, model, bool_or(simulated) AS simulated,
        count(*) FILTER (probe_kind = 'correctness') AS attempts,
        ${metric("mismatch_rate").sql} AS mismatch_rate, ${metric("error_rate").sql} AS error_rate,
        count(correct) FILTER (probe_kind = 'correctness') AS answered,
        count(*) FILTER (probe_kind = 'correctness' AND NOT correct) AS mismatched,
        count(*) FILTER (probe_kind = 'repeat') AS repeated,
        count(output_tokens / output_tokens_target) FILTER (probe_kind = 'repeat' AND status = 'ok') AS n,
        median(output_tokens / output_tokens_target) FILTER (probe_kind = 'repeat' AND status = 'ok') AS median_share,
        count(*) FILTER (probe_kind = 'repeat' AND short) AS short,
        list({'request_index': request_index::DOUBLE, 'expected': expected_answer, 'given': given_answer}
          ORDER BY request_index) FILTER (correct = false) AS wrong
      FROM p GROUP BY ALL)
    SELECT * FROM counts LEFT JOIN pairs USING (run_id, provider, model) ORDER BY provider, model, run_id`);
  return rows.map((row) => {
    const n = (name: string) => Number(row[name]);
    return {
      run_id: String(row.run_id),
      provider: String(row.provider),
      model: String(row.model),
      simulated: row.simulated === true,
      correctness: n("attempts") ? correctnessOf(row) : null,
      length: n("n") ? { n: n("n"), median_share: n("median_share"), short: n("short") } : null,
      repeat: n("repeated") ? repeats((row.ratios ?? []) as number[]) : null,
      wrong: (row.wrong ?? []) as unknown as Probed["wrong"],
    };
  });
}

function correctnessOf(row: Record<string, JsonValue>): Correctness {
  const [attempts, answered, mismatched] = [row.attempts, row.answered, row.mismatched].map(Number);
  const [low, high] = answered ? wilson(mismatched, answered) : [null, null];
  return {
    attempts,
    answered,
    mismatched,
    mismatch_rate: row.mismatch_rate as number | null,
    low,
    high,
    errors: attempts - answered,
    error_rate: row.error_rate as number | null,
  };
}
