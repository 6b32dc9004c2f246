/** A plan: every request of a run, made before the load starts. */
import { type Config } from "./config.ts";
import { measuresCaching } from "./workload.ts";
import type { Dataset } from "./dataset.ts";
import { expectCached } from "./items/expect_cached.ts";
import {
  itemOf,
  type PlanItem,
  type PromptStore,
  type Turn,
  type Unsaid,
} from "./items/plan_item.ts";
import type { Arrival } from "./load/arrivals.ts";
import { plannedRequests } from "./load/amounts.ts";
import { blockLoads, cooldownLoad, type TurnLoad, warmupLoad } from "./load/schedule.ts";
import { interleave, probeAt, probesOfBlock, probesPerBlock } from "./probes.ts";
import { makeNonce, type Prompt, withNonce } from "./prompts.ts";
import { seeded } from "./random.ts";
import { makeRequests } from "./requests.ts";
import type { Phase } from "./items/phase.ts";

export type { PlanItem, PromptStore, Turn } from "./items/plan_item.ts";

export interface PlanOptions {
  /** Own prompts, where the configuration has any. */
  dataset?: Dataset | null;
  /** Where the prompts are kept; they are read back when they are asked for. */
  store?: PromptStore | null;
  /** Called after every request that was planned. */
  planned?(): void;
}

/** How many requests a plan has. */
export const planSize = (config: Config): number =>
  config.targets.length * (plannedRequests(config) + aroundOf(config) + probesOf(config));

/** Requests of a target before and after the measured ones. */
const aroundOf = (config: Config): number =>
  [warmupLoad(config), cooldownLoad(config)].reduce((sum, load) => sum + (load?.requests ?? 0), 0);

function probesOf(config: Config): number {
  if (!config.probes) return 0;
  const { correctness, pairs } = probesPerBlock(config);
  return config.blocks * (correctness + 2 * pairs);
}

/**
 * Turns of a run: warm-up of every target, then blocks in which all targets take turns in a seeded order.
 * Request i has the same prompt for every target, but for its nonce, which `runId` makes new in every run.
 * Correctness probes stand between the requests of a turn, under the same load; two probes that ask the same are
 * turns of their own, one after the other, so that nothing else makes one of them slower.
 */
export function makePlan(
  config: Config,
  runId: string,
  lines: string[],
  { dataset = null, store = null, planned }: PlanOptions = {},
): Turn[] {
  const order = seeded(`order ${config.seed}`);
  const targets = config.targets.map((_, i) => i);
  const request = makeRequests(config, lines, dataset);
  const starts = sessionStarts();
  /** The requests of a session, which an ordinary request is by itself. */
  const itemsOf = (
    target: number,
    phase: Phase,
    block: number | null,
    index: number,
    { concurrency = config.concurrency, arrival }: { concurrency?: number; arrival?: Arrival } = {},
  ): PlanItem[] => {
    const made = request(phase, index);
    const probe = phase === "probe" && config.probes ? probeAt(config, index) : null;
    const session = probe?.kind === "repeat" ? probe.pair : index;
    const nonce = config.nonce && made.expected === undefined && made.nonceOf !== "none"
      ? makeNonce(runId, `${target} ${nonceScope(made, phase, session)}`)
      : null;
    const opening = withNonce(made.before, made.after, nonce);
    const first = starts(phase, index, made);
    const common = {
      target,
      phase,
      block,
      session,
      concurrencyPlanned: concurrency,
      ...(arrival ? { ratePlanned: arrival.rate } : {}),
      ...(made.place === undefined ? {} : { place: made.place }),
    };
    const unsaid: Unsaid = {
      ...common,
      requestIndex: first,
      turn: index - session,
      promptHash: made.promptHash,
      inputTokensTarget: made.inputTokens,
      outputTokensTarget: made.outputTokens,
      ...(arrival ? { scheduledS: arrival.atS } : {}),
      ...(!arrival && made.atS !== undefined ? { scheduledS: made.atS } : {}),
      ...(phase === "probe" ? { probeKind: probe?.kind ?? "correctness" } : {}),
      ...(phase === "probe" && made.expected !== undefined ? { expected: made.expected } : {}),
    };
    planned?.();
    const later = (made.later ?? []).map(({ messages: [head, ...rest], nonced, ...turn }, i) => {
      planned?.();
      const content = withNonce("", head.content, nonced ? nonce : null);
      const place = { requestIndex: first + 1 + i, turn: 1 + i };
      return itemOf({ ...common, ...place, ...turn }, [{ ...head, content }, ...rest], store);
    });
    const messages = [{ role: made.role, content: opening }, ...made.further];
    return [itemOf(unsaid, messages, store), ...later];
  };
  const itemsIn = (
    target: number,
    phase: Phase,
    block: number | null,
    from: number,
    { requests, arrivals, concurrency }: TurnLoad,
  ) =>
    Array.from(
      { length: requests },
      (_, i) => itemsOf(target, phase, block, from + i, { concurrency, arrival: arrivals?.[i] }),
    ).flat();
  const turns: Turn[] = [];
  const [warmup, cooldown] = [warmupLoad(config), cooldownLoad(config)];
  for (const target of warmup ? order.shuffle(targets) : []) {
    const items = fromZero(itemsIn(target, "warmup", null, 0, warmup!), warmup!);
    turns.push({ target, phase: "warmup", block: null, items, ...limitsOf("warmup", warmup!) });
  }
  const load: Phase = config.kind === "correctness" ? "probe" : "measured";
  const blocks = blockLoads(config);
  let from = 0;
  for (const [block, own] of blocks.entries()) {
    const first = from;
    from += own.requests;
    const after = block === blocks.length - 1 ? cooldown : null;
    for (const target of order.shuffle(targets)) {
      const items = itemsIn(target, load, block, first, own);
      if (after) items.push(...itemsIn(target, "cooldown", null, 0, after));
      fromZero(items, own);
      const limits = limitsOf(load, own, after);
      if (items.length === 0) continue;
      if (!config.probes) {
        turns.push({ target, phase: load, block, items, ...limits });
        continue;
      }
      const probes = probesOfBlock(config, block);
      for (const index of probes.pairs.flat()) {
        const alone = itemsOf(target, "probe", block, index);
        turns.push({ target, phase: "probe", block, items: alone });
      }
      const known = probes.correctness.flatMap((i) => itemsOf(target, "probe", block, i));
      const mixed = interleave(items, known, `probes ${config.seed} ${block} ${target}`);
      turns.push({ target, phase: load, block, items: mixed });
    }
  }
  if (measuresCaching(config) || config.sessions === "recorded" || dataset?.trace?.blockTokens) {
    expectCached(turns);
  }
  return turns;
}

/** All that share a nonce have this in common. */
function nonceScope({ nonceOf }: Prompt, phase: Phase, session: number): string {
  if (nonceOf === "run") return "run";
  return nonceOf === "play" ? `play ${session}` : `${phase} ${session}`;
}

/** What a turn says of its load beside its items. */
function limitsOf(phase: Phase, load: TurnLoad, after: TurnLoad | null = null): Partial<Turn> {
  const seconds = {
    ...(load.seconds === undefined ? {} : { [phase]: load.seconds }),
    ...(after?.seconds === undefined ? {} : { cooldown: after.seconds }),
  };
  return {
    ...(load.concurrency === undefined ? {} : { concurrency: load.concurrency }),
    ...(Object.keys(seconds).length ? { seconds } : {}),
  };
}

/** Moments of a trace, which count from its own start, counted from the first of a turn. */
function fromZero(items: PlanItem[], { arrivals }: TurnLoad): PlanItem[] {
  const zero = items.at(0)?.scheduledS;
  if (arrivals || !zero) return items;
  for (const item of items) if (item.scheduledS !== undefined) item.scheduledS -= zero;
  return items;
}

/** Where the requests of a session begin among those of its phase; every target asks the same sessions in order. */
function sessionStarts(): (phase: Phase, session: number, made: Prompt) => number {
  const starts = new Map<Phase, number[]>();
  return (phase, session, { later }) => {
    // A prompt without later turns is a session of one, whatever the others are.
    if (!later) return session;
    const known = starts.get(phase) ?? [0];
    starts.set(phase, known);
    known[session + 1] ??= known[session] + 1 + later.length;
    return known[session];
  };
}
