/** Own prompts: a file of lines, sampled by seed; a run keeps a copy of those it asked. */
import { createHash } from "node:crypto";
import { ConfigError } from "./config.ts";
import { type DatasetLine, readLine } from "./dataset_line.ts";
import { seeded } from "./random.ts";
import type { Phase } from "./requests.ts";
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
}

/** The copy that a run folder keeps. */
export const copyName = "prompts.jsonl";
const namedFaults = 10;

/** Reads JSON lines, a JSON array, or the copy in a run folder. Throws `ConfigError` with the first bad lines. */
export async function readDataset(path: string): Promise<Dataset> {
  const name = path.split(/[/\\]/).at(-1)!;
  const refuse = (faults: string[]) => new ConfigError(path, faults, "a dataset");
  let bytes: Uint8Array;
  let text: string;
  try {
    bytes = await Deno.readFile(path);
    text = new TextDecoder().decode(bytes); // takes a BOM away
  } catch (error) {
    throw refuse([`the file cannot be read: ${(error as Error).message}`]);
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const array = text.trimStart().startsWith("[");
  const lines: Dataset["lines"] = new Map();
  let header: Header | null = null;
  let leftOut = 0;
  const faults: string[] = [];
  let bad = 0;
  const fault = (number: number, words: string) => {
    if (bad++ < namedFaults) faults.push(`${array ? "entry" : "line"} ${number}: ${words}`);
  };
  for (const [number, entry] of array ? entriesOf(text, refuse) : parsed(text)) {
    if (entry instanceof SyntaxError) fault(number, "is not JSON");
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

/** The lines of a file as JSON, with their numbers; empty ones are passed over. */
function* parsed(text: string): Generator<[number, unknown]> {
  let number = 0;
  for (let from = 0; from < text.length;) {
    const end = text.indexOf("\n", from);
    const line = text.slice(from, end < 0 ? text.length : end);
    from = end < 0 ? text.length : end + 1;
    number++;
    if (line.trim() === "") continue;
    try {
      yield [number, JSON.parse(line)];
    } catch (error) {
      yield [number, error];
    }
  }
}

function entriesOf(text: string, refuse: (faults: string[]) => ConfigError): [number, unknown][] {
  try {
    return (JSON.parse(text) as unknown[]).map((entry, i) => [i + 1, entry]);
  } catch (error) {
    throw refuse([`it begins as a JSON array and is none: ${(error as Error).message}`]);
  }
}

type Header = Pick<Dataset, "name" | "sha256" | "size" | "leftOut">;
const isHeader = (entry: unknown): entry is { dataset: Header } =>
  typeof (entry as { dataset?: Header } | null)?.dataset?.sha256 === "string";

/**
 * Writes `FOLDER/prompts.jsonl`: what the dataset was, then every line that a run asks, with its place. As the
 * dataset of the same configuration it gives the same prompts on any machine.
 */
export async function writeCopy(
  folder: string,
  dataset: Dataset,
  places: Iterable<number>,
): Promise<void> {
  const { name, sha256, size, leftOut } = dataset;
  const lines = [...new Set(places)].sort((a, b) => a - b).map((place) => {
    const { line, messages } = dataset.lines.get(place)!;
    const length = expectedTokens(dataset.lines.get(place)!);
    return { place, line, messages, ...(length === null ? {} : { output_tokens: length }) };
  });
  const text = [{ dataset: { name, sha256, size, leftOut } }, ...lines];
  const path = `${folder}/${copyName}`;
  await Deno.writeTextFile(
    `${path}.tmp`,
    text.map((entry) => JSON.stringify(entry) + "\n").join(""),
  );
  await Deno.rename(`${path}.tmp`, path);
}

/** Tokens of the expected answer, null where the line says nothing of it. */
export const expectedTokens = ({ expected }: DatasetLine): number | null =>
  typeof expected === "string" ? llama2.count(expected) : expected;

/**
 * Which place in the dataset a request asks: a shuffled order from the front, shuffled anew where it ends.
 * Warm-up takes the first order from its back, so that it asks nothing of the measured requests if it can.
 */
export function sampler(size: number, seed: number): (phase: Phase, index: number) => number {
  const places = Array.from({ length: size }, (_, i) => i);
  const orders: number[][] = [];
  const order = (round: number) =>
    orders[round] ??= seeded(`dataset ${seed} ${round}`).shuffle(places);
  return (phase, index) =>
    phase === "warmup"
      ? order(0)[size - 1 - (index % size)]
      : order(Math.floor(index / size))[index % size];
}
