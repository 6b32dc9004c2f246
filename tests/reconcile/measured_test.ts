/**
 * Four tools measured one server, which logged when each request had arrived and when its first event left: what each
 * calls TTFT is, request by request and to 1 ms, what its definition says of those moments.
 */
import assert from "node:assert/strict";
import { readStream } from "../../benchmarks/reconcile/read_stream.ts";
import { nameOf } from "../../benchmarks/reconcile/tool_names.ts";
import { tools } from "../../benchmarks/reconcile/tools.ts";
import { peers, serverLog } from "../importers/formats/peers.ts";

/** A request as its tool's file has it: when its clock was started, in seconds of the tool's clock, and its TTFT. */
interface Seen {
  startS: number;
  ttftS: number;
}

const origin = 1_795_890_600; // a minute of the measurement, so that seconds of today keep their digits
const text = (path: string) => Deno.readTextFile(`${peers}measured/${path}`);
const byStart = (all: Seen[]) => all.toSorted((a, b) => a.startS - b.startS);

const files: Record<string, () => Promise<Seen[]>> = {
  "AIPerf 0.13": async () =>
    (await text("aiperf/profile_export.jsonl")).trim().split("\n").map((line) => {
      const [, start] = /"request_start_ns": ?(\d+)/.exec(line)!;
      return {
        startS: Number(BigInt(start) - BigInt(origin) * 10n ** 9n) / 1e9,
        ttftS: JSON.parse(line).metrics.time_to_first_token.value / 1000,
      };
    }),
  "guidellm 0.8.1": async () =>
    JSON.parse(await text("guidellm/benchmarks.json")).benchmarks[0].requests.successful.map((
      r: { request_start_time: number; time_to_first_token_ms: number },
    ) => ({ startS: r.request_start_time - origin, ttftS: r.time_to_first_token_ms / 1000 })),
  "inference-perf 0.7": async () =>
    JSON.parse(await text("infperf/per_request_lifecycle_metrics.json")).map((
      r: { start_time: number; info: { response_metrics: { chunk_times: number[] } } },
    ) => ({
      startS: r.start_time,
      ttftS: r.info.response_metrics.chunk_times[0] - r.start_time,
    })),
  "vLLM bench serve 009e6d4a": async () => {
    const { start_times, ttfts } = JSON.parse(await text("vllm/result.json"));
    return ttfts.map((ttftS: number, i: number) => ({ startS: start_times[i], ttftS }));
  },
};
const folders: Record<string, string> = {
  "AIPerf 0.13": "aiperf",
  "guidellm 0.8.1": "guidellm",
  "inference-perf 0.7": "infperf",
  "vLLM bench serve 009e6d4a": "vllm",
};
/** These keep the time since the machine was started, both of one machine that was started once. */
const withoutDay = ["inference-perf 0.7", "vLLM bench serve 009e6d4a"];

Deno.test("each TTFT of four tools that measured one server is explained to 1 ms, and their differences", async () => {
  /** Arrivals in seconds since `origin`, in the order in which the tool started its requests. */
  const measured = await Promise.all(
    Object.keys(files).map(async (tool) => {
      const log = await serverLog(folders[tool]);
      const arrivals = log.map(({ arrival, ttft_s }) => ({
        atS: Number(arrival - BigInt(origin) * 10n ** 9n) / 1e9,
        ttft_s,
      }));
      return { tool, seen: byStart(await files[tool]()), arrivals };
    }),
  );
  // The one thing not in the files: the hour of that clock. No request arrives before it was started, and the quickest
  // of inference-perf's is taken to arrive at once.
  const [{ seen, arrivals }] = measured.filter(({ tool }) => tool === withoutDay[0]);
  const clockS = Math.min(...seen.map(({ startS }, i) => arrivals[i].atS - startS));

  const means = measured.map(({ tool, seen, arrivals }) => {
    assert.deepEqual([seen.length, arrivals.length], [12, 12], tool);
    const definition = tools.find((t) => nameOf(t) === tool)!;
    const of = seen.map(({ startS, ttftS }, i) => {
      const arrivedS = arrivals[i].atS - startS - (withoutDay.includes(tool) ? clockS : 0);
      const event = {
        ...{ atS: arrivedS + arrivals[i].ttft_s, choices: true, output: true, done: false },
        ...{ content: "a", reasoning: "", tool_call: "", usage: null },
      };
      // Each file's start is that of its tool's definition: before connecting, or as the request is written.
      const stream = { events: [event, event], sentS: 0, bodyEndS: event.atS, asked: null };
      const predictedS = readStream(stream, definition, () => 2).ttft!;
      assert.ok(
        arrivedS > -1e-6,
        `${tool}, request ${i + 1} arrives ${arrivedS} s after its start`,
      );
      const leftMs = (ttftS - predictedS) * 1000;
      assert.ok(leftMs > 0 && leftMs < 1, `${tool}, request ${i + 1}: ${leftMs} ms are left`);
      return { ttftS, predictedS };
    });
    const mean = (name: "ttftS" | "predictedS") => of.reduce((sum, r) => sum + r[name], 0) / 12;
    return { tool, ttftS: mean("ttftS"), predictedS: mean("predictedS") };
  });
  for (const a of means) {
    for (const b of means) {
      const left = a.ttftS - b.ttftS - (a.predictedS - b.predictedS);
      assert.ok(Math.abs(left) < 0.001, `${a.tool} and ${b.tool}: ${left} s are left`);
    }
  }
  // There is something to explain: inference-perf's first requests wait for connections.
  const all = means.map(({ ttftS }) => ttftS);
  assert.ok(Math.max(...all) - Math.min(...all) > 0.002);
});
