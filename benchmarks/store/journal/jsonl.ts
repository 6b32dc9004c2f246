/** Files of one JSON object a line, read and written piece by piece: memory does not grow with their length. */

/** What is written to: a file, or in tests one that fails where it should. */
export interface LineSink {
  writeSync(bytes: Uint8Array): number;
  syncData(): Promise<void>;
  close(): void;
}

/** A file that lines are appended to. */
export interface LineFile {
  /** Writes one object. Throws where it cannot be written whole, and from then on. */
  append(line: unknown): void;
  /** True once the disk was full and the reserve had to be used: write no more than must be. */
  full(): boolean;
  /** Waits until everything is on the disk, then closes the file. */
  close(): Promise<void>;
}

const syncEveryMs = 500;
const fullCodes = new Set(["ENOSPC", "EDQUOT"]);

/**
 * Appends to `sink`; what is written is on the disk within a second. `freeReserve` gives up space kept for
 * the end of a full disk and answers whether there was any: what is in flight then still finds room.
 */
export function lineFile(sink: LineSink, freeReserve: () => boolean = () => false): LineFile {
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let syncing: Promise<void> = Promise.resolve();
  let fault: unknown = null;
  let full = false;

  const write = (bytes: Uint8Array) => {
    // One write as a rule; a full disk or a signal can leave a part.
    for (let offset = 0; offset < bytes.length;) {
      try {
        offset += sink.writeSync(bytes.subarray(offset));
      } catch (error) {
        if (!fullCodes.has((error as { code?: string }).code ?? "") || !freeReserve()) throw error;
        full = true;
      }
    }
  };
  return {
    append(line) {
      if (fault) throw fault;
      try {
        write(encoder.encode(JSON.stringify(line) + "\n"));
      } catch (error) {
        fault = error; // a torn line must stay the last one
        throw error;
      }
      timer ??= setTimeout(() => {
        timer = null;
        syncing = syncing.then(() => sink.syncData()).catch((error) => void (fault ??= error));
      }, syncEveryMs);
    },
    full: () => full,
    async close() {
      if (timer !== null) clearTimeout(timer);
      await syncing;
      try {
        if (fault) throw fault;
        await sink.syncData();
      } finally {
        sink.close();
      }
    },
  };
}

/** One whole line of a file: its text, its number from 1, and the byte after its newline. */
export interface Line {
  text: string;
  number: number;
  end: number;
}

/** Bytes of one line: far more than an attempt may bring, and less than what ends the process that reads it. */
const longestLine = 1 << 28;

/**
 * Lines of a stream of bytes. What stands after the last newline was torn, and is left out.
 *
 * @throws where a line is longer than `longest` bytes: nobody could hold it
 */
export async function* wholeLines(
  bytes: AsyncIterable<Uint8Array>,
  longest = longestLine,
): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let parts: Uint8Array[] = [];
  let number = 0;
  let end = 0;
  let held = 0;
  for await (let chunk of bytes) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10)) {
      parts.push(chunk.subarray(0, at));
      end += parts.reduce((sum, part) => sum + part.length, 1);
      const text = parts.map((part) => decoder.decode(part, { stream: true })).join("") +
        decoder.decode();
      yield { text, number: ++number, end };
      parts = [];
      held = 0;
      chunk = chunk.subarray(at + 1);
    }
    if (chunk.length) parts.push(chunk);
    held += chunk.length;
    if (held > longest) {
      throw new Error(
        `Line ${number + 1} is longer than ${longest / 2 ** 20} MiB and cannot be read`,
      );
    }
  }
}

/** The whole lines of a file, from that byte on: lines before it are neither read nor counted. */
export async function* linesOf(path: string, from = 0): AsyncGenerator<Line> {
  const file = await Deno.open(path);
  if (from) await file.seek(from, Deno.SeekMode.Start);
  for await (const line of wholeLines(file.readable)) yield { ...line, end: line.end + from };
}

/** Cuts off what stands after the last line that is JSON; a file that is not there stays so. */
export async function cutTornLine(path: string): Promise<void> {
  if (!(await Deno.stat(path).then(() => true, () => false))) return;
  let end = 0;
  for await (const line of linesOf(path)) {
    try {
      JSON.parse(line.text);
    } catch {
      continue; // zeros of a torn page, or damage: whole lines may follow, and must stay
    }
    end = line.end;
  }
  await Deno.truncate(path, end);
}
