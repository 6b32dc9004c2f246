/** The tables that the LLMPerf leaderboard published, as a checkout has them. */

/** CSV of the published cells, from the folder of a store; "" where it has none. */
export async function publishedTable(folder: string): Promise<string> {
  try {
    return await Deno.readTextFile(`${folder}/llmperf-2023-12/published.csv`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
