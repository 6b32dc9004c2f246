/** What the harness measured beside what the simulator did: errors in milliseconds. Durations only, of each clock. */
import type { Row } from "../record/record.ts";
import { quantile } from "../shared/quantile.ts";

/** A request as the harness recorded it. */
export type Stamped = Pick<Row, "request_id" | "ttft_s" | "chunk_at_s" | "chunk_chars">;

/** The same request as the simulator logged it; pairs are [scheduled, actual] milliseconds since it arrived. */
export interface Sent {
  request_id: string;
  arrived_ms: number;
  sent_ms: [number, number][];
  /** Characters of each token in `sent_ms`. */
  chunk_chars: number[];
  /** The end of the answer; null where it was not whole. */
  ended_ms: number | null;
}

/** Milliseconds; null of nothing compared. */
export interface Spread {
  n: number;
  median: number | null;
  p95: number | null;
  p99: number | null;
  max: number | null;
}

export interface Errors {
  /** Time to first token, beside the simulator's time from the request to its first token. */
  ttft_error_ms: Spread;
  /** Time between two tokens, beside the time between their sends. */
  gap_error_ms: Spread;
  /** From the moment that the load allowed a request, by the simulator's log, to its arrival there. */
  schedule_error_ms: Spread;
  /** How late the simulator itself was for its own schedule: in no error, but a sign of a busy machine. */
  simulator_late_ms: Spread;
}

/** Compares requests that both know. `concurrency` of them were in flight, in a closed loop or in waves. */
export function errorsOf(
  stamped: Stamped[],
  sent: Sent[],
  { load, concurrency }: { load: "closed" | "waves"; concurrency: number },
): Errors {
  const known = new Map(stamped.map((s) => [s.request_id, s]));
  const both = sent.flatMap((log) => {
    const measured = known.get(log.request_id);
    return measured ? [{ log, measured }] : [];
  });
  return {
    ttft_error_ms: spread(
      both.flatMap(({ log, measured: { ttft_s } }) =>
        ttft_s === null || !log.sent_ms.length ? [] : [Math.abs(ttft_s * 1000 - log.sent_ms[0][1])]
      ),
    ),
    gap_error_ms: spread(both.flatMap(({ log, measured }) => gapErrors(log, measured))),
    schedule_error_ms: spread(scheduleErrors(both.map(({ log }) => log), load, concurrency)),
    simulator_late_ms: spread(
      both.flatMap(({ log }) => log.sent_ms.map(([due, actual]) => actual - due)),
    ),
  };
}

/** Tokens that came in one arrival share its time: the gap between them was seen as 0. */
function gapErrors({ sent_ms, chunk_chars }: Sent, { chunk_at_s, chunk_chars: chars }: Stamped) {
  if (chunk_at_s === null || chars === null) return [];
  const seen: number[] = [];
  let [token, sum] = [0, 0];
  for (const [i, at] of chunk_at_s.entries()) {
    sum += chars[i];
    for (; token < chunk_chars.length && chunk_chars[token] <= sum; token++) {
      sum -= chunk_chars[token];
      seen.push(at * 1000);
    }
  }
  return seen.slice(1).map((at, i) =>
    Math.abs((at - seen[i]) - (sent_ms[i + 1][1] - sent_ms[i][1]))
  );
}

/**
 * The first requests are allowed at once. In a closed loop every end allows one more; in waves the last end of
 * a wave allows the next.
 */
function scheduleErrors(sent: Sent[], load: "closed" | "waves", concurrency: number): number[] {
  const arrived = sent.map((s) => s.arrived_ms).sort((a, b) => a - b);
  const ended = sent.flatMap((s) => s.ended_ms === null ? [] : [s.arrived_ms + s.ended_ms])
    .sort((a, b) => a - b);
  return arrived.flatMap((at, i) => {
    const before = load === "closed"
      ? i - concurrency
      : Math.floor(i / concurrency) * concurrency - 1;
    const allowed = i < concurrency ? arrived[0] : ended[before];
    return allowed === undefined ? [] : [Math.max(0, at - allowed)];
  });
}

/** Linear quantiles, to a microsecond. */
export function spread(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (p: number) => sorted.length ? Math.round(quantile(sorted, p) * 1000) / 1000 : null;
  return { n: sorted.length, median: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
