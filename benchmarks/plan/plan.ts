/** A plan: every request of a run, made before the load starts. */
import type { Config } from "./config.ts";
import { makeNonce, withNonce } from "./prompts.ts";
import { seeded } from "./random.ts";
import { makeRequests, type Phase } from "./requests.ts";

export interface PlanItem {
  target: number;
  phase: Phase;
  block: number | null;
  requestIndex: number;
  session: number;
  turn: number;
  prompt: string;
  promptHash: string;
  inputTokensTarget: number;
  outputTokensTarget: number;
}

/** One target's part of one time block. */
export interface Turn {
  target: number;
  phase: Phase;
  block: number | null;
  items: PlanItem[];
}

/**
 * Turns of a run: warm-up of every target, then blocks in which all targets take turns in a seeded order.
 * Request i has the same prompt for every target, but for its nonce, which `runId` makes new in every run.
 */
export function makePlan(config: Config, runId: string, lines: string[]): Turn[] {
  const order = seeded(`order ${config.seed}`);
  const targets = config.targets.map((_, i) => i);
  const request = makeRequests(config, lines);
  const item = (target: number, phase: Phase, block: number | null, index: number): PlanItem => {
    const { before, after, promptHash, inputTokens, outputTokens } = request(phase, index);
    const nonce = config.prompt_builder === "llmperf"
      ? null
      : makeNonce(runId, `${target} ${phase} ${index}`);
    return {
      target,
      phase,
      block,
      requestIndex: index,
      session: index,
      turn: 0,
      prompt: withNonce(before, after, nonce),
      promptHash,
      inputTokensTarget: inputTokens,
      outputTokensTarget: outputTokens,
    };
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
  const edge = (block: number) => Math.floor((block * config.requests) / config.blocks);
  for (let block = 0; block < config.blocks; block++) {
    for (const target of order.shuffle(targets)) {
      const items = range(edge(block), edge(block + 1)).map((i) =>
        item(target, "measured", block, i)
      );
      if (items.length) turns.push({ target, phase: "measured", block, items });
    }
  }
  return turns;
}
