/** What a dataset will ask, in one line, before anything is sent. */
import type { Config } from "../plan/config.ts";
import type { Dataset } from "../plan/dataset.ts";
import type { Turn } from "../plan/plan.ts";

/** Lines, how many of them are asked, and the lengths of the measured requests of one target. */
export function datasetText(config: Config, dataset: Dataset, turns: Turn[]): string {
  const items = turns.filter((t) => t.phase === "measured" && t.target === 0)
    .flatMap((t) => t.items.filter((i) => i.phase === "measured"));
  const asked = new Set(items.map((i) => i.place)).size;
  const n = (count: number) => count.toLocaleString("en-US");
  const leftOut = dataset.leftOut
    ? ` (${n(dataset.leftOut)} more left out: no human turn in them)`
    : "";
  const mean = items.filter((i) => dataset.lines.get(i.place!)?.expected === null).length;
  const withNonce = config.nonce ? " with nonce" : "";
  const configured = mean ? `, ${n(mean)} of them by mean_output_tokens` : "";
  return `${dataset.name}: ${n(dataset.size)} lines${leftOut}, ${
    n(asked)
  } of them sampled by seed ${config.seed}. Input tokens${withNonce} ${
    spread(items.map((i) => i.inputTokensTarget))
  }, expected output tokens ${
    spread(items.map((i) => i.outputTokensTarget!))
  } (min / median / max of ${n(items.length)} requests${configured}).`;
}

export function spread(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  return [sorted[0], median, sorted.at(-1)!].map((v) => v.toLocaleString("en-US")).join(" / ");
}
