/** Metrics of conversations: of one session, of the sessions of a group, and of one turn of them. */
import { type Metric, ofSession, ofSessions, ofTurn } from "./metric.ts";

/** Over the requests of one session: every turn was answered at its first attempt; at that or a later one. */
export const sessionCompleted =
  "count(DISTINCT turn) FILTER (status = 'ok' AND attempt = 1) = count(DISTINCT turn)";
export const sessionRetried = "count(DISTINCT turn) FILTER (status = 'ok') = count(DISTINCT turn)";
const timed = `${sessionCompleted} AND count(started_at) = count(*)`;
/** Time to first token of a session's turn, the first or the last. */
const ttftOf = (which: "arg_min" | "arg_max") => `${which}(ttft_s, turn) FILTER (status = 'ok')`;

export const sessionMetrics: Metric[] = [
  ofSession("time_to_last_answer_s", {
    label: "Time to the last answer",
    unit: "s",
    better: "lower",
    sql: `CASE WHEN ${timed} THEN max(epoch(started_at) + e2e_latency_s)
  - epoch(min(coalesce(scheduled_at, started_at))) END`,
    needs: ["turn", "status", "attempt", "started_at", "scheduled_at", "e2e_latency_s"],
    digits: 2,
    doc: "From the moment a session was due, in a closed loop from its first request’s start, to " +
      "the end of its last answer. Think time is included. Of sessions whose every turn was " +
      "answered; null for others, and where a start is unknown.",
  }),
  ofSession("waiting_s", {
    label: "Waiting in a session",
    unit: "s",
    better: "lower",
    sql: `CASE WHEN ${sessionCompleted} THEN sum(e2e_latency_s) END`,
    needs: ["turn", "status", "attempt", "e2e_latency_s"],
    digits: 2,
    doc: "Sum of the end-to-end latencies of a session’s requests: the same time without think " +
      "time and without lateness of the harness. Of sessions whose every turn was answered.",
  }),
  ofSession("ttft_last_over_first", {
    label: "TTFT, last turn over first",
    unit: "",
    better: "lower",
    sql: `CASE WHEN ${sessionCompleted} AND max(turn) > min(turn)
  THEN ${ttftOf("arg_max")} / nullif(${ttftOf("arg_min")}, 0) END`,
    needs: ["turn", "status", "attempt", "ttft_s"],
    digits: 2,
    doc: "Time to first token of a session’s last turn divided by that of its first: whether it " +
      "stays fast as the conversation grows. Of sessions of two turns and more whose every turn " +
      "was answered.",
  }),
  ofSessions("session_completion_rate", {
    label: "Sessions completed",
    unit: "",
    better: "higher",
    sql: "count(*) FILTER (outcome = 'completed') / " +
      "nullif(count(*) FILTER (outcome <> 'incomplete'), 0)",
    needs: ["session", "turn", "status", "attempt"],
    digits: 2,
    doc: "Share of the sessions whose every turn was answered at its first attempt. A session of " +
      "which a turn failed ends there, and its later turns are dropped rows; one that went on " +
      "because the turn was sent again is not completed, either, as a retry makes no success. " +
      "Sessions cut by the end of the run are in neither number. Printed with its 95% Wilson interval.",
  }),
  ofSessions("turns_per_session", {
    label: "Turns per session",
    unit: "turns",
    better: null,
    sql: "avg(turns) FILTER (outcome <> 'incomplete')",
    needs: ["session", "turn", "status", "attempt"],
    digits: 1,
    doc: "Mean number of turns that sessions were to have, whether they got to the end or not.",
  }),
  ofTurn("ttft_by_turn_s", {
    label: "TTFT by turn",
    unit: "s",
    better: "lower",
    sql: "quantile_cont(ttft_s, 0.5) FILTER (status = 'ok')",
    needs: ["turn", "status", "ttft_s"],
    digits: 3,
    doc: "Median time to first token of the succeeded requests of a turn. Later turns are only " +
      "of sessions that got so far.",
  }),
  ofTurn("input_tokens_by_turn", {
    label: "Prompt tokens by turn",
    unit: "tokens",
    better: null,
    sql: "quantile_cont(input_tokens, 0.5) FILTER (status = 'ok')",
    needs: ["turn", "status", "input_tokens"],
    digits: 0,
    doc: "Median prompt tokens, by the reference tokenizer, of the succeeded requests of a turn: " +
      "everything that was said before is in them.",
  }),
  ofTurn("cached_tokens_by_turn", {
    label: "Cached tokens by turn",
    unit: "tokens",
    better: null,
    sql: "quantile_cont(cached_tokens_reported, 0.5) FILTER (status = 'ok')",
    needs: ["turn", "status", "cached_tokens_reported"],
    digits: 0,
    doc: "Median prompt tokens that the provider says it read from a cache, of the succeeded " +
      "requests of a turn that say so. Null where none does.",
  }),
];
