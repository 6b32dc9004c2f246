/** LLMPerf's two result files beside a run folder, so that scripts written for it keep working. */
import type { Parts } from "../files/own_file.ts";
import type { Config } from "../plan/config.ts";
import { type Database, quote } from "../store/duckdb.ts";
import { resultCorrectness } from "./result_correctness.ts";
import { eachResponse } from "./result_responses.ts";
import { resultSummary, simulatedKey } from "./result_summary.ts";
import { llmperfPlaces, putFile } from "./result_places.ts";
import { pythonJson, pythonList } from "./python_json.ts";

/**
 * Writes `MODEL_IN_OUT_summary.json` and `MODEL_IN_OUT_individual_responses.json` of each target into `folder`, of
 * LLMPerf's other test `MODEL_correctness_...`. Requests that --timeout cut off are in neither file. Gives the paths
 * of files of an earlier run that were replaced, as LLMPerf replaced its own; throws where a name is taken by
 * anything else. `telling` adds to a summary's metadata who was asked, and that it is simulated: an import asks it.
 */
export async function writeResultFiles(
  db: Database,
  folder: string,
  runId: string,
  config: Config,
  metadata: Record<string, string>,
  { telling = false }: { telling?: boolean } = {},
): Promise<string[]> {
  const replaced: string[] = [];
  const places = llmperfPlaces(folder, config);
  for (const [i, target] of config.targets.entries()) {
    const correctness = config.kind === "correctness";
    const phase = correctness ? "probe" : "measured";
    const where = `run_id = ${quote(runId)} AND phase = '${phase}' AND status <> 'incomplete'
      AND provider = ${quote(target.provider)} AND model = ${quote(target.model)}`;
    const name = `${places[i].base}_summary`;
    const told = {
      provider: target.provider,
      ...target.simulate === undefined ? {} : { [simulatedKey]: "true" },
    };
    const asked = { name, config, target, metadata: { ...telling ? told : {}, ...metadata } };
    const both = correctness
      ? await resultCorrectness(db, where, asked)
      : await speedFiles(db, where, asked);
    if (!both) continue;
    for (const part of ["summary", "responses"] as const) {
      const path = places[i][part];
      const content = both[part];
      const text = typeof content === "function" ? content : pythonJson(content);
      if (await putFile(path, text)) replaced.push(path);
    }
  }
  return replaced;
}

async function speedFiles(
  db: Database,
  where: string,
  asked: Parameters<typeof resultSummary>[2],
) {
  const summary = await resultSummary(db, where, asked);
  const responses: Parts = async (add) => {
    const list = pythonList(add);
    await eachResponse(db, where, list.element);
    list.end();
  };
  return summary && { summary, responses };
}
