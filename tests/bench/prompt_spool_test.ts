import assert from "node:assert/strict";
import { openSpool } from "../../benchmarks/bench/prompt_spool.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { makePlan, planSize } from "../../benchmarks/plan/plan.ts";

Deno.test("a plan whose prompts are on disk says the same as one in memory", () => {
  const config = checkConfig({
    name: "t",
    mean_input_tokens: 60,
    mean_output_tokens: 5,
    requests: 20,
    warmup: 2,
    blocks: 4,
    targets: [
      { provider: "a", model: "m", simulate: "groq-70b" },
      { provider: "b", model: "m", simulate: "groq-70b" },
    ],
  }, "t");
  const lines = ["Shall I compare thee to a summer's day, naïve 漢字?", "Thou art more lovely."];
  const spool = openSpool();
  const [there, here] = [
    makePlan(config, "run", lines, { store: spool }),
    makePlan(config, "run", lines),
  ].map((turns) => turns.flatMap((t) => t.items));
  assert.equal(there.length, planSize(config));
  here.forEach((item, i) => {
    assert.equal(there[i].prompt, item.prompt);
    assert.deepEqual(there[i].messages, [{ role: "user", content: item.prompt }]);
    assert.equal(there[i].promptHash, item.promptHash);
  });
  spool.close();
  assert.throws(() => there[0].prompt, "the file is gone with the run");
});
