/** Recordings of a run, a line per attempt: enough to decode every answer again. Compressed at the end of the run. */
import { Buffer } from "node:buffer";
import { createGunzip, createGzip } from "node:zlib";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { isPlainFile, openNew, partialOf } from "../../files/own_file.ts";
import type { Exchange, Recording } from "../../providers/recording.ts";
import { cutTornLine, lineFile, linesOf, wholeLines } from "./jsonl.ts";
import type { Row } from "../../record/record.ts";
import type { AttemptKey } from "./seal.ts";
import { mask, maskBytes } from "../../record/redact.ts";

/** Whose recording it is: an attempt that was cut and made again has two. */
export type RecordingKey = AttemptKey & Pick<Row, "started_at">;

/** A recording and whose it is; `prompt` only where the run kept its text. */
export interface RecordingLine {
  key: RecordingKey;
  prompt: string | null;
  recording: Recording;
}

export interface RecordingsFile {
  append(line: RecordingLine): void;
  /** Closes the file and compresses it. */
  close(): Promise<void>;
}

const plainPath = (folder: string) => `${folder}/recordings.jsonl`;
/** Where the recordings of a run are. */
export const recordingsPath = (folder: string): string => `${folder}/recordings.jsonl.gz`;

/** What is kept of a recording: `secrets` are masked in it, byte by byte. */
export function recordingLine(
  { provider, model, phase, request_index, attempt, started_at }: RecordingKey,
  recording: Recording,
  prompt: string | null,
  secrets: string[],
): RecordingLine {
  const exchanges = recording.exchanges.map((exchange): Exchange => ({
    ...exchange,
    headers: exchange.headers.map((words) =>
      words.map((word) => mask(word, secrets)) as [string, string]
    ),
    bytes: maskBytes(exchange.bytes, secrets),
  }));
  const key = { provider, model, phase, request_index, attempt, started_at };
  return { key, prompt, recording: { ...recording, exchanges } };
}

/** Opens the recordings of a run folder. */
export async function openRecordings(folder: string): Promise<RecordingsFile> {
  await cutTornLine(plainPath(folder)); // of a run that is gone on with
  const file = lineFile(Deno.openSync(plainPath(folder), { create: true, append: true }));
  const written = (exchange: Exchange) => ({
    ...exchange,
    bytes: Buffer.from(exchange.bytes).toString("base64"),
  });
  return {
    append: ({ recording, ...line }) =>
      file.append({
        ...line,
        recording: { ...recording, exchanges: recording.exchanges.map(written) },
      }),
    async close() {
      await file.close();
      await compressRecordings(folder);
    },
  };
}

/** Compresses what a run left plain, after what is compressed already. */
export async function compressRecordings(folder: string): Promise<void> {
  const plain = plainPath(folder);
  if (!await isPlainFile(plain)) return;
  const packed = recordingsPath(folder);
  const partial = partialOf(packed);
  try {
    const out = () => createWriteStream(partial, { flags: "a" });
    await (await openNew(partial)).close();
    // Members of a gzip file follow each other.
    if (await isPlainFile(packed)) await pipeline(createReadStream(packed), out());
    await pipeline(createReadStream(plain), createGzip(), out());
    await Deno.rename(partial, packed);
  } finally {
    await Deno.remove(partial).catch(() => {});
  }
  await Deno.remove(plain);
}

/** The recordings of a run, one after the other. Throws where it has none. */
export async function* readRecordings(folder: string): AsyncGenerator<RecordingLine> {
  const packed = recordingsPath(folder);
  if (await isPlainFile(packed)) {
    for await (const { text } of wholeLines(createReadStream(packed).pipe(createGunzip()))) {
      yield read(text);
    }
    return;
  }
  const plain = plainPath(folder);
  if (!await isPlainFile(plain)) {
    throw new Deno.errors.NotFound(
      `There are no recordings in ${folder}: a run made with --record keeps them`,
    );
  }
  for await (const { text } of linesOf(plain)) yield read(text);
}

function read(text: string): RecordingLine {
  const line = JSON.parse(text);
  for (const exchange of line.recording.exchanges) {
    exchange.bytes = new Uint8Array(Buffer.from(exchange.bytes, "base64"));
  }
  return line as RecordingLine;
}
