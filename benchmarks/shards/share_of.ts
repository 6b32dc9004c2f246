/** The part of one plan that a shard makes. Pure: every shard makes the whole plan, and takes its own of it. */
import { type Config, ConfigError } from "../plan/config.ts";
import { sharesOf, slotsOf } from "../plan/items/shares.ts";
import { isFind } from "../plan/load/load_schema.ts";
import type { PlanItem, Turn } from "../plan/items/plan_item.ts";
import type { Shard } from "./shard.ts";

/**
 * The turns of `plan` with the items of one shard, as they are planned for the whole run. Of a schedule every arrival
 * goes to the next shard, and its cap is shared like slots; of other loads a shard has its slots, and what would go
 * over them were every slot asked in turn. Sessions stay whole, and so does a pair of probes that ask the same. A
 * request has the same shard for every target. Throws `ConfigError` where a load cannot be shared.
 */
export function shareOf(plan: Turn[], { index, count }: Shard, config: Config): Turn[] {
  const { concurrency } = config;
  refuseUnshared(Math.min(...plan.map((turn) => turn.concurrency ?? concurrency)), count, config);
  /** Sessions of each kind in the turns before: not every turn may begin with the same shard. */
  const before = new Map<string, number>();
  return plan.map((turn) => {
    const all = turn.concurrency ?? config.concurrency;
    const scheduled = turn.items.some(({ scheduledS }) => scheduledS !== undefined);
    const slots = scheduled ? Infinity : all;
    const own = new Set<PlanItem>();
    // Probes stand elsewhere between the requests of each target, which are to have the same shards.
    for (const [kind, items] of Map.groupBy(turn.items, kindOf)) {
      const key = `${turn.target} ${kind}`;
      const from = before.get(key) ?? 0;
      before.set(key, from + items.filter((item) => !isLater(item)).length);
      // The second of a pair goes where the first went.
      const first = kind === "repeat" && isLater(items[0]) ? from - 1 : from;
      const shares = sharesOf(items, { concurrency: slots, closed: false, from: first }, count);
      for (const item of shares.own[index]) own.add(item);
    }
    const items = turn.items.filter((item) => own.has(item));
    return { ...turn, items, concurrency: slotsOf(all, index, count) };
  });
}

const kindOf = ({ probeKind }: PlanItem) => probeKind ?? "other";

/** Whether a request belongs to an earlier one: a later turn of its session, the second of its pair. */
const isLater = ({ turn }: PlanItem) => turn > 0;

/** Throws `ConfigError` where a load cannot be shared, as far as it is known before anything is planned. */
export const refuseUnsharedLoad = (config: Config, shards: number): void =>
  refuseUnshared(typeof config.load === "string" ? config.concurrency : Infinity, shards, config);

/** `least`: requests in flight at once, of the turn that has the fewest. */
function refuseUnshared(least: number, shards: number, { name, load, trace }: Config): void {
  const refuse = (fault: string) => {
    throw new ConfigError(name, [fault], `be shared by ${shards} shards`);
  };
  if (isFind(load)) {
    refuse(
      "each step of its search depends on all answers of the one before: run it in one process",
    );
  }
  if (trace?.rules) refuse("the rules of its trace are those of one machine");
  if (least < shards) {
    refuse(
      `at most ${least} of its requests are in flight at once, and every shard needs one: ` +
        `use ${least === 1 ? "one shard" : `${least} shards or fewer`}, or a higher concurrency`,
    );
  }
}
