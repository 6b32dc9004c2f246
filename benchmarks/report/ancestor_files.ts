/** LLMPerf's two result files beside a run folder, so that scripts written for it keep working. */
import type { Config, Target } from "../plan/config.ts";
import { type Database, quote } from "../store/duckdb.ts";
import { ancestorCorrectness } from "./ancestor_correctness.ts";
import { ancestorResponses } from "./ancestor_responses.ts";
import { ancestorSummary } from "./ancestor_summary.ts";
import { pythonJson } from "./python_json.ts";

/**
 * Writes `MODEL_IN_OUT_summary.json` and `MODEL_IN_OUT_individual_responses.json` of each target into `folder`,
 * over those of an earlier run, as LLMPerf did; of its other test `MODEL_correctness_...`. Requests that --timeout cut off are in neither file.
 */
export async function writeAncestorFiles(
  db: Database,
  folder: string,
  runId: string,
  config: Config,
  metadata: Record<string, string>,
): Promise<void> {
  for (const target of config.targets) {
    const base = ancestorName(config, target);
    const correctness = config.kind === "correctness";
    const phase = correctness ? "probe" : "measured";
    const where = `run_id = ${quote(runId)} AND phase = '${phase}' AND status <> 'incomplete'
      AND provider = ${quote(target.provider)} AND model = ${quote(target.model)}`;
    const name = `${base}_summary`;
    const asked = { name, config, target, metadata };
    const both = correctness
      ? await ancestorCorrectness(db, where, asked)
      : await speedFiles(db, where, asked);
    if (!both) continue;
    await Deno.writeTextFile(`${folder}/${name}.json`, pythonJson(both.summary));
    await Deno.writeTextFile(
      `${folder}/${base}_individual_responses.json`,
      pythonJson(both.responses),
    );
  }
}

async function speedFiles(
  db: Database,
  where: string,
  asked: Parameters<typeof ancestorSummary>[2],
) {
  const summary = await ancestorSummary(db, where, asked);
  return summary && { summary, responses: await ancestorResponses(db, where) };
}

/**
 * What the names of both files begin with. LLMPerf knew one target a run; where two of ours ask for the same
 * model, the provider stands before it.
 */
export function ancestorName(config: Config, { provider, model }: Target): string {
  const shared = config.targets.filter((t) => t.model === model).length > 1;
  const label = shared ? `${provider}_${model}` : model;
  const what = config.kind === "correctness"
    ? "correctness"
    : `${config.mean_input_tokens}_${config.mean_output_tokens}`;
  return `${label}_${what}`
    .replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/-{2,}/g, "-");
}
