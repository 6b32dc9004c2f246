/** What the transport hands on: the moments of one attempt and the bytes of every arrival. */

/** Monotonic nanoseconds since the run's origin. */
export type Ns = number;

/** How an exchange ended. */
export type EndHow = "complete" | "cut" | "reset" | "timeout" | "refused";

/**
 * Code of a body that the server did not end: `complete`, at the arrival that completed the answer;
 * none is kept after it.
 */
export const heldOpen = "held_open";

/** One HTTP exchange. `endByte` is how many body bytes had arrived after that read of the socket. */
export interface Exchange {
  started: Ns;
  sent: Ns | null;
  dns: Ns | null;
  connected: Ns | null;
  secured: Ns | null;
  reused: boolean;
  reconnected: boolean;
  httpVersion: string;
  headersAt: Ns | null;
  status: number | null;
  headers: [string, string][];
  arrivals: { at: Ns; endByte: number }[];
  /** Content-decoded body. */
  bytes: Uint8Array;
  /**
   * `code` is `held_open`, the system's or undici's code, or which timeout (`first_token`, `idle`,
   * `request`, `connect`, `run`).
   */
  end: {
    how: EndHow;
    at: Ns;
    code: string | null; /** What the code alone does not. */
    says?: string;
  };
}

/** All exchanges of one attempt, in order. */
export interface Recording {
  scheduled: Ns | null;
  exchanges: Exchange[];
}
