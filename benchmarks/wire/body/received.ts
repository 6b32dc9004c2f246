/** The body of one exchange as it comes: its bytes, and the arrivals that brought them. */
import { bodyDecoder } from "./inflate.ts";
import { borrow, handBack } from "./spare.ts";
import type { Ns } from "../../providers/recording.ts";

export class Received {
  arrivals: { at: Ns; endByte: number }[] = [];
  // One growing array: a flood of pieces of one byte would take a hundred times its size as objects.
  #bytes = new Uint8Array(0);
  #length = 0;
  #last: { at: Ns; endByte: number } | null = null;
  #coding = bodyDecoder(null);

  constructor(private maxBytes: number) {}

  get length(): number {
    return this.#length;
  }

  /** The content coding that the head names. */
  codedAs(encoding: string | null): void {
    this.#coding = bodyDecoder(encoding);
  }

  /** Keeps an arrival without its coding. Gives the code with which the exchange must end, or null. */
  take(chunk: Uint8Array, at: Ns): string | null {
    const last = this.#last;
    if (last === null || last.at !== at) {
      this.arrivals.push(this.#last = { at, endByte: this.#length });
    }
    if (this.#coding.plain) return this.#keep(chunk);
    try {
      for (const piece of this.#coding.push(chunk)) {
        const enough = this.#keep(piece);
        if (enough) return enough;
      }
    } catch {
      return "content_encoding";
    }
    return null;
  }

  /** Keeps bytes of the last arrival as far as there is room. */
  #keep(piece: Uint8Array): string | null {
    const room = this.maxBytes - this.#length;
    const kept = piece.length > room ? piece.subarray(0, Math.max(0, room)) : piece;
    const length = this.#length + kept.length;
    if (length > this.#bytes.length) {
      const grown = borrow(length, this.maxBytes);
      grown.set(this.#bytes.subarray(0, this.#length));
      handBack(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(kept, this.#length);
    this.#last!.endByte = this.#length = length;
    return kept === piece ? null : "body_limit";
  }

  /** The bytes from one place up to another. */
  piece(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(from, to);
  }

  /** Forgets what came after `at`. */
  cutAfter(at: Ns): void {
    this.arrivals = this.arrivals.filter((arrival) => arrival.at <= at);
    this.#length = this.arrivals.at(-1)?.endByte ?? 0;
  }

  /** Forgets what came after so many bytes. */
  cutAt(length: number): void {
    const last = this.arrivals.findIndex(({ endByte }) => endByte >= length);
    this.arrivals.length = last + 1;
    this.arrivals[last].endByte = this.#length = length;
  }

  /** All bytes. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
