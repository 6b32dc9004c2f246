/** A plan: every request of a run, made before the load starts. */
import { type Config } from "./config.ts";
import { measuresCaching } from "./workload.ts";
import type { Dataset } from "./dataset.ts";
import { PrefixBlocks } from "./prefix_blocks.ts";
import { interleave, probeAt, type ProbeKind, probesOfBlock, probesPerBlock } from "./probes.ts";
import { makeNonce, type Message, withNonce } from "./prompts.ts";
import { seeded } from "./random.ts";
import { makeRequests, type Phase } from "./requests.ts";
import { llama2 } from "./tokenizers.ts";

export interface PlanItem {
  target: number;
  phase: Phase;
  block: number | null;
  requestIndex: number;
  session: number;
  turn: number;
  /** The message contents joined. */
  prompt: string;
  /** The messages, where they are more than one of a user. */
  messages?: Message[];
  promptHash: string;
  inputTokensTarget: number;
  /** Null where no limit is set. */
  outputTokensTarget: number | null;
  /** Place in the dataset of an own prompt. */
  place?: number;
  /** Prompt tokens that a perfect prefix cache has, where the configuration measures caching. */
  cachedTokensExpected?: number;
  /** What it finds out, of an item of phase probe. */
  probeKind?: ProbeKind;
  /** The right answer, where there is one. */
  expected?: string;
}

/** One target's part of one time block. */
export interface Turn {
  target: number;
  phase: Phase;
  block: number | null;
  items: PlanItem[];
}

/** Keeps text elsewhere than in memory; what `put` returns reads it back. */
export interface PromptStore {
  put(text: string): () => string;
}

/** How many requests a plan has. */
export const planSize = (config: Config): number =>
  config.targets.length * (config.requests + config.warmup + probesOf(config));

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
 * With a `store` the prompts are kept there, and read back when they are asked for.
 */
export function makePlan(
  config: Config,
  runId: string,
  lines: string[],
  dataset: Dataset | null = null,
  store: PromptStore | null = null,
): Turn[] {
  const order = seeded(`order ${config.seed}`);
  const targets = config.targets.map((_, i) => i);
  const request = makeRequests(config, lines, dataset);
  const item = (target: number, phase: Phase, block: number | null, index: number): PlanItem => {
    const made = request(phase, index);
    const probe = phase === "probe" && config.probes ? probeAt(config, index) : null;
    const session = probe?.kind === "repeat" ? probe.pair : index;
    const nonce = config.nonce && made.expected === undefined
      ? makeNonce(runId, `${target} ${phase} ${session}`)
      : null;
    const opening = withNonce(made.before, made.after, nonce);
    const messages = [{ role: made.role, content: opening }, ...made.further];
    return saying(messages, store, {
      target,
      phase,
      block,
      requestIndex: index,
      session,
      turn: index - session,
      promptHash: made.promptHash,
      inputTokensTarget: made.inputTokens,
      outputTokensTarget: made.outputTokens,
      ...(made.place === undefined ? {} : { place: made.place }),
      ...(phase === "probe" ? { probeKind: probe?.kind ?? "correctness" } : {}),
      ...(phase === "probe" && made.expected !== undefined ? { expected: made.expected } : {}),
    });
  };
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  const turns: Turn[] = [];
  for (const target of config.warmup ? order.shuffle(targets) : []) {
    turns.push({
      target,
      phase: "warmup",
      block: null,
      items: range(0, config.warmup).map((i) => item(target, "warmup", null, i)),
    });
  }
  const load: Phase = config.kind === "correctness" ? "probe" : "measured";
  const edge = (block: number) => Math.floor((block * config.requests) / config.blocks);
  for (let block = 0; block < config.blocks; block++) {
    for (const target of order.shuffle(targets)) {
      const items = range(edge(block), edge(block + 1)).map((i) => item(target, load, block, i));
      if (items.length === 0) continue;
      if (!config.probes) {
        turns.push({ target, phase: load, block, items });
        continue;
      }
      const probes = probesOfBlock(config, block);
      for (const index of probes.pairs.flat()) {
        const alone = [item(target, "probe", block, index)];
        turns.push({ target, phase: "probe", block, items: alone });
      }
      const known = probes.correctness.map((i) => item(target, "probe", block, i));
      const mixed = interleave(items, known, `probes ${config.seed} ${block} ${target}`);
      turns.push({ target, phase: load, block, items: mixed });
    }
  }
  if (measuresCaching(config)) expectCached(turns);
  return turns;
}

/** The item with what it says: as values, or read back from a store whenever it is asked for. */
function saying(
  messages: Message[],
  store: PromptStore | null,
  item: Omit<PlanItem, "prompt" | "messages">,
): PlanItem {
  const joined = (all: Message[]) => all.map((m) => m.content).join("");
  if (!store) {
    const plain = messages.length === 1 && messages[0].role === "user";
    return { ...item, prompt: joined(messages), ...(plain ? {} : { messages }) };
  }
  const read = store.put(JSON.stringify(messages));
  const parsed = () => JSON.parse(read()) as Message[];
  return Object.defineProperties(item, {
    prompt: { get: () => joined(parsed()) },
    messages: { get: parsed },
  }) as PlanItem;
}

/** The cache of every target is cold before the run, keeps all it was sent, and has it at once. */
function expectCached(turns: Turn[]): void {
  const caches = new Map<number, PrefixBlocks>();
  for (const { target, items } of turns) {
    const cache = caches.get(target) ?? new PrefixBlocks();
    caches.set(target, cache);
    for (const item of items) {
      const ids = llama2.encode(item.prompt);
      item.cachedTokensExpected = cache.held(ids);
      cache.hold(ids);
    }
  }
}
