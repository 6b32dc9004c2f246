/** The answer of an exchange: kept as it comes, and read behind, each piece with the time that it was stamped with. */
import { later, never } from "./gaps.ts";
import { Received } from "./received.ts";
import type { ExchangeOptions } from "../slot.ts";
import type { Exchange, Ns } from "../../providers/recording.ts";

/** A flood is read as it comes: what it holds is bounded by what was read of it. */
const mostBehindBytes = 64 * 1024;

type Reader = Pick<ExchangeOptions, "onHead" | "onArrival" | "onArrivals">;
type Headers = [string, string][];

export class Reading {
  headersAt: Ns | null = null;
  #status: number | null = null;
  #headers: Headers = [];
  #body: Received;
  #headRead = false;
  /** The first arrival that may not be read whole, and how many bytes are. */
  #arrival = 0;
  #bytes = 0;

  /** `readOn` is called where there is time; it calls `on`. `isOver` is asked before each arrival is read. */
  constructor(
    maxBytes: number,
    private reader: Reader,
    private readOn: () => void,
    private isOver: (at: Ns) => boolean,
  ) {
    this.#body = new Received(maxBytes);
  }

  /** The final head came. */
  begin(status: number, headers: Headers, at: Ns): void {
    this.headersAt = at;
    this.#status = status;
    this.#headers = headers;
    this.#body.codedAs(headers.find(([name]) => name === "content-encoding")?.[1] ?? null);
    later(this.readOn);
  }

  /** Keeps an arrival. Gives the code with which the exchange must end, or null. */
  arrive(chunk: Uint8Array, at: Ns): string | null {
    const enough = this.#body.take(chunk, at);
    if (this.#body.length - this.#bytes > mostBehindBytes) this.readOn();
    else later(this.readOn);
    return enough;
  }

  /**
   * Hands on what came since the last time. Gives the code with which the exchange must end, where the reader says
   * so: what came after the piece that was read last is then forgotten.
   */
  on(): string | null {
    if (this.headersAt !== null && !this.#headRead) {
      this.#headRead = true;
      this.reader.onHead?.({ status: this.#status!, headers: this.#headers }, this.headersAt);
    }
    const enough = this.#onAtOnce();
    if (enough) return enough;
    const { arrivals } = this.#body;
    for (let i = this.#arrival; i < arrivals.length; i++) {
      this.#arrival = i; // more may come with the time of the last one
      const { at, endByte } = arrivals[i];
      if (endByte <= this.#bytes) continue;
      if (this.isOver(at)) break;
      const piece = this.#body.piece(this.#bytes, endByte);
      this.#bytes = endByte;
      const enough = this.reader.onArrival?.(piece, at);
      if (!enough) continue;
      this.#body.cutAt(endByte);
      return enough;
    }
    return null;
  }

  /** Hands on what waits all at once, to be read as far as that goes. */
  #onAtOnce(): string | null {
    const from = this.#bytes;
    const waiting = this.#body.arrivals.slice(this.#arrival);
    if (waiting.length > 0 && waiting[0].endByte <= from) waiting.shift();
    if (waiting.length < 2 || !this.reader.onArrivals) return null;
    const ends = waiting.map(({ endByte }) => endByte - from);
    const bytes = this.#body.piece(from, this.#body.length);
    const { read, enough } = this.reader.onArrivals(bytes, ends, waiting.map(({ at }) => at));
    if (read === 0) return null;
    this.#arrival = this.#body.arrivals.length - waiting.length + read - 1;
    this.#bytes = waiting[read - 1].endByte;
    if (enough) this.#body.cutAt(this.#bytes);
    return enough ?? null;
  }

  /** Nothing that came after `at` is of the answer, nor is it read. */
  cutAfter(at: Ns): void {
    this.#body.cutAfter(at);
  }

  /** There is no need to look for time to read. */
  close(): void {
    never(this.readOn);
  }

  /** What is kept of it. */
  kept(): Pick<Exchange, "headersAt" | "status" | "headers" | "arrivals" | "bytes"> {
    return {
      headersAt: this.headersAt,
      status: this.#status,
      headers: this.#headers,
      arrivals: this.#body.arrivals,
      bytes: this.#body.bytes(),
    };
  }
}
