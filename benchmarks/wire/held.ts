/** Memory that the answers of a run hold together: bounded, however many come at once. */

/** What the answers of a run may hold together, bytes. */
export const mostHeldBytes = 128 * 1024 * 1024;

/** What one attempt holds. */
export interface Share {
  /** Notes bytes that came, and pieces of an answer that were read out of them. False where the attempt must end. */
  add(bytes: number, pieces: number): boolean;
  /** Gives back everything: the attempt is written. */
  close(): void;
}

/** A piece of an answer with its time, as an object in memory. */
const bytesPerPiece = 200;

/**
 * Shares `most` bytes among the attempts that are open. Where they hold more together, an attempt that
 * holds more than an equal share must end: a flood never ends the small answers beside it.
 */
export function sharedMemory(most = mostHeldBytes): { open(): Share } {
  let held = 0;
  let attempts = 0;
  return {
    open() {
      let own = 0;
      attempts++;
      return {
        add(bytes, pieces) {
          const more = bytes + pieces * bytesPerPiece;
          own += more;
          held += more;
          return held <= most || own <= most / attempts;
        },
        close() {
          held -= own;
          own = 0;
          attempts--;
        },
      };
    },
  };
}
