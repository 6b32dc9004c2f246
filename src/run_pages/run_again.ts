/** How a run is made again. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import { isPublished, published, runAgain, whereStore } from "../words/again.js";
import { escapeHtml } from "../words/format.js";

const part = (words: string, command: string | null) =>
  `<h2>Run it again</h2><p>${words}</p>${
    command === null
      ? ""
      : `<pre data-language="sh" tabindex="0"><code>${escapeHtml(command)}</code></pre>`
  }`;

/** The line, or why there is none. */
export function againHtml({ run }: RunPage): string {
  if (run.imported_from !== null) {
    return run.imported_from === "llmperf" && isPublished(run.workload ?? "")
      ? part(
        "It was made by others. The same workload, with targets of yours, as a run of this workspace:",
        `deno task bench ${published.config}`,
      )
      : part("It was made by others, with what they had: no command here repeats it.", null);
  }
  const command = runAgain(run.run_id);
  return command === null
    ? part("No command can name it: its name has characters that no line can hold.", null)
    : part(
      "The same configuration, targets and seed, from the run’s own folder; old and new are printed side by side. " +
        whereStore,
      command,
    );
}
