/** What a trace will ask and what of it is not honoured, before anything is sent. */
import type { Config } from "../plan/config.ts";
import type { Dataset } from "../plan/dataset.ts";
import { chainsOf } from "../plan/items/chains.ts";
import { ruleWords } from "../plan/traces/agentx.ts";
import type { Turn } from "../plan/plan.ts";
import { spread } from "./dataset_text.ts";

/** Requests, sessions and lengths of the measured requests of one target; then the notes of its reader. */
export function traceText(config: Config, dataset: Dataset, turns: Turn[]): string {
  const trace = dataset.trace!;
  const measured = turns.filter((t) => t.phase === "measured" && t.target === 0);
  const items = measured.flatMap((t) => t.items);
  const sessions = measured.flatMap((t) => [...chainsOf(t.items)]);
  const n = (count: number) => count.toLocaleString("en-US");
  const talks = sessions.length < items.length
    ? ` in ${n(sessions.length)} sessions of ${spread(sessions.map((s) => s.length))} turns`
    : "";
  const rules = ruleWords(config);
  const notes = trace.notes.map((note) => `\n  Not honoured: ${note}.`).join("");
  const cached = items.every((i) => i.cachedTokensExpected !== undefined)
    ? `, of which a perfect prefix cache has ${
      Math.round(100 * share(items.map((i) => [i.cachedTokensExpected!, i.inputTokensTarget])))
    }%`
    : "";
  return `${dataset.name} (${trace.format}): ${n(items.length)} requests${talks}. Input tokens ${
    spread(items.map((i) => i.inputTokensTarget))
  }${cached}, output tokens ${
    spread(items.map((i) => i.outputTokensTarget!))
  } (min / median / max).${notes}${rules === null ? "" : `\n  ${rules}`}`;
}

const share = (pairs: [number, number][]) =>
  pairs.reduce((sum, [part]) => sum + part, 0) / pairs.reduce((sum, [, all]) => sum + all, 0);
