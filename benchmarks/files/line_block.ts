/** Lines written some at a time, through one piece of memory: a stream would make new memory for each of a million. */

const blockBytes = 1 << 16;
/** Bytes that a character of a string takes at most. */
const mostBytes = 3;

/** What lines are written to. */
export interface BlockSink {
  writeSync(bytes: Uint8Array): number;
}

export class LineBlock {
  #encoder = new TextEncoder();
  #block = new Uint8Array(blockBytes);
  #filled = 0;

  constructor(private sink: BlockSink) {}

  /** Adds a line, with its end, and says how many bytes it has. */
  add(line: string): number {
    if (line.length * mostBytes > this.#block.length - this.#filled) this.flush();
    if (line.length * mostBytes > this.#block.length) {
      const bytes = this.#encoder.encode(line);
      this.#write(bytes);
      return bytes.length;
    }
    const { written } = this.#encoder.encodeInto(line, this.#block.subarray(this.#filled));
    this.#filled += written;
    return written;
  }

  /** Writes what is not written yet. */
  flush(): void {
    this.#write(this.#block.subarray(0, this.#filled));
    this.#filled = 0;
  }

  #write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) done += this.sink.writeSync(bytes.subarray(done));
  }
}
