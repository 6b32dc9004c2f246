/** Why two tools differ on one stream: each reason by itself, and all together. */
import assert from "node:assert/strict";
import { llama2 } from "../../benchmarks/plan/tokenizers.ts";
import { provider } from "../../benchmarks/providers/index.ts";
import { startReconciling } from "../../benchmarks/reconcile/reconcile.ts";
import { streamOf } from "../../benchmarks/reconcile/stream_events.ts";
import { exampleStream } from "../../benchmarks/reconcile/example.ts";

const asked = { maxOutputTokens: 150, params: {} };
function read(...recordings: ReturnType<typeof exampleStream>[]) {
  const reading = startReconciling((text) => llama2.count(text));
  for (const r of recordings) reading.add(streamOf(r, provider("openai"), asked)!);
  return reading.readings();
}
const figure = (from: ReturnType<typeof read>, tool: string, name: string) =>
  from.find((t) => t.tool === tool)!.figures.find((f) => f.name === name)!;

Deno.test("a role taken as the first token, and reasoning not taken as one", () => {
  const found = read(exampleStream());
  const parts = (tool: string, name: string) =>
    figure(found, tool, name).reasons.map((r) => [r.why, Math.round(r.differenceS! * 1e6) / 1e3]);
  assert.deepEqual(parts("vLLM bench serve", "ttft"), [
    [
      "ends at the first event of the answer (a role without text is one), not the first token",
      -195,
    ],
  ]);
  assert.deepEqual(parts("llmeter", "time_to_first_token"), [
    ["ends at the first content (reasoning is none), not the first token", 300],
  ]);
  assert.deepEqual(parts("AIPerf", "inter_token_latency"), []);
});

Deno.test("a clock that starts after connecting is a reason of its own", () => {
  const found = figure(read(exampleStream({ connectMs: 3 })), "guidellm", "time_to_first_token_ms");
  assert.deepEqual(found.reasons.map((r) => r.differenceS), [-0.003]);
  assert.ok(Math.abs(found.mean! - 0.197) < 1e-12 && found.ours === 0.2);
});

Deno.test("the reasons of a time add up to the difference of the means, for every tool", () => {
  for (const tool of read(exampleStream({ connectMs: 3 }), exampleStream({ usage: false }))) {
    for (const { name, mean, ours, reasons, unit } of tool.figures) {
      if (unit !== "s" || mean === null || ours === null) continue;
      if (reasons.some((r) => r.differenceS === null)) continue;
      const sum = reasons.reduce((all, r) => all + r.differenceS!, 0);
      assert.ok(Math.abs(mean - ours - sum) < 1e-12, `${tool.tool} ${name}: ${mean - ours} ${sum}`);
    }
  }
});

Deno.test("a request that a tool fails is counted as failed there, and is in none of its means", () => {
  const llmperf = read(exampleStream(), exampleStream({ usage: false }))
    .find((t) => t.tool === "LLMPerf")!;
  assert.equal(llmperf.fails, 1);
  assert.deepEqual([...new Set(llmperf.figures.map((f) => f.n))], [1]);
});

Deno.test("events that arrive together have one time, wherever the arrivals were cut", () => {
  const whole = exampleStream();
  const [exchange] = whole.exchanges;
  const cut = [7, 60, 61, 300, exchange.bytes.length];
  const stream = streamOf(
    {
      ...whole,
      exchanges: [{ ...exchange, arrivals: cut.map((endByte, i) => ({ at: i * 1e6, endByte })) }],
    },
    provider("openai"),
    asked,
  )!;
  assert.equal(stream.events.length, 10);
  assert.ok(stream.events.every((e, i, all) => i === 0 || e.atS >= all[i - 1].atS));
  assert.equal(
    stream.events.map((e) => e.reasoning + e.content).join(""),
    "yes no" +
      "one two three four".concat(" one two three four".repeat(3)),
  );
});
