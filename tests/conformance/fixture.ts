/** A fault's script as a recording, without a socket: what a decoder must read the same however it is cut. */
import { addAll } from "../../benchmarks/providers/read/add_all.ts";
import { recorded } from "../../benchmarks/simulator/faults/recorded.ts";
import type { Script } from "../../benchmarks/simulator/faults/script.ts";
import { bodyDecoder } from "../../benchmarks/wire/body/inflate.ts";
import type { Exchange, Recording } from "../../benchmarks/providers/recording.ts";
import type { Expectation } from "../../benchmarks/conformance/expectation.ts";

/** A silence longer than this is met by a limit of ours: what comes after it is not in the recording. */
const silenceMs = 10_000;

/** The recording of a script, its moments those of the script. `key` stands where the server says back ours. */
export function recordingOf(script: Script, expected: Expectation, key: string): Recording {
  const seen = recorded(script.steps, { key }, expected.recordedBytes);
  const silentFrom = seen.arrivals.findIndex((a, i) =>
    a.at_ms - (seen.arrivals[i - 1]?.at_ms ?? 0) > silenceMs
  );
  const loud = silentFrom < 0 ? seen.arrivals : seen.arrivals.slice(0, silentFrom);
  const kept = loud.filter((a) => a.at_ms <= (expected.ends_ms ?? Infinity));
  const coding = seen.headers.find(([name]) => name === "content-encoding")?.[1] ?? null;
  const inflater = bodyDecoder(coding);
  const pieces: Uint8Array[] = [];
  const arrivals: Exchange["arrivals"] = [];
  let endByte = 0;
  for (const { at_ms, bytes } of kept) {
    const plain = [...inflater.push(bytes)];
    addAll(pieces, plain);
    endByte += plain.reduce((sum, piece) => sum + piece.length, 0);
    arrivals.push({ at: at_ms * 1e6, endByte });
  }
  const bytes = new Uint8Array(endByte);
  pieces.reduce((at, piece) => (bytes.set(piece, at), at + piece.length), 0);
  const last = (kept.at(-1)?.at_ms ?? 0) * 1e6;
  const own = seen.end.whole
    ? { how: "complete", code: null, at: seen.end.at_ms * 1e6 } as const
    : { how: "reset", code: "UND_ERR_SOCKET", at: seen.end.at_ms * 1e6 } as const;
  const noHead = expected.row.http_status === null;
  return {
    scheduled: null,
    exchanges: [{
      started: 0,
      sent: 0,
      dns: null,
      connected: null,
      secured: null,
      reused: false,
      reconnected: expected.row.reconnected ?? false,
      httpVersion: "1.1",
      headersAt: noHead || seen.head_ms === null ? null : seen.head_ms * 1e6,
      status: noHead ? null : seen.status,
      headers: noHead ? [] : seen.headers,
      arrivals: noHead ? [] : arrivals,
      bytes: noHead ? new Uint8Array(0) : bytes,
      end: expected.ends ? { ...expected.ends, at: last } : own,
    }],
  };
}

/** The same recording with the bytes of every arrival cut where `cut` says: more reads at the same moments. */
export function cutArrivals(
  recording: Recording,
  cut: (from: number, to: number) => number[],
): Recording {
  return {
    ...recording,
    exchanges: recording.exchanges.map((exchange) => {
      let from = 0;
      const arrivals = exchange.arrivals.flatMap(({ at, endByte }) => {
        const ends = [...cut(from, endByte), endByte].toSorted((a, b) => a - b);
        from = endByte;
        return ends.map((end) => ({ at, endByte: end }));
      });
      return { ...exchange, arrivals };
    }),
  };
}
