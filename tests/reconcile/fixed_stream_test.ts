/** One stream, twelve tools: each figure worked out by hand from what the tool's source says. */
import assert from "node:assert/strict";
import { llama2 } from "../../benchmarks/plan/tokenizers.ts";
import { provider } from "../../benchmarks/providers/index.ts";
import { readStream } from "../../benchmarks/reconcile/read_stream.ts";
import { streamOf } from "../../benchmarks/reconcile/stream_events.ts";
import { nameOf } from "../../benchmarks/reconcile/tool_names.ts";
import { tools } from "../../benchmarks/reconcile/tools.ts";
import { exampleStream } from "../../benchmarks/reconcile/example.ts";

type Expected = [
  ttftMs: string,
  latencyMs: string,
  perTokenMs: string[],
  gapsMs: string | null,
  tokens: number,
  perSecond: string | null,
];

const withUsage: Record<string, Expected> = {
  "AIPerf 0.13": ["200", "620", ["24.7"], "84.0", 18, "40.5"],
  "guidellm 0.8.1": ["200", "632", ["24.7", "34.4"], null, 18, "28.5"],
  "vLLM bench serve 009e6d4a": ["5", "625", ["36.5"], "88.6", 18, null],
  // Its reasoning is in a field that this version does not know.
  "vLLM bench serve 0.33.0": ["500", "620", ["7.1"], "40.0", 18, null],
  "SGLang 0.5.23": ["200", "632", ["25.4"], "84.0", 18, null],
  "inference-perf 0.7": ["500", "632", ["8.0", "39.5"], "8.0", 16, null],
  "evalscope fde259d2": ["5", "630", ["36.8"], "88.6", 18, null],
  "MLPerf Endpoints ea332753": ["200", "632", ["25.4"], "84.0", 18, null],
  "genai-bench 0.0.5": ["200", "630", ["25.3"], null, 18, "39.5"],
  "llmnop 06e19c3b": ["200", "632", ["24.7"], "84.0", 18, "42.9"],
  "llmeter 0.2.0": ["500", "620", ["7.1"], null, 18, null],
  "Tokenboard": ["200", "632", ["24.7"], "84.0", 18, "40.5"],
};
const withoutUsage: Record<string, Expected> = {
  // It counts what was asked for where the server reports nothing.
  "SGLang 0.5.23": ["200", "632", ["2.9"], "84.0", 150, null],
  "LLMPerf f1d6bed of 2024": ["500", "632", ["77.5"], null, 17, "26.9"],
  "LLMPerf 1eac866 of 2023": ["500", "632", ["36.5"], null, 17, "26.9"],
};

const asked = { maxOutputTokens: 150, params: {} };
const ms = (seconds: number | null, digits: number) =>
  seconds === null ? null : (seconds * 1000).toFixed(digits);

function readBy(name: string, usage: boolean): Expected {
  const tool = tools.find((t) => nameOf(t) === name)!;
  const stream = streamOf(exampleStream({ usage }), provider("openai"), asked)!;
  const read = readStream(stream, tool, (text) => llama2.count(text));
  return [
    ms(read.ttft, 0)!,
    ms(read.latency, 0)!,
    read.perToken.map((s) => ms(s, 1)!),
    ms(read.gaps && read.gaps.sum / read.gaps.count, 1),
    read.tokens!,
    read.rate?.toFixed(1) ?? null,
  ];
}

Deno.test("the fixed stream under each tool's definitions", () => {
  for (const [cases, usage] of [[withUsage, true], [withoutUsage, false]] as const) {
    for (const [name, expected] of Object.entries(cases)) {
      assert.deepEqual(readBy(name, usage), expected, name);
    }
  }
  const known = [...Object.keys(withUsage), ...Object.keys(withoutUsage)];
  assert.deepEqual(
    tools.map(nameOf).filter((name) => !known.includes(name)),
    [],
    "every tool has its line",
  );
});

Deno.test("vLLM 0.33.0 takes an event for output by the field that the text is in", () => {
  const chunk = (delta: object) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`;
  const deltas: [object, boolean][] = [
    [{ role: "assistant", content: "" }, false],
    [{ reasoning_content: "a" }, false],
    [{ reasoning: "a" }, true],
    [{ content: "" }, true],
    [{ content: null, tool_calls: [] }, false],
    [{ tool_calls: [{ index: 0, function: { name: "f", arguments: "" } }] }, true],
    [{ role: "assistant", content: "a" }, true],
    [{}, false],
  ];
  const texts = deltas.map(([delta]) => chunk(delta));
  const [exchange] = exampleStream().exchanges;
  let endByte = 0;
  const { events } = streamOf(
    {
      scheduled: null,
      exchanges: [{
        ...exchange,
        bytes: new TextEncoder().encode(texts.join("")),
        arrivals: texts.map((text, i) => ({ at: i * 1e6, endByte: endByte += text.length })),
      }],
    },
    provider("openai"),
    asked,
  )!;
  assert.deepEqual(events.map((e) => e.output), deltas.map(([, output]) => output));
});
