/** An exchange that was not made, as a recording has it. */
import type { Exchange, Ns } from "../providers/recording.ts";

/** A server chose whom to ask: it sends an attempt on from `home` to `origin`. */
export const sentOn = (origin: string, home: string, at: Ns): Exchange => ({
  started: at,
  sent: null,
  dns: null,
  connected: null,
  secured: null,
  reused: false,
  reconnected: false,
  httpVersion: "1.1",
  headersAt: null,
  status: null,
  headers: [],
  arrivals: [],
  bytes: new Uint8Array(0),
  end: {
    how: "refused",
    at,
    code: "foreign_origin",
    says:
      `The answer of ${home} sends the attempt on to ${origin}, which the configuration does not ` +
      `name: its target may, in follow_origins.`,
  },
});
