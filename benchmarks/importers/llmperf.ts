/**
 * LLMPerf's own output: `X_individual_responses.json` with `X_summary.json`, or equal file names in the folders
 * `individual/` and `summary/` (its leaderboard). Either file of a pair names the pair.
 */
import { type Importer, Refusal } from "./importer.ts";
import { isObject, toRun } from "./llmperf_run.ts";

const suffixes = ["_individual_responses.json", "_summary.json"];

export const llmperf: Importer = {
  name: "llmperf",
  async find(path) {
    const stat = await Deno.stat(path);
    const files = stat.isDirectory ? await Array.fromAsync(walk(path)) : [path];
    const pairs = files.map(individualOf).filter((file) => file !== null);
    return [...new Set(pairs)].sort();
  },
  async read(file, facts) {
    const summaryFile = summaryOf(file);
    const summary = await json(summaryFile);
    const responses = await json(file);
    if (!isObject(summary)) {
      throw new Refusal(summaryFile, "is not an LLMPerf summary: no JSON object");
    }
    if (!Array.isArray(responses)) {
      throw new Refusal(file, "is not LLMPerf's list of responses: no JSON array");
    }
    return [toRun({ file, summaryFile, summary, responses }, facts)];
  },
};

/** The file of responses that a file of a pair belongs to; null where it is of no pair. */
function individualOf(path: string): string | null {
  const [responses, summary] = suffixes;
  if (path.endsWith(responses) || /(^|\/)individual\/[^/]+\.json$/.test(path)) return path;
  if (path.endsWith(summary)) return path.slice(0, -summary.length) + responses;
  const inFolder = /^(.*\/)?summary\/([^/]+\.json)$/.exec(path);
  return inFolder && `${inFolder[1] ?? ""}individual/${inFolder[2]}`;
}

const summaryOf = (individual: string): string =>
  individual.endsWith(suffixes[0])
    ? individual.slice(0, -suffixes[0].length) + suffixes[1]
    : individual.replace(/individual\/([^/]+)$/, "summary/$1");

async function* walk(folder: string): AsyncGenerator<string> {
  const base = folder.replace(/\/+$/, "");
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) yield* walk(`${base}/${entry.name}`);
    else yield `${base}/${entry.name}`;
  }
}

async function json(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch {
    throw new Refusal(
      file,
      "cannot be read; LLMPerf writes a summary and the responses, and both are needed",
    );
  }
  // Python writes NaN and Infinity where a statistic has no value. JSON has neither; a string keeps them.
  const plain = text.replace(
    /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g,
    (found) => found.startsWith('"') ? found : "null",
  );
  try {
    return JSON.parse(plain);
  } catch {
    throw new Refusal(file, "is not JSON");
  }
}
