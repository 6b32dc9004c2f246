/** The body of one exchange as it comes: its bytes, and the arrivals that brought them. */
import { bodyDecoder } from "./inflate.ts";
import type { Ns } from "../providers/recording.ts";

export class Received {
  arrivals: { at: Ns; endByte: number }[] = [];
  // One growing array: a flood of pieces of one byte would take a hundred times its size as objects.
  #bytes = new Uint8Array(0);
  #length = 0;
  #coding = bodyDecoder(null);

  constructor(private maxBytes: number) {}

  /** The content coding that the head names. */
  codedAs(encoding: string | null): void {
    this.#coding = bodyDecoder(encoding);
  }

  /**
   * Keeps an arrival without its coding; `each` gets what is kept, piece by piece, and may end it with a code. Gives
   * the code with which the exchange must end, or null.
   */
  take(chunk: Uint8Array, at: Ns, each: (kept: Uint8Array) => string | void): string | null {
    for (const piece of this.#plain(chunk)) {
      if (piece === null) return "content_encoding";
      this.#arrived(at);
      const kept = this.#keep(piece);
      const enough = each(kept) ?? (kept === piece ? null : "body_limit");
      if (enough) return enough;
    }
    this.#arrived(at);
    return null;
  }

  /** The pieces of an arrival without its coding; null, the last, where that cannot be undone. */
  *#plain(chunk: Uint8Array): Iterable<Uint8Array | null> {
    try {
      yield* this.#coding.push(chunk);
    } catch {
      yield null;
    }
  }

  /** Notes an arrival; callbacks of one event-loop turn share one. */
  #arrived(at: Ns): void {
    if (this.arrivals.at(-1)?.at !== at) this.arrivals.push({ at, endByte: this.#length });
  }

  /** Keeps bytes of the last arrival, and gives those there was room for. */
  #keep(piece: Uint8Array): Uint8Array {
    const room = this.maxBytes - this.#length;
    const kept = piece.length > room ? piece.subarray(0, Math.max(0, room)) : piece;
    const length = this.#length + kept.length;
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, Math.min(2 * length, this.maxBytes)));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(kept, this.#length);
    this.#length = length;
    this.arrivals.at(-1)!.endByte = length;
    return kept;
  }

  /** Forgets what came after `at`. */
  cutAfter(at: Ns): void {
    this.arrivals = this.arrivals.filter((arrival) => arrival.at <= at);
    this.#length = this.arrivals.at(-1)?.endByte ?? 0;
  }

  /** All bytes in one array. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
