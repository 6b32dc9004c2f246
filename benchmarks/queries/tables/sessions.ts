/** Tables of page `/sessions/`: the conversations of every target's latest valid run, of each workload. */
import { metric } from "../../metrics/metrics.ts";
import { wilsonSql, z975 } from "../../shared/wilson.ts";
import type { NamedTable } from "./table.ts";

/** A system, its run, and what was asked. */
export interface Conversing {
  provider: string;
  model: string;
  workload: string | null;
  run_day: string | null;
  run_id: string;
  location: string | null;
  simulated: boolean;
}
/** The measured sessions of a system. */
export interface SessionsRow extends Conversing {
  sessions: number;
  completed: number;
  failed: number;
  /** Got to their end because a turn was sent again: not completed. */
  retried: number;
  /** Cut by the end of the run: in no share. */
  incomplete: number;
  completion_rate: number | null;
  /** Ends of its 95% interval. */
  low: number | null;
  high: number | null;
  turns_per_session: number | null;
  /** Medians over completed sessions. */
  time_to_last_answer_s: number | null;
  waiting_s: number | null;
  /** Completed sessions with a time to first token of their first and of their last turn, which is a later one. */
  pairs: number;
  ttft_last_over_first: number | null;
  /** Ends of the 95% interval of that median; null of fewer than six. */
  ratio_low: number | null;
  ratio_high: number | null;
  /** Of them, those whose last turn took longer to its first token. */
  slower: number;
}
/** A turn of the sessions of a system. */
export interface TurnRow extends Conversing {
  /** From 0. */
  turn: number;
  /** Sessions that have it as a request that was not cut by the end of the run. */
  sessions: number;
  /** Of them, those that were answered: `n` of the numbers behind it. */
  answered: number;
  /** Those that ended in it: asked, and not answered. */
  failed: number;
  /** Those with a time to first token, seconds. */
  timed: number;
  ttft_p5_s: number | null;
  ttft_p25_s: number | null;
  ttft_by_turn_s: number | null;
  ttft_p75_s: number | null;
  ttft_p95_s: number | null;
  input_tokens_by_turn: number | null;
  /** Answers that say how much was cached. */
  told: number;
  cached_tokens_by_turn: number | null;
}

const of = (name: string) => `${metric(name).sql} AS ${name}`;
const system = "provider, model, workload, run_day, run_id, location";
/** Rows of `table` of the latest runs, with what names their system. */
const latest = (table: string) =>
  `SELECT s.*, coalesce(w.label, r.workload) AS workload,
    strftime(coalesce(r.started_at, r.ended_at), '%Y-%m-%d') AS run_day
  FROM ${table} s
  SEMI JOIN latest l ON l.run_id = s.run_id AND l.provider = s.provider AND l.model = s.model
    AND l.location IS NOT DISTINCT FROM s.location
  JOIN runs r ON r.run_id = s.run_id
  LEFT JOIN workloads w ON w.workload_hash = r.workload_hash
  WHERE s.phase = 'measured'`;
const rate = wilsonSql("completed", "(completed + failed + retried)");
/**
 * The rank of the lower end of a median's interval among `n` sorted values, that of the upper end counted from the
 * other side: order statistics (Hahn and Meeker, 5.2), by the normal distribution with a correction for continuity,
 * which is never narrower than the exact one.
 */
export const medianRankSql = (n: string): string =>
  `floor((${n} + 1) / 2 - ${z975 / 2}e0 * sqrt(${n}))::INTEGER`;
const median = (name: string) => `quantile_cont(${name}, 0.5) AS ${name}`;

export const sessionsBySystem: NamedTable<SessionsRow> = {
  name: "sessions-by-system",
  title: "Sessions",
  sql: `WITH own AS (
  ${latest("sessions")}),
counts AS (
  SELECT ${system}, bool_or(simulated) AS simulated, count(*) AS sessions,
    count(*) FILTER (outcome = 'completed') AS completed,
    count(*) FILTER (outcome = 'failed') AS failed,
    count(*) FILTER (outcome = 'retried') AS retried,
    count(*) FILTER (outcome = 'incomplete') AS incomplete,
    ${metric("session_completion_rate").sql}
      AS completion_rate,
    ${of("turns_per_session")},
    ${median("time_to_last_answer_s")},
    ${median("waiting_s")},
    count(ttft_last_over_first) AS pairs, ${median("ttft_last_over_first")},
    list_sort(list(ttft_last_over_first) FILTER (ttft_last_over_first IS NOT NULL)) AS ratios,
    ${medianRankSql("pairs")} AS rank,
    count(*) FILTER (ttft_last_over_first > 1) AS slower
  FROM own GROUP BY ${system})
SELECT ${system}, simulated,
  sessions, completed, failed, retried, incomplete, completion_rate,
  ${rate.low} AS low,
  ${rate.high} AS high,
  turns_per_session, time_to_last_answer_s, waiting_s, pairs, ttft_last_over_first,
  CASE WHEN rank > 0 THEN ratios[rank] END AS ratio_low,
  CASE WHEN rank > 0 THEN ratios[-rank] END AS ratio_high, slower
FROM counts
ORDER BY simulated, workload, provider, model, run_id, location`,
};

const ttftAt = (percent: number) =>
  `quantile_cont(ttft_s, ${percent / 100}) FILTER (status = 'ok') AS ttft_p${percent}_s`;

export const sessionsByTurn: NamedTable<TurnRow> = {
  name: "sessions-by-turn",
  title: "Turns",
  sql: `WITH own AS (
  ${latest("requests")}
    AND (s.run_id, s.provider, s.model) IN (SELECT (run_id, provider, model) FROM sessions))
SELECT ${system}, bool_or(simulated) AS simulated, turn,
  count(DISTINCT session) FILTER (status <> 'incomplete') AS sessions,
  count(DISTINCT session) FILTER (status = 'ok') AS answered,
  sessions - answered - count(DISTINCT session) FILTER (status = 'dropped') AS failed,
  count(ttft_s) FILTER (status = 'ok') AS timed,
  ${ttftAt(5)},
  ${ttftAt(25)},
  ${of("ttft_by_turn_s")},
  ${ttftAt(75)},
  ${ttftAt(95)},
  ${of("input_tokens_by_turn")},
  count(cached_tokens_reported) FILTER (status = 'ok') AS told,
  ${of("cached_tokens_by_turn")}
FROM own WHERE turn IS NOT NULL
GROUP BY ${system}, turn
ORDER BY simulated, workload, provider, model, run_id, location, turn`,
};

/** An answered turn as a drawing has it. */
export interface TtftDot extends Pick<Conversing, "run_id" | "provider" | "model" | "location"> {
  turn: number;
  /** Place of its session among those of its system, from 0 to 1. */
  place: number;
  ttft_s: number;
}

/** So many answered turns of a system are drawn; of more, the same ones at every build. */
export const mostDots = 600;

export const ttftDotsSql = `WITH own AS (
  ${latest("requests")}
    AND (s.run_id, s.provider, s.model) IN (SELECT (run_id, provider, model) FROM sessions))
SELECT run_id, provider, model, location, turn,
  session / greatest(max(session) OVER (PARTITION BY run_id, provider, model, location), 1) AS place,
  ttft_s
FROM own WHERE status = 'ok' AND turn IS NOT NULL AND ttft_s IS NOT NULL
QUALIFY row_number() OVER (
  PARTITION BY run_id, provider, model, location ORDER BY hash(session, turn, attempt)) <= ${mostDots}
ORDER BY ALL`;

export const sessionTables: NamedTable[] = [sessionsBySystem, sessionsByTurn];
