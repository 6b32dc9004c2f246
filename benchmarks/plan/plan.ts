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

/** Keeps text elsewhere than in memory: `get` reads back by the number that `put` gave. */
export interface PromptStore {
  put(text: string): number;
  get(place: number): string;
}

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
  const item = (target: number, phase: Phase, block: number | null, index: number): PlanItem => {
    const made = request(phase, index);
    const probe = phase === "probe" && config.probes ? probeAt(config, index) : null;
    const session = probe?.kind === "repeat" ? probe.pair : index;
    const nonce = config.nonce && made.expected === undefined
      ? makeNonce(runId, `${target} ${phase} ${session}`)
      : null;
    const opening = withNonce(made.before, made.after, nonce);
    const messages = [{ role: made.role, content: opening }, ...made.further];
    planned?.();
    const unsaid: Unsaid = {
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
    };
    return store ? new StoredItem(unsaid, store, messages) : { ...unsaid, ...said(messages) };
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

/** An item without what it says. */
type Unsaid = Omit<PlanItem, "prompt" | "messages">;

const joined = (messages: Message[]) => messages.map((m) => m.content).join("");

function said(messages: Message[]): Pick<PlanItem, "prompt" | "messages"> {
  const plain = messages.length === 1 && messages[0].role === "user";
  return { prompt: joined(messages), ...(plain ? {} : { messages }) };
}

/** An item whose words are in a store. A plan may have a million: what it says is no property of its own. */
class StoredItem implements PlanItem {
  declare target: number;
  declare phase: Phase;
  declare block: number | null;
  declare requestIndex: number;
  declare session: number;
  declare turn: number;
  declare promptHash: string;
  declare inputTokensTarget: number;
  declare outputTokensTarget: number | null;
  #store: PromptStore;
  #place: number;

  constructor(item: Unsaid, store: PromptStore, messages: Message[]) {
    Object.assign(this, item);
    this.#store = store;
    this.#place = store.put(JSON.stringify(messages));
  }

  get messages(): Message[] {
    return JSON.parse(this.#store.get(this.#place));
  }

  get prompt(): string {
    return joined(this.messages);
  }
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
