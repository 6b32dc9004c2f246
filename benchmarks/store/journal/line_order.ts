/** Lines of a file written again by their start, none of them held: a run may have a million. */
import { openNew } from "../../files/own_file.ts";
import type { Row } from "../../record/record.ts";
import { byKind, type Kind } from "./row_order.ts";

const blockBytes = 1 << 16;
const newline = 10;

/** Where the line of each row is, and what orders it. */
export class LineOrder {
  #edges = [0];
  #starts: number[] = [];
  #indexes: number[] = [];
  #longest = 0;
  /** Requests by all else that identifies an attempt. */
  #attempts = new Map<string, { requests: Set<number>; kind: number }>();
  #kinds: Kind[] = [];
  /** Of each line, its place in `#kinds`. */
  #kindOf: number[] = [];
  #twice = false;

  /** Notes the next row of the file, and how many bytes its line has. */
  add(row: Row, bytes: number): void {
    const { started_at, scheduled_at, request_index, provider, model, phase, attempt } = row;
    const others = JSON.stringify([provider, model, phase, attempt]);
    let known = this.#attempts.get(others);
    if (!known) {
      known = { requests: new Set(), kind: this.#kinds.length };
      this.#attempts.set(others, known);
      this.#kinds.push({ provider, model, phase, attempt });
    }
    this.#twice ||= known.requests.has(request_index);
    known.requests.add(request_index);
    this.#kindOf.push(known.kind);
    this.#edges.push(this.#edges.at(-1)! + bytes);
    this.#starts.push(microseconds(started_at ?? scheduled_at));
    this.#indexes.push(request_index);
    this.#longest = Math.max(this.#longest, bytes);
  }

  /** Bytes of the longest line. */
  get longest(): number {
    return this.#longest;
  }

  /** Whether an attempt has several rows. */
  get twice(): boolean {
    return this.#twice;
  }

  /** Writes the lines of `from` into the new file `to`, in the order of `row_order.ts`; of equal ones as they came. */
  async copy(from: string, to: string): Promise<void> {
    const [starts, indexes, edges] = [this.#starts, this.#indexes, this.#edges];
    const kinds = this.#ranks();
    const order = Uint32Array.from(starts, (_, line) => line).sort((a, b) =>
      // Two without a start differ by no number: infinity less infinity is none.
      starts[a] - starts[b] || indexes[a] - indexes[b] || kinds[a] - kinds[b] || a - b
    );
    using source = await Deno.open(from);
    using target = await openNew(to);
    const block = new Uint8Array(Math.max(blockBytes, this.#longest));
    let filled = 0;
    const flush = () => {
      for (let done = 0; done < filled;) done += target.writeSync(block.subarray(done, filled));
      filled = 0;
    };
    for (const line of order) {
      const bytes = edges[line + 1] - edges[line];
      if (filled + bytes > block.length) flush();
      source.seekSync(edges[line], Deno.SeekMode.Start);
      const end = filled + bytes;
      while (filled < end) filled += source.readSync(block.subarray(filled, end)) ?? torn(from);
      if (block[end - 1] !== newline) torn(from);
    }
    flush();
  }

  /** Of each line, the place of its kind among all in order. */
  #ranks(): Uint32Array {
    const sorted = this.#kinds.map((_, i) => i)
      .sort((a, b) => byKind(this.#kinds[a], this.#kinds[b]));
    const rank = new Uint32Array(sorted.length);
    sorted.forEach((kind, i) => rank[kind] = i);
    return Uint32Array.from(this.#kindOf, (kind) => rank[kind]);
  }
}

const torn = (path: string): never => {
  throw new Error(`${path} is not what was written to it`);
};

/** A moment of the record in microseconds; infinite where there is none. */
const microseconds = (moment: string | null): number => {
  const [, finer = "0"] = /\.\d{3}(\d{1,3})/.exec(moment ?? "") ?? [];
  const found = Date.parse(moment ?? "") * 1000 + Number(finer.padEnd(3, "0"));
  return Number.isNaN(found) ? Infinity : found;
};
