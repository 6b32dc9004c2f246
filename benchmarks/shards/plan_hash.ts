/** What says that two shards have one plan. */
import { createHash } from "node:crypto";
import type { Config } from "../plan/config.ts";
import type { Turn } from "../plan/items/plan_item.ts";

/**
 * SHA-256, in hexadecimal, over every item of a whole plan in its order: its target, its place, its prompt and how
 * long it and the answer are to be, and its moment. Take it of a plan of which nothing is done: what is left of one
 * has other moments.
 */
export function planHash(plan: Turn[], targets: Config["targets"]): string {
  const hash = createHash("sha256");
  for (const { target, phase, block, concurrency, seconds, items } of plan) {
    const { provider, model } = targets[target];
    const turn = [provider, model, phase, block, concurrency ?? null, seconds ?? null];
    hash.update(JSON.stringify(turn) + "\n");
    for (const item of items) {
      const place = [item.phase, item.requestIndex, item.session, item.turn];
      const asked = [item.promptHash, item.inputTokensTarget, item.outputTokensTarget];
      const load = [item.scheduledS, item.ratePlanned, item.concurrencyPlanned].map((n) =>
        n ?? null
      );
      hash.update(JSON.stringify([...place, ...asked, ...load]) + "\n");
    }
  }
  return hash.digest("hex");
}
