/** The tables that the LLMPerf leaderboard published, as a checkout has them. */
import { dataFolder } from "./views.ts";

/** CSV of the published cells; "" in a store that has none. */
export async function publishedTable(): Promise<string> {
  try {
    return await Deno.readTextFile(`${dataFolder()}/llmperf-2023-12/published.csv`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
