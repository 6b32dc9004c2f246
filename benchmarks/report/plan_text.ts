/** What `--dry-run` prints: the plan and its tokens. */
import { type Config, workloadLabel } from "../plan/config.ts";
import type { Turn } from "../plan/plan.ts";

/** The plan in words; nothing of it was sent. */
export function planText(config: Config, turns: Turn[], datasetName?: string): string {
  const items = turns.flatMap((turn) => turn.items);
  const sum = (of: (item: (typeof items)[number]) => number) =>
    items.reduce((total, item) => total + of(item), 0).toLocaleString("en-US");
  return [
    `${config.name}: ${items.length} requests to ${config.targets.length} targets in ${config.blocks} blocks (${
      workloadLabel(config, datasetName)
    }).`,
    `It would send ${sum((i) => i.inputTokensTarget)} prompt tokens and ask for ${
      sum((i) => i.outputTokensTarget)
    }. Nothing was sent.`,
  ].join("\n");
}
