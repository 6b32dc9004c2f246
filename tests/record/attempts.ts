/** Attempts, as the harness records them. */
import type { Delta } from "../../benchmarks/providers/delta.ts";
import { type RowContext, type StampedDelta, toRecord } from "../../benchmarks/record/to_record.ts";
import type { Exchange } from "../../benchmarks/providers/recording.ts";

export const ms = 1e6;

/** An exchange that started at 1 s of the run's clock. */
export const exchange = (over: Partial<Exchange> = {}): Exchange => ({
  started: 1000 * ms,
  sent: 1001 * ms,
  dns: null,
  connected: null,
  secured: null,
  reused: true,
  reconnected: false,
  httpVersion: "1.1",
  headersAt: 1050 * ms,
  status: 200,
  headers: [],
  arrivals: [{ at: 1050 * ms, endByte: 9 }],
  bytes: new Uint8Array(9),
  end: { how: "complete", at: 2000 * ms, code: null },
  ...over,
});
export const context: RowContext = {
  identity: {
    run_id: "r",
    config_name: "c",
    provider: "p",
    model: "m",
    simulated: false,
    phase: "measured",
    request_index: 0,
    attempt: 1,
  },
  startedAt: "2026-03-01T23:30:00.000001Z", // a Sunday
  scheduledAt: null,
  utcOffsetMinutes: 120,
  keys: ["the-key-itself"],
  prompt: "ask me",
};

/** Deltas at milliseconds after the start. */
export const at = (time: number, ...deltas: Delta[]): StampedDelta[] =>
  deltas.map((delta) => ({ at: (1000 + time) * ms, delta }));
export const make = (
  deltas: StampedDelta[],
  over: Partial<Exchange> = {},
  more: Partial<RowContext> = {},
) => toRecord({ scheduled: null, exchanges: [exchange(over)] }, deltas, { ...context, ...more });
export const c = (text: string): Delta => ({ kind: "content", text });
export const r = (text: string): Delta => ({ kind: "reasoning", text });
export const role: Delta = { kind: "role" };
export const done: Delta = { kind: "done" };
export const finish = (reason: "stop" | "length"): Delta => ({
  kind: "finish",
  reason,
  raw: reason,
});
