/** Plans of traces that others published: lengths by the tokenizer, moments, and what prompts share. */
import assert from "node:assert/strict";
import llama from "llama-tokenizer-js";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import { sonnetLines } from "../../benchmarks/plan/prompts.ts";
import { traceOf } from "../../benchmarks/traces/read_trace.ts";

const sonnets = new URL("../../benchmarks/plan/sonnets.txt", import.meta.url);
const lines = sonnetLines(await Deno.readTextFile(sonnets));
const count = (text: string) => llama.encode(text, false, true).length;

/** The requests that a run of this trace plans. */
function planned(text: string, more: Record<string, unknown> = {}) {
  const { trace, ...others } = more;
  const config = checkConfig({
    name: "replay",
    dataset: "trace",
    trace: trace ?? {},
    sessions: "recorded",
    load: { shape: "trace" },
    requests: 1000,
    targets: [{ provider: "a", model: "m", base_url: "http://localhost" }],
    ...others,
  }, "test");
  const dataset = traceOf("trace", new TextEncoder().encode(text), config);
  config.requests = Math.min(config.requests!, dataset.size);
  const items = makePlan(config, "r", lines, { dataset }).flatMap((turn) => turn.items);
  return { items, notes: dataset.trace!.notes };
}
const jsonl = (rows: unknown[]) => rows.map((row) => JSON.stringify(row) + "\n").join("");

Deno.test("a trace of Azure plans its lengths, and its moments to the last of seven digits", () => {
  const text = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n" +
    "2023-11-16 23:59:59.6805900,374,44\r\n2023-11-17 00:00:03.9951690,396,109\r\n" +
    "2023-11-17 00:00:04.0000001,9,3\r\n2023-11-17 00:00:05.0000000,9,0\r\n";
  const { items, notes } = planned(text, { trace: { time_scale: 0.1 } });
  assert.deepEqual(items.map((i) => [count(i.prompt), i.outputTokensTarget]), [
    [374, 44],
    [396, 109],
    [9, 3],
  ]);
  const moments = [0, 0.4314579, 0.43194101];
  items.forEach((item, i) => assert.ok(Math.abs(item.scheduledS! - moments[i]) < 1e-9));
  assert.deepEqual(notes, ["1 request without a prompt or an answer is left out"]);
});

Deno.test("blocks of equal hash are equal text, as much of them as a prompt holds", () => {
  const { items } = planned(jsonl([
    { timestamp: 0, input_length: 1300, output_length: 5, hash_ids: [7, 8, 9] },
    { timestamp: 3000, input_length: 1500, output_length: 6, hash_ids: [7, 8, 10] },
    { timestamp: 3000, input_length: 600, output_length: 7, hash_ids: [8, 7] },
    { timestamp: 6000, input_length: 1300, output_length: 8, hash_ids: [7, 8, 9] },
  ]));
  assert.deepEqual(items.map((i) => count(i.prompt)), [1300, 1500, 600, 1300]);
  assert.deepEqual(items.map((i) => i.scheduledS), [0, 3, 3, 6]);
  // Two blocks of 512 behind a nonce of 14 tokens; then all of it but the last part of a block of 16.
  assert.deepEqual(items.map((i) => i.cachedTokensExpected), [0, 1024, 0, 1296]);
  assert.equal(items[0].prompt, items[3].prompt);
});

Deno.test("a window takes what begins in it, from its first moment on", () => {
  const rows = Array.from(
    { length: 9 },
    (_, i) => ({ timestamp: 1000 * i, input_length: 40 + i, output_length: 1, hash_ids: [i] }),
  );
  const { items } = planned(jsonl(rows), { trace: { window_s: [2, 5] } });
  assert.deepEqual(items.map((i) => [i.inputTokensTarget, i.scheduledS]), [
    [42, 0],
    [43, 1],
    [44, 2],
  ]);
});
