/** What a run may use, and what it has used: by hand, and over sockets to the simulator. */
import assert from "node:assert/strict";
import {
  budgetOf,
  minus,
  mostUsed,
  OverBudget,
  refuseOverBudget,
} from "../../benchmarks/budget/budget.ts";
import { longestAnswers } from "../../benchmarks/budget/longest.ts";
import type { TokenPrice } from "../../benchmarks/budget/price.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import { sonnetLines } from "../../benchmarks/plan/prompts.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { inFolder, run } from "../support/bench.ts";

const config = checkConfig({
  name: "c",
  mean_input_tokens: 100,
  mean_output_tokens: 20,
  requests: 8,
  warmup: 2,
  targets: [{ provider: "a", model: "m", base_url: "http://127.0.0.1:9/v1" }],
}, "test");
const lines = sonnetLines(await Deno.readTextFile("benchmarks/plan/sonnets.txt"));
// 10 requests of 100 + 20 tokens: 1,200 tokens; at 1 and 5 USD a million 0.001 + 0.001 = 0.002 USD.
const turns = makePlan(config, "run", lines);
const price: TokenPrice = { input: 1, cached: 0.1, output: 4, reasoning: 5 };
const refusal = (
  left: object,
  most?: { requests: number; tokens: number; usd: number },
  unseen?: number,
) => {
  try {
    refuseOverBudget(config, turns, { left, most, unseen }, () => price);
    return null;
  } catch (error) {
    assert.ok(error instanceof OverBudget);
    return error.faults;
  }
};

Deno.test("budgetOf() reads requests, tokens and money", () => {
  assert.deepEqual(["5000req", "2Mtok", "10usd", "0.5 usd", "1k requests"].map(budgetOf), [
    { requests: 5000 },
    { tokens: 2e6 },
    { usd: 10 },
    { usd: 0.5 },
    { requests: 1000 },
  ]);
  for (const text of ["10", "10 eur", "-5req", "5 Mreq tok", ""]) {
    assert.equal(budgetOf(text), null, text);
  }
});

Deno.test("a plan is refused by the first unit that it could use beyond what is left, warm-up counted", () => {
  assert.equal(refusal({ requests: 10, tokens: 1200, usd: 0.002 }), null);
  // With two retries each of them may be three attempts.
  const again = { ...config, retries: { max: 2, first_wait_s: 0.5, most_wait_s: 8 } };
  const { requests, tokens } = mostUsed(again, turns, null);
  assert.deepEqual([requests, tokens], [30, 3600]);
  assert.deepEqual(refusal({ requests: 9 }), ["up to 10 requests needed, 9 requests left"]);
  assert.deepEqual(refusal({ tokens: 1199 }), ["up to 1,200 tokens needed, 1,199 tokens left"]);
  assert.deepEqual(refusal({ usd: 0.0019 }), ["up to 0.0020 USD needed, 0.0019 USD left"]);
  const once = { requests: 10, tokens: 1500, usd: 0.003 };
  assert.deepEqual(refusal({ tokens: 1400 }, once), [
    "up to 1,500 tokens needed, 1,400 tokens left",
  ]);
  assert.deepEqual(minus({ tokens: 2000 }, once), { tokens: 500 });
  // 2 more of 120 tokens each, whose rows were lost.
  assert.equal(refusal({ requests: 12, tokens: 1440, usd: 0.0024 }, undefined, 2), null);
  assert.deepEqual(refusal({ requests: 11 }, undefined, 2), [
    "up to 12 requests needed, 11 requests left",
  ]);
  assert.deepEqual(refusal({ tokens: 1439 }, undefined, 2), [
    "up to 1,440 tokens needed, 1,439 tokens left",
  ]);
});

Deno.test("longestAnswers() sees what a target's own fields lift, and how many answers they ask for", () => {
  for (
    const [planned, params, most] of [
      [20, {}, 20],
      [null, {}, Infinity],
      [20, { temperature: 0, top_k: 500, stop: ["n"] }, 20],
      [20, { max_tokens: 500 }, 500],
      [20, { max_completion_tokens: 5 }, 20], // which of the two a protocol sends, nobody knows here
      [null, { max_tokens: 500 }, 500],
      [20, { max_tokens: null }, Infinity],
      [20, { num_predict: -1 }, Infinity],
      [20, { generationConfig: { maxOutputTokens: 300, candidateCount: 4 } }, 1200],
      [20, { n: 5, best_of: 8 }, 160],
      [20, { n: "5" }, 100],
      [20, { n: 0 }, 20],
    ] as const
  ) assert.equal(longestAnswers(planned, params), most, JSON.stringify(params));
  const lifted = { ...config, targets: [{ ...config.targets[0], params: { max_tokens: 2000 } }] };
  assert.equal(mostUsed(lifted, turns, null).tokens, 10 * (100 + 2000));
});

Deno.test("a bench within a budget: prices are asked first, and what a run used counts against the next", () =>
  inFolder(async (folder) => {
    const simulator = await startSimulator({ seed: 1 });
    try {
      const file = `${folder}/paid.json`;
      const paid = { ...config, name: "paid", warmup: 0, dataset: undefined, nonce: undefined };
      const targets = ["a", "b"].map((provider) => ({
        ...{ provider, model: "m", base_url: `${simulator.url}/groq-70b/v1` },
      }));
      await Deno.writeTextFile(file, JSON.stringify({ ...paid, requests: 4, targets }));
      const env = { TOKENBOARD_DATA: folder, OPENAI_API_KEY: "" };
      const bench = (...budget: string[]) =>
        run([
          ...["bench", file, file, "--no-site", "--yes"],
          ...budget.flatMap((amount) => ["--budget", amount]),
        ], env);
      const runs = () => Array.from(Deno.readDirSync(`${folder}/runs`)).length;

      const head = "provider,model,tier,valid_from,input_usd_per_million," +
        "cached_input_usd_per_million,output_usd_per_million,reasoning_usd_per_million,source,seen_on";
      await Deno.writeTextFile(`${folder}/prices.csv`, `${head}\na,m,,,10,,100,,test,2026-01-01\n`);
      const unpriced = await bench("1usd");
      assert.equal(unpriced.code, 2);
      assert.match(unpriced.err, /\n {2}b m: data\/prices\.csv has no price/);
      assert.doesNotMatch(unpriced.err, /\n {2}a m/);
      assert.equal(runs(), 0, "nothing was sent");

      // 8 requests are left after 4 + 4 of the first run: the second fits. With 15 it does not.
      const short = await bench("15req", "1Mtok");
      assert.equal(short.code, 2);
      assert.match(short.err, /up to 8 requests needed, 7 requests left/);
      assert.equal(runs(), 1, "the first was made");
    } finally {
      await simulator.stop();
    }
  }));
