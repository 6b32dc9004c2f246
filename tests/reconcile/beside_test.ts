/** What a tool printed beside our recordings: how much its definitions explain, and what is left. */
import assert from "node:assert/strict";
import { llama2 } from "../../benchmarks/plan/tokenizers.ts";
import { provider } from "../../benchmarks/providers/index.ts";
import { besidePrinted } from "../../benchmarks/reconcile/beside.ts";
import { exampleStream } from "../../benchmarks/reconcile/example.ts";
import { startReconciling } from "../../benchmarks/reconcile/reconcile.ts";
import { streamOf } from "../../benchmarks/reconcile/stream_events.ts";

const asked = { maxOutputTokens: 150, params: {} };
const printedFigure = (name: string, unit: string, mean: number) => ({
  name,
  unit,
  n: 1,
  statistics: { mean },
});

Deno.test("a printed mean is explained by its definition, and the rest is left", () => {
  const reading = startReconciling((text) => llama2.count(text));
  reading.add(streamOf(exampleStream(), provider("openai"), asked)!);
  const vllm = reading.readings().find(({ tool }) => tool === "vLLM bench serve")!;
  const found = besidePrinted(vllm, [
    printedFigure("ttft", "ms", 7.5), // 2.5 ms later than the role came
    printedFigure("e2el", "ms", 625),
    printedFigure("tpot", "furlongs", 1), // a unit that is none of time
    printedFigure("request_throughput", "requests/s", 5),
  ]);
  const ms = (x: number | null) => x === null ? null : Math.round(x * 1e6) / 1e3;
  assert.deepEqual(
    found.map((f) => [f.name, ms(f.printed), ms(f.ours), ms(f.explained), ms(f.left)]),
    [
      ["ttft", 7.5, 200, -195, 2.5],
      ["e2el", 625, 632, -7, 0],
    ],
  );
});

Deno.test("a mean over tokens weighs a long answer more", () => {
  const reading = startReconciling((text) => llama2.count(text));
  const long = exampleStream();
  const [{ arrivals, ...exchange }] = long.exchanges;
  // A tenth of the time, and cut after its two tokens of reasoning.
  const quick = { ...exchange, arrivals: arrivals.map((a) => ({ ...a, at: a.at / 10 })) };
  const short = cutAfter(quick, 3);
  for (const one of [exchange, short]) {
    const all = one === exchange ? { ...exchange, arrivals } : one;
    reading.add(
      streamOf({ scheduled: null, exchanges: [all as never] }, provider("openai"), asked)!,
    );
  }
  const guidellm = reading.readings().find(({ tool }) => tool === "guidellm")!;
  const figure = guidellm.figures.find(({ name }) => name === "time_per_output_token_ms")!;
  // 620 ms for 18 tokens, and 22 ms for the 2 events of the cut answer.
  assert.equal(figure.n, 20);
  assert.ok(Math.abs(figure.mean! - (0.620 + 0.022) / 20) < 1e-12, String(figure.mean));
});

/** The first events of an answer, and its end there. */
function cutAfter<E extends { arrivals: { at: number; endByte: number }[]; bytes: Uint8Array }>(
  exchange: E,
  events: number,
): E {
  const arrivals = exchange.arrivals.slice(0, events);
  return { ...exchange, arrivals, bytes: exchange.bytes.subarray(0, arrivals.at(-1)!.endByte) };
}
