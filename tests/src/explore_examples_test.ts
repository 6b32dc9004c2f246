/** The questions that /explore offers, over the runs of 2023 and over rows of many lengths. */
import assert from "node:assert/strict";
import { loadConfig } from "../../benchmarks/plan/config.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import { sonnetLines } from "../../benchmarks/plan/prompts.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { examples } from "../../src/explore/examples.ts";

const { sql } = examples.find(({ question }) => question === "Does prompt length matter?")!;

Deno.test("the question of prompt length says where its rows cannot tell", async () => {
  const db = await openStore();
  try {
    const of2023 = (await db.query(sql)).rows;
    assert.ok(of2023.length > 5, "LLMPerf's requests have a length");
    for (const row of of2023) {
      assert.notEqual(row.input_tokens_from, null);
      assert.match(String(row.note), /^too few lengths to tell: deno task bench lengths/);
    }
    const many = (await db.query(`WITH requests AS (
      SELECT * REPLACE (500 + request_index AS input_tokens) FROM main.requests) ${sql}`)).rows;
    assert.ok(many.length > of2023.length);
    assert.deepEqual(many.filter((row) => row.note !== null), []);
  } finally {
    db.close();
  }
});

Deno.test("configuration lengths asks the simulator with many lengths", async () => {
  const config = await loadConfig("lengths");
  assert.ok(config.targets.every((target) => target.simulate));
  const lines = sonnetLines(await Deno.readTextFile("benchmarks/plan/sonnets.txt"));
  const asked = makePlan(config, "run", lines)
    .filter((turn) => turn.phase === "measured" && turn.target === 0)
    .flatMap((turn) => turn.items);
  const lengths = asked.map((item) => item.inputTokensTarget);
  assert.equal(lengths.length, 100);
  assert.ok(new Set(lengths).size > 50, `${new Set(lengths).size} lengths`);
  assert.ok(Math.min(...lengths) < 300 && Math.max(...lengths) > 1300, `${lengths}`);
});
