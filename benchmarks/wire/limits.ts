/** Limits of one exchange, milliseconds and bytes; null means none. */
export interface Limits {
  connectMs: number;
  /** From `started` to the first token. */
  firstTokenMs: number | null;
  /** Between two arrivals, once a token was seen. */
  idleMs: number | null;
  /** From the end mark of an answer to the end of its body. A body that goes on longer ended at the mark. */
  endGraceMs: number;
  /**
   * From the last thing that an answer told after its finish reason, where no end mark follows: a body that tells
   * nothing more ended there. Also between two arrivals of a refusal.
   */
  finishGraceMs: number;
  /** The whole exchange, from `started`. */
  requestMs: number | null;
  /** Content-decoded body bytes. */
  maxBytes: number;
}

export const defaultLimits: Limits = {
  connectMs: 10_000,
  firstTokenMs: null,
  idleMs: 60_000,
  endGraceMs: 500,
  finishGraceMs: 5_000,
  requestMs: 180_000,
  maxBytes: 64 * 1024 * 1024,
};

/** Longer than this a timer cannot wait: asked for more, it goes off at once. */
const longestMs = 2 ** 31 - 1;

/** What a timer is set to for a limit, so that a huge limit is none rather than one of a millisecond. */
export const timerMs = (ms: number): number => Math.min(ms, longestMs);
