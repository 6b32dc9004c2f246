/** Own prompts: a file of lines, sampled by seed; a run keeps a copy of those it asked. */
import type { Phase } from "./items/phase.ts";
import { createHash } from "node:crypto";
import { writeWhole } from "../files/own_file.ts";
import { NotText, utf8Of } from "../files/text_bytes.ts";
import { ConfigError } from "./config.ts";
import { type Entries, entriesOf } from "./dataset_entries.ts";
import { type DatasetLine, readLine } from "./dataset_line.ts";
import { seeded } from "./random.ts";
import { type Trace, traceCopy, traceHeader } from "./traces/trace.ts";
import { llama2 } from "./tokenizers.ts";

export interface Dataset {
  /** Name of the file, without its folders. */
  name: string;
  /** Of the file's bytes; a copy has that of its original. */
  sha256: string;
  /** How many lines can be asked. */
  size: number;
  /** Lines that cannot: conversations without a human turn. */
  leftOut: number;
  /** The lines by their place among those that can be asked; a copy has some of them only. */
  lines: Map<number, DatasetLine>;
  /** Requests without words instead, where the file is a trace; its places are its sessions. */
  trace?: Trace;
}

/** The copy that a run folder keeps. */
export const copyName = "prompts.jsonl";
const namedFaults = 10;

/** Reads JSON lines, a JSON array, or the copy in a run folder. Throws `ConfigError` with the first bad lines. */
export async function readDataset(path: string): Promise<Dataset> {
  const name = path.split(/[/\\]/).at(-1)!;
  const refuse = (faults: string[]) => new ConfigError(path, faults, "be used as a dataset");
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    throw refuse([`the file cannot be read: ${(error as Error).message}`]);
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  let entries: Entries;
  try {
    entries = entriesOf(utf8Of(bytes));
  } catch (error) {
    if (error instanceof NotText) throw refuse([`it ${error.message}`]);
    throw error;
  }
  const { unit, list } = entries;
  const lines: Dataset["lines"] = new Map();
  let header: Header | null = null;
  let leftOut = 0;
  const faults: string[] = [];
  let bad = 0;
  const fault = (number: number, words: string) => {
    if (bad++ < namedFaults) faults.push(`${unit} ${number}: ${words}`);
  };
  for (const [number, entry] of list) {
    if (entry instanceof SyntaxError) fault(number, "is not JSON");
    else if (entry instanceof NotText) fault(number, entry.message);
    else if (number === 1 && isHeader(entry)) header = entry.dataset;
    else {
      const line = readLine(entry, number);
      if (line === null) leftOut++;
      else if ("fault" in line) fault(number, line.fault);
      else lines.set(header ? (entry as { place: number }).place : lines.size, line);
    }
  }
  if (bad > namedFaults) faults.push(`and ${bad - namedFaults} more`);
  if (!bad && lines.size === 0) faults.push("there is no prompt in it");
  if (faults.length) throw refuse(faults);
  return { ...(header ?? { name, sha256, size: lines.size, leftOut }), lines };
}

type Header = Pick<Dataset, "name" | "sha256" | "size" | "leftOut">;
const isHeader = (entry: unknown): entry is { dataset: Header } =>
  typeof (entry as { dataset?: Header } | null)?.dataset?.sha256 === "string";

/**
 * Writes `FOLDER/prompts.jsonl`: what the dataset was, then every line that a run asks, with its place. As the
 * dataset of the same configuration it gives the same prompts on any machine. `whole` keeps conversations, with the
 * answers that were recorded.
 */
export async function writeCopy(
  folder: string,
  dataset: Dataset,
  places: Iterable<number>,
  whole = false,
): Promise<void> {
  const { name, sha256, size, leftOut, trace } = dataset;
  const asked = [...new Set(places)].sort((a, b) => a - b);
  const lines = trace ? traceCopy(trace, asked) : asked.map((place) => {
    const { line, messages, conversation, expected, answer } = dataset.lines.get(place)!;
    // A conversation says by its answers how long they are.
    const length = expected ?? (answer && !whole ? llama2.count(answer) : null);
    const kept = whole && conversation ? conversation : messages;
    return { place, line, messages: kept, ...(length === null ? {} : { output_tokens: length }) };
  });
  const header = { name, sha256, size, leftOut, ...(trace ? { trace: traceHeader(trace) } : {}) };
  const text = [{ dataset: header }, ...lines];
  await writeWhole(
    `${folder}/${copyName}`,
    text.map((entry) => JSON.stringify(entry) + "\n").join(""),
  );
}

/**
 * Which place in the dataset a request asks: a shuffled order from the front, shuffled anew where it ends.
 * Warm-up and probes take the first order from its back, so that they ask nothing of the measured requests if they can.
 */
export function sampler(
  size: number,
  seed: number,
): (phase: Phase, index: number) => number {
  const places = Array.from({ length: size }, (_, i) => i);
  const orders: number[][] = [];
  const order = (round: number) =>
    orders[round] ??= seeded(`dataset ${seed} ${round}`).shuffle(places);
  return (phase, index) =>
    phase !== "measured"
      ? order(0)[size - 1 - (index % size)]
      : order(Math.floor(index / size))[index % size];
}
