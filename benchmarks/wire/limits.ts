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
   * From the last thing that an answer held after its finish reason, where no end mark follows: a body that tells
   * nothing more ended there. Also between two arrivals of a refusal.
   */
  finishGraceMs: number;
  /** The whole exchange, from `started`. */
  requestMs: number | null;
  /** Content-decoded body bytes of an attempt; null for what goes with the tokens asked (`bytesFor`). */
  maxBytes: number | null;
}

/** Body bytes of an attempt that are read whatever was asked for, and those for each token asked. */
export const bodyFloorBytes = 4 * 1024 * 1024;
export const bodyBytesPerToken = 16 * 1024;
/** What is taken as asked where the server was left to choose. */
const unaskedTokens = 4096;

/** The longest body an attempt that asks for so many tokens may bring, where nothing else was set. */
export const bytesFor = (tokens: number | null): number =>
  bodyFloorBytes + bodyBytesPerToken * (tokens ?? unaskedTokens);

export const defaultLimits: Limits = {
  connectMs: 10_000,
  firstTokenMs: null,
  idleMs: 60_000,
  endGraceMs: 500,
  finishGraceMs: 5_000,
  requestMs: 180_000,
  maxBytes: null,
};

/** Longer than this a timer cannot wait: asked for more, it goes off at once. */
const longestMs = 2 ** 31 - 1;

/** What a timer is set to for a limit, so that a huge limit is none rather than one of a millisecond. */
export const timerMs = (ms: number): number => Math.min(ms, longestMs);
