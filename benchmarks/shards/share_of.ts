/** The part of one plan that a shard makes. Pure: every shard makes the whole plan, and takes its own of it. */
import { type Config, ConfigError } from "../plan/config.ts";
import { sharesOf, slotsOf } from "../plan/items/shares.ts";
import type { Turn } from "../plan/items/plan_item.ts";
import type { Shard } from "./shard.ts";

/**
 * The turns of `plan` with the items of one shard, as they are planned for the whole run. Of a schedule every arrival
 * goes to the next shard, and its cap is shared like slots; of other loads a shard has its slots, and what would go over
 * them were every slot asked in turn. Sessions stay whole, and so does a pair of probes that ask the same. A request
 * has the same shard for every target. Throws `ConfigError` where a load cannot be shared.
 */
export function shareOf(plan: Turn[], { index, count }: Shard, config: Config): Turn[] {
  refuseUnshared(plan, count, config);
  /** Sessions and pairs of each target in the turns before: not every turn may begin with the same shard. */
  const sessions = new Map<number, number>();
  const pairs = new Map<number, Set<number>>();
  return plan.map((turn) => {
    const { target, items } = turn;
    const all = turn.concurrency ?? config.concurrency;
    const concurrency = slotsOf(all, index, count);
    if (items.every(({ probeKind }) => probeKind === "repeat")) {
      const seen = pairs.get(target) ?? new Set();
      pairs.set(target, seen);
      const own = items.filter(({ session }) => (seen.add(session).size - 1) % count === index);
      return { ...turn, items: own, concurrency };
    }
    const from = sessions.get(target) ?? 0;
    sessions.set(target, from + items.filter(({ turn }) => turn === 0).length);
    const slots = items.some(({ scheduledS }) => scheduledS !== undefined) ? Infinity : all;
    const { own } = sharesOf(items, { concurrency: slots, closed: false, from }, count);
    return { ...turn, items: own[index], concurrency };
  });
}

function refuseUnshared(plan: Turn[], shards: number, { name, load, concurrency, trace }: Config) {
  const refuse = (fault: string) => {
    throw new ConfigError(name, [fault], `be shared by ${shards} shards`);
  };
  if (typeof load !== "string" && load.shape === "find") {
    refuse(
      "each step of its search depends on all answers of the one before: run it in one process",
    );
  }
  if (trace?.rules) refuse("the rules of its trace are those of one machine");
  const least = Math.min(concurrency, ...plan.map((turn) => turn.concurrency ?? concurrency));
  if (least < shards) {
    refuse(
      `at most ${least} of its requests are in flight at once, and every shard needs one: ` +
        `use ${least === 1 ? "one shard" : `${least} shards or fewer`}, or a higher concurrency`,
    );
  }
}
