import assert from "node:assert/strict";
import { checkConfig, type Config } from "../../benchmarks/plan/config.ts";
import { chainsOf } from "../../benchmarks/plan/items/chains.ts";
import { makePlan, type PlanItem, type Turn } from "../../benchmarks/plan/plan.ts";
import { planHash } from "../../benchmarks/shards/plan_hash.ts";
import { shareOf } from "../../benchmarks/shards/share_of.ts";

const lines = ["Shall I compare thee to a summer's day?", "Thou art more lovely,"];
const config = (over: object): Config =>
  checkConfig({
    ...{ name: "shared", mean_input_tokens: 60, mean_output_tokens: 5, concurrency: 9 },
    targets: ["a", "b"].map((model) => ({ provider: "p", model, base_url: "http://127.0.0.1:9" })),
    ...over,
  }, "shared");

const shapes: Record<string, object> = {
  "a closed loop in blocks": { requests: 50, blocks: 4, warmup: 7, cooldown: 5 },
  "a closed loop of seconds": { duration_s: 3, warmup_s: 1 },
  "more slots than requests": { requests: 5, concurrency: 20 },
  waves: { load: "waves", requests: 31, blocks: 2 },
  probes: { requests: 40, blocks: 3, probes: true },
  correctness: { kind: "correctness", requests: 23, mean_output_tokens: null },
  "an open loop": { load: { shape: "open", rate: 20 }, requests: 41, blocks: 3, warmup: 4 },
  "an open loop of seconds": { load: { shape: "open", rate: 15 }, duration_s: 2, cooldown_s: 1 },
  "a ramp": { load: { shape: "ramp", from: 5, to: 30, ramp_s: 2 }, requests: 37 },
  "stages of rates": {
    load: { shape: "stages", stages: [{ rate: 9, requests: 10 }, { rate: 30, duration_s: 1 }] },
  },
  "stages in flight": {
    load: { shape: "stages", stages: [8, 12].map((n) => ({ concurrency: n, requests: 30 })) },
  },
  "a sweep of rates": { load: { shape: "sweep", rate: [5, 11] }, requests: 13 },
  "a sweep in flight": { load: { shape: "sweep", concurrency: [8, 16] }, requests: 40 },
  sessions: { requests: 12, sessions: "live", turns: { mean: 4, stddev: 2 } },
  "sessions at a rate": {
    ...{ load: { shape: "open", rate: 12 }, requests: 14 },
    ...{ sessions: "recorded", turns: { mean: 3, stddev: 1 } },
  },
};
const shardCounts = [1, 2, 3, 4, 7];

/** Numbers that are no further apart than one. */
const even = (numbers: number[], what: string) =>
  assert.ok(Math.max(...numbers) - Math.min(...numbers) <= 1, `${what}: ${numbers}`);

for (const [name, over] of Object.entries(shapes)) {
  Deno.test(`shareOf() of ${name}: the shares are the plan, every request once`, () => {
    const own = config(over);
    const plan = makePlan(own, "run", lines);
    for (const count of shardCounts) {
      const shares = Array.from(
        { length: count },
        (_, index) => shareOf(plan, { index, count }, own),
      );
      const where = shardsOf(shares);
      assert.equal(where.size, plan.flatMap(({ items }) => items).length);
      plan.forEach((turn, i) => {
        const turns = shares.map((share) => share[i]);
        // The very items of the plan, in its order; nothing else of a turn is another's.
        for (const { items, concurrency: _, ...rest } of turns) {
          const { items: whole, concurrency: __, ...planned } = turn;
          assert.deepEqual(rest, planned);
          assert.deepEqual(items, whole.filter((item) => items.includes(item)));
        }
        holdsSlots(turn, turns, own, where);
      });
      sameForTargets(where);
    }
  });
}

/** The shard of every item; no item has two. */
function shardsOf(shares: Turn[][]): Map<PlanItem, number> {
  const where = new Map<PlanItem, number>();
  shares.forEach((share, index) => {
    for (const item of share.flatMap(({ items }) => items)) {
      assert.ok(!where.has(item), "an item of two shards");
      where.set(item, index);
    }
  });
  return where;
}

function holdsSlots(turn: Turn, turns: Turn[], own: Config, where: Map<PlanItem, number>) {
  const all = turn.concurrency ?? own.concurrency;
  const slots = turns.map(({ concurrency }) => concurrency!);
  assert.equal(slots.reduce((sum, n) => sum + n, 0), all);
  even(slots, "slots");
  if (turn.items.every(({ probeKind }) => probeKind === "repeat")) return;
  const chains = [...chainsOf(turn.items)];
  for (const chain of chains) {
    assert.equal(new Set(chain.map((item) => where.get(item))).size, 1, "a session of two shards");
  }
  if (turn.items.some(({ probeKind }) => probeKind)) return; // probes and requests each go round on their own
  const order = chains.map(([first]) => where.get(first)!);
  const countIn = (some: number[]) =>
    slots.map((_, k) => some.filter((shard) => shard === k).length);
  if (turn.items.some(({ scheduledS }) => scheduledS !== undefined)) {
    // Of as many arrivals as there are shards, wherever one looks, each shard has one.
    for (let i = 0; i + slots.length <= order.length; i++) {
      assert.deepEqual(countIn(order.slice(i, i + slots.length)), slots.map(() => 1));
    }
    return;
  }
  // Of as many requests as there are slots, each shard has as many as it has slots: a wave of the plan is one of each.
  for (let i = 0; i + all <= order.length; i++) {
    assert.deepEqual(countIn(order.slice(i, i + all)), slots);
  }
}

/** The same request of another target, and the other probe of a pair, is asked by the same shard. */
function sameForTargets(where: Map<PlanItem, number>) {
  const known = new Map<string, number>();
  for (const [{ phase, probeKind, requestIndex, session }, shard] of where) {
    const request = `${phase} ${probeKind === "repeat" ? session : requestIndex}`;
    assert.equal(known.get(request) ?? shard, shard, request);
    known.set(request, shard);
  }
}

Deno.test("shareOf() keeps what is planned of the whole run, and no turn begins with the same shard", () => {
  const own = config({ load: { shape: "open", rate: 20 }, requests: 6, blocks: 3 });
  const plan = makePlan(own, "run", lines);
  const second = shareOf(plan, { index: 1, count: 4 }, own).filter(({ target }) => target === 0);
  // Arrivals 0 and 1, 2 and 3, 4 and 5 in three blocks, dealt out to 0 1, 2 3, 0 1.
  assert.deepEqual(second.map(({ items }) => items.map((item) => item.requestIndex)), [[1], [], [
    5,
  ]]);
  assert.deepEqual(
    second.flatMap(({ items }) => items.map((i) => [i.ratePlanned, i.concurrencyPlanned])),
    [[20, 9], [20, 9]],
  );
});

Deno.test("shareOf() refuses what cannot be shared, and says why", () => {
  const refused = (count: number, over: object) => {
    const own = config(over);
    const plan = makePlan(own, "run", lines);
    try {
      return shareOf(plan, { index: 0, count }, own).length;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const few = "shared cannot be shared by 10 shards:\n  at most 9 of its requests are in flight";
  assert.ok(`${refused(10, { requests: 20 })}`.startsWith(few));
  assert.equal(refused(9, { requests: 20 }), 2);
  const sweep = { load: { shape: "sweep", concurrency: [1, 4] }, requests: 20 };
  assert.match(`${refused(2, sweep)}`, /at most 1 of its .*use one shard, or a higher concurrency/);
  // Each step has its own: nothing is asked with the configuration's.
  const steps = { load: { shape: "sweep", concurrency: [3, 4] }, requests: 20, concurrency: null };
  assert.equal(refused(3, steps), 4);
  const find = {
    load: { shape: "find", rate: { from: 1, to: 4 }, slo: { ttft_s: 1 } },
    requests: 10,
  };
  assert.match(`${refused(2, find)}`, /each step of its search depends on all answers/);
});

Deno.test("planHash() is one for every shard that makes the plan, and another for another plan", () => {
  const hashOf = (over: object, runId = "run") => {
    const own = config({ requests: 20, ...over });
    return planHash(makePlan(own, runId, lines), own.targets);
  };
  const hash = hashOf({});
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.equal(hashOf({ load: "closed" }), hash);
  const others = [
    { seed: 8 },
    { requests: 21 },
    { mean_output_tokens: 6 },
    { concurrency: 8 },
    { blocks: 2 },
    { load: { shape: "open", rate: 20 } },
    { load: { shape: "open", rate: 21 } },
    {
      targets: ["a", "c"].map((model) => ({
        provider: "p",
        model,
        base_url: "http://127.0.0.1:9",
      })),
    },
  ].map((over) => hashOf(over));
  assert.equal(new Set([hash, ...others]).size, others.length + 1);
});
