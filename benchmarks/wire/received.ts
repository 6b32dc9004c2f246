/** The body of one exchange as it comes: its bytes, and the arrivals that brought them. */
import type { Ns } from "./recording.ts";

export class Received {
  arrivals: { at: Ns; endByte: number }[] = [];
  #pieces: Uint8Array[] = [];
  #length = 0;

  constructor(private maxBytes: number) {}

  /** Notes an arrival; callbacks of one event-loop turn share one. */
  arrived(at: Ns): void {
    if (this.arrivals.at(-1)?.at !== at) this.arrivals.push({ at, endByte: this.#length });
  }

  /** Keeps bytes of the last arrival, and gives those there was room for. */
  keep(piece: Uint8Array): Uint8Array {
    const room = this.maxBytes - this.#length;
    const kept = piece.length > room ? piece.subarray(0, room) : piece;
    this.#pieces.push(kept);
    this.#length += kept.length;
    this.arrivals.at(-1)!.endByte = this.#length;
    return kept;
  }

  /** Forgets what came after `at`. */
  cutAfter(at: Ns): void {
    this.arrivals = this.arrivals.filter((arrival) => arrival.at <= at);
    this.#length = this.arrivals.at(-1)?.endByte ?? 0;
  }

  /** All bytes in one array. */
  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const piece of this.#pieces) {
      if (offset >= this.#length) break;
      bytes.set(piece.subarray(0, this.#length - offset), offset);
      offset += piece.length;
    }
    return bytes;
  }
}
