/** `deno task bench:plan`: a prompt and a plan, beside the builder that counts every text whole for every target. */
import { loadConfig } from "../../benchmarks/plan/config.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import { buildPrompt, makeNonce, sonnetLines, withNonce } from "../../benchmarks/plan/prompts.ts";
import { seeded } from "../../benchmarks/plan/random.ts";
import { plainPrompt } from "../support/plain_prompt.ts";

const file = new URL("../../benchmarks/plan/sonnets.txt", import.meta.url);
const lines = sonnetLines(await Deno.readTextFile(file));
const config = await loadConfig("llmperf-2023");
const items = makePlan(config, "bench", lines).flatMap((t) => t.items);
let seed = 0;

Deno.bench({ name: "whole texts", group: "one prompt of 550 tokens", baseline: true }, () => {
  plainPrompt(lines, 550, 150, seeded(seed++), makeNonce("bench", String(seed)));
});
Deno.bench({ name: "word by word", group: "one prompt of 550 tokens" }, () => {
  const shape = { inputTokens: 550, outputTokens: 150, nonce: true };
  const { before, after } = buildPrompt(lines, shape, seeded(seed++));
  withNonce(before, after, makeNonce("bench", String(seed)));
});

const plan = `plan of llmperf-2023, ${items.length} requests`;
Deno.bench(
  { name: "whole texts, each target", group: plan, baseline: true, n: 1, warmup: 0 },
  () => {
    for (const i of items) {
      const content = seeded(`${i.phase} ${config.seed} ${i.requestIndex}`);
      const nonce = makeNonce("bench", `${i.target} ${i.phase} ${i.requestIndex}`);
      plainPrompt(lines, i.inputTokensTarget, i.outputTokensTarget!, content, nonce);
    }
  },
);
Deno.bench({ name: "makePlan()", group: plan, n: 10, warmup: 1 }, () => {
  makePlan(config, "bench", lines);
});
