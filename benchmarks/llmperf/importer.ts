/**
 * LLMPerf's own output: `X_individual_responses.json` with `X_summary.json`, or equal file names in the folders
 * `individual/` and `summary/` (its leaderboard). Either file of a pair names the pair.
 */
import { NotText, readText } from "../files/text_file.ts";
import { filesAt, placeOf } from "../importers/files.ts";
import { foreignText } from "../importers/foreign.ts";
import { type Importer, Refusal } from "../importers/importer.ts";
import { withoutNaN } from "../importers/json_text.ts";
import { llmperfName } from "./file_names.ts";
import { pairsOf } from "./file_pairs.ts";
import { isObject, toRun } from "./imported_run.ts";
import { withoutEnd } from "../providers/read/ends.ts";

export const llmperf: Importer = {
  name: "llmperf",
  async find(path) {
    const { isFile } = await Deno.stat(path);
    const half = /(^|\/)(individual|summary)\/*$/.test(path); // the other half of the pairs stands beside it
    const pairs = await pairsOf(
      isFile
        ? await neighboursOf(path)
        : half
        ? await neighboursOf(`${withoutEnd(path, "/")}/x`)
        : await filesAt(path),
    );
    return isFile ? pairs.filter((p) => p.file === path || p.beside.includes(path)) : pairs;
  },
  async read({ file, beside: [beside] }, facts) {
    const isSummary = llmperfName(file)?.role === "summary";
    const content = await json(file);
    const correctness = isSummary
      ? isObject(content) && "num_mismatched_requests" in content
      : Array.isArray(content) && isObject(content[0]) && "request_config" in content[0];
    if (correctness) {
      throw new Refusal(
        file,
        "is of LLMPerf's correctness test; only its speed test can be imported",
      );
    }
    if (beside === undefined) {
      throw new Refusal(
        file,
        `has no ${
          isSummary ? "responses" : "summary"
        } beside it: LLMPerf writes NAME_summary.json and NAME_individual_responses.json, and both are needed`,
      );
    }
    const summary = await json(beside);
    if (!isObject(summary)) throw new Refusal(beside, "is not an LLMPerf summary: no JSON object");
    if (!Array.isArray(content)) {
      throw new Refusal(file, "is not LLMPerf's list of responses: no JSON array");
    }
    return [toRun({ file, summaryFile: beside, summary, responses: content }, facts)];
  },
};

/** The files among which the partner of one is looked for. */
async function neighboursOf(path: string): Promise<string[]> {
  const { folder } = placeOf(path);
  const above = /^(.*\/)?(individual|summary)$/.exec(folder);
  const folders = above ? [`${above[1] ?? ""}individual`, `${above[1] ?? ""}summary`] : [folder];
  const lists = await Promise.all(folders.map(async (f) => {
    const entries = await Array.fromAsync(Deno.readDir(f)).catch(() => []);
    const prefix = f === "." && !path.startsWith("./") ? "" : `${f}/`;
    return entries.filter((e) => !e.isDirectory).map((e) => `${prefix}${e.name}`);
  }));
  return lists.flat().sort();
}

async function json(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readText(file);
  } catch (error) {
    throw new Refusal(file, error instanceof NotText ? error.message : "cannot be read");
  }
  const other = foreignText(text);
  if (other) throw new Refusal(file, other);
  try {
    return JSON.parse(withoutNaN(text));
  } catch {
    throw new Refusal(file, "is not JSON");
  }
}
