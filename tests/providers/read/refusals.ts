/** A refusal, as it arrives. */
import type { Exchange } from "../../../benchmarks/providers/recording.ts";

export const answer = (
  status: number,
  body: string,
  headers: [string, string][] = [],
): Exchange => ({
  started: 0,
  sent: 1,
  dns: null,
  connected: null,
  secured: null,
  reused: true,
  reconnected: false,
  httpVersion: "1.1",
  headersAt: 2,
  status,
  headers,
  arrivals: [],
  bytes: new TextEncoder().encode(body),
  end: { how: "complete", at: 3, code: null },
});
