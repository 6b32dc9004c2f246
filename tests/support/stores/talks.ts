/** Conversations that end in each way, in one run. */
import type { Row } from "../../../benchmarks/record/record.ts";

const second = (s: number) => new Date(Date.UTC(2026, 0, 2) + 1000 * s).toISOString();
/** A turn that was answered within a second, unless `more` says otherwise. */
export const turn = (
  session: number,
  turn: number,
  startS: number,
  more: Partial<Row>,
): Partial<Row> => ({
  ...{ session, turn, started_at: second(startS), ttft_s: 0.5, e2e_latency_s: 1 },
  ...more,
});
const notSent = { started_at: null, ttft_s: null, e2e_latency_s: null };

/** Four sessions, one each way to end, and one that was tried again. */
export const talks: Partial<Row>[] = [
  // From 10 to 19.5 s: three answers of 2, 1 and 1.5 s, and think times of 2 and 3 s between.
  turn(0, 0, 10, { ttft_s: 0.4, e2e_latency_s: 2, input_tokens: 100, cached_tokens_reported: 0 }),
  turn(0, 1, 14, { ttft_s: 0.6, e2e_latency_s: 1, input_tokens: 220, cached_tokens_reported: 96 }),
  turn(0, 2, 18, { ttft_s: 1, e2e_latency_s: 1.5, input_tokens: 300, cached_tokens_reported: 208 }),
  // Cut in its second turn.
  turn(1, 0, 20, { ttft_s: 0.2, input_tokens: 120, cached_tokens_reported: 16 }),
  turn(1, 1, 22, { status: "failed", error_class: "server_error", ttft_s: null }),
  turn(1, 2, 0, { status: "dropped", ...notSent }),
  // The run ended.
  turn(2, 0, 30, { ttft_s: 0.3, input_tokens: 110, cached_tokens_reported: 16 }),
  turn(2, 1, 32, { status: "incomplete", ttft_s: null, e2e_latency_s: null }),
  // Due at 40 s, sent at 41; its second turn was answered when it was sent again.
  turn(3, 0, 41, { scheduled_at: second(40), schedule_lag_s: 1, input_tokens: 130 }),
  turn(3, 1, 43, { status: "failed", error_class: "rate_limited", ttft_s: null }),
  turn(3, 1, 45, {
    phase: "retry",
    attempt: 2,
    ttft_s: 0.8,
    e2e_latency_s: 1.5,
    input_tokens: 250,
  }),
];
