/** The line that makes something again. */
import { shellWord } from "./shell_word.js";

/** Of a run of this workspace, from its own folder; null where no command can name it. */
export function runAgain(run_id: string): string | null {
  const file = shellWord(`data/runs/${run_id}/run.json`);
  return file && `deno task bench ${file}`;
}

/** What a reader of a page must know, whose store is another. */
export const whereStore = "<code>data</code> stands for the folder of the store.";

/** The configuration of the published runs that every checkout has, and the line of its workload. */
export const published = {
  config: "llmperf-2023",
  line: "550 tokens in, 150 out, 5 at a time (waves)",
};

/** Whether a workload is that of the published runs; labels say more behind the line where they must. */
export const isPublished = (workload: string): boolean =>
  workload === published.line || workload.startsWith(`${published.line}, `);
