/** Exchanges of a test, what is read from them, and an attempt over a socket. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Provider } from "../../benchmarks/providers/provider.ts";
import { emptyRow, type Row } from "../../benchmarks/record/record.ts";
import { decodeRecording } from "../../benchmarks/record/replay.ts";
import { type AttemptText, toRecord } from "../../benchmarks/record/to_record.ts";
import { runAttempt } from "../../benchmarks/wire/attempt.ts";
import { type Credentials, keyCredentials } from "../../benchmarks/wire/auth/credentials.ts";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { defaultLimits, type Limits } from "../../benchmarks/wire/limits.ts";
import type { Exchange, Recording } from "../../benchmarks/providers/recording.ts";
import { openSlot } from "../../benchmarks/wire/transport.ts";

export const key = "sk-protocol-0123456789";
export const tokens = 12;

const context = (failure: Parameters<typeof toRecord>[2]["failure"]) => ({
  identity: emptyRow({
    run_id: "r",
    config_name: "c",
    provider: "p",
    model: "m",
    simulated: true,
    phase: "measured",
    request_index: 0,
    attempt: 1,
    status: "ok",
  }),
  startedAt: "2026-01-01T00:00:00Z",
  scheduledAt: null,
  utcOffsetMinutes: 0,
  keys: [key],
  prompt: "hello",
  failure,
});

/** A whole exchange of those bytes, one arrival a given end. */
export function exchangeOf(
  bytes: Uint8Array,
  over: Partial<Exchange> = {},
  ends: number[] = [bytes.length],
): Exchange {
  return {
    started: 0,
    sent: 1e6,
    dns: null,
    connected: null,
    secured: null,
    reused: true,
    reconnected: false,
    httpVersion: "1.1",
    headersAt: 2e6,
    status: 200,
    headers: [],
    arrivals: ends.map((endByte) => ({ at: 3e6, endByte })),
    bytes,
    end: { how: "complete", at: 4e6, code: null },
    ...over,
  };
}

/** The row and text that a provider reads from exchanges. */
export function read(
  provider: Provider,
  exchanges: Exchange[],
): { row: Row; text: AttemptText } {
  const recording: Recording = { scheduled: null, exchanges };
  const { deltas, failure } = decodeRecording(recording, provider);
  return toRecord(recording, deltas, { ...context(failure), streamStep: provider.streamStep });
}

export const concat = (parts: (string | Uint8Array)[]): Uint8Array => {
  const encoder = new TextEncoder();
  const all = parts.map((part) => typeof part === "string" ? encoder.encode(part) : part);
  const bytes = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  all.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
  return bytes;
};

/** The exchanges of an attempt whose stream that one is. */
export type Around = (stream: Exchange) => Exchange[];

/** Holds that a body gives the same row and text wherever its bytes are cut, at every byte too. */
export function sameAtEverySplit(
  provider: Provider,
  bytes: Uint8Array,
  over: Partial<Exchange> = {},
  around: Around = (stream) => [stream],
) {
  const readAt = (ends?: number[]) => read(provider, around(exchangeOf(bytes, over, ends)));
  const whole = readAt();
  const everywhere = Array.from(bytes, (_, i) => i + 1);
  assert.deepEqual(readAt(everywhere), whole);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 8 }), (cuts) => {
      const ends = [...cuts, bytes.length].toSorted((a, b) => a - b);
      assert.deepEqual(readAt(ends), whole);
    }),
    { numRuns: 50 },
  );
  return whole;
}

/** Over a real socket: the row of one attempt. `prefix` is a profile or a fault of the simulator. */
export async function overSocket(
  url: string,
  provider: Provider,
  prefix: string,
  options: { credentials?: Credentials; tokens?: number; limits?: Partial<Limits> } = {},
): Promise<{ row: Row; text: AttemptText; exchanges: Exchange[] }> {
  const slot = openSlot(url, startClock(), {
    ...defaultLimits,
    requestMs: 60_000,
    ...options.limits,
  });
  try {
    const attempt = await runAttempt(slot, provider, {
      baseUrl: `${url}/${prefix}${provider.about.basePath}`,
      model: "m",
      messages: [{ role: "user", content: "hello" }],
      maxOutputTokens: options.tokens ?? tokens,
      params: {},
    }, { credentials: options.credentials ?? keyCredentials(key) });
    const found = toRecord(attempt.recording, attempt.deltas, {
      ...context(attempt.failure),
      streamStep: provider.streamStep,
    });
    return { ...found, exchanges: attempt.recording.exchanges };
  } finally {
    slot.close();
  }
}
