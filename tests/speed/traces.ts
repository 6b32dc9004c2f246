/**
 * Whether traces of real users are sent as they were: `deno task bench:traces FILE... [--lines 1000] [--scales 1,0.1]
 * [--seconds N]`, of each file its first 1,000 requests, at its own times and ten times as fast, all of them where no
 * seconds are given.
 *
 * `lengths` counts the prompts that have, by the tokenizer of who got them, the length in the file. `cached` counts
 * those of which a prefix cache that got them one after the other had what the blocks of the file say: reckoned here
 * from the file alone. Lag is from a request's moment of the schedule to its sending (our clock) and to its arrival at
 * the simulator (the simulator's), milliseconds; `bare` is that of a timer loop that does nothing else, at the same
 * moments, in a process beside it.
 */
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import type { LogLine } from "../../benchmarks/simulator/send_log.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { run } from "../support/bench.ts";
import { startBareTimer } from "./bare_timer.ts";
import { print, quantile } from "./rounds.ts";
import { cachedIn, firstOf, type TraceLine } from "./trace_lines.ts";

const option = (flag: string, otherwise: string) => {
  const at = Deno.args.indexOf(flag);
  return at < 0 ? otherwise : Deno.args[at + 1];
};
const files = Deno.args.filter((arg, i) =>
  !arg.startsWith("--") && !Deno.args[i - 1]?.startsWith("--")
);
if (!files.length) throw new Error("Name the files of traces: deno task bench:traces FILE...");
const [lines, seconds] = [
  Number(option("--lines", "1000")),
  Number(option("--seconds", "Infinity")),
];
const scales = option("--scales", "1,0.1").split(",").map(Number);

interface Sent {
  index: number;
  status: string;
  prompt: number | null;
  cached: number | null;
  asked: number;
  lagMs: number | null;
  arrivedMs: number | null;
}

/** Has `bench` send a trace; its rows in the order of the trace, and how late a bare timer was beside it. */
async function sent(file: string, flags: string[], profile: string, gapsMs: number[] | null) {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-traces-" });
  const log = `${folder}/sends.jsonl`;
  const simulator = await startSimulator({ seed: 1, log });
  const bare = gapsMs && startBareTimer(gapsMs);
  try {
    const load = [`--base-url=${simulator.url}/${profile}/v1`, "--trace", file, ...flags];
    const model = flags.includes("--ignore-trace-times") ? "prefix-cache" : "m";
    const { err } = await run(
      ["bench", `--model=${model}`, ...load, "--results-dir", `${folder}/runs`, "--no-site"],
      { OPENAI_API_KEY: "k" },
    );
    const late = await bare?.stop() ?? [];
    const db = await openStore(`${folder}/runs`).catch((error) => {
      throw new Error(`${err}\n${error}`);
    });
    const { rows } = await db.query(
      `SELECT request_index AS index, status, input_tokens_reported AS prompt, cached_tokens_reported AS cached,
      input_tokens_target AS asked, schedule_lag_s * 1000 AS lag, request_id AS id,
      epoch_us(scheduled_at) / 1000 AS due FROM requests ORDER BY request_index`,
    );
    db.close();
    await simulator.stop();
    const arrivals = new Map(
      (await Deno.readTextFile(log)).trim().split("\n").map((line) => JSON.parse(line) as LogLine)
        .map((line) => [line.request_id, line.time_origin_ms + line.arrived_ms]),
    );
    const found = rows.map((row): Sent => ({
      index: Number(row.index),
      status: String(row.status),
      prompt: row.prompt as number | null,
      cached: row.cached as number | null,
      asked: Number(row.asked),
      lagMs: row.lag as number | null,
      arrivedMs: row.due === null || !arrivals.has(String(row.id))
        ? null
        : arrivals.get(String(row.id))! - Number(row.due),
    }));
    return { found, late };
  } finally {
    await bare?.stop().catch(() => {});
    await simulator.stop().catch(() => {});
    await Deno.remove(folder, { recursive: true });
  }
}

const three = (values: number[]) => [0.5, 0.99, 1].map((p) => quantile(values, p));
const known = (values: (number | null)[]) => values.filter((value) => value !== null);

const results = [];
for (const path of files) {
  const { file, requests, sameBlocks } = await firstOf(path, lines);
  const cachedExpected = cachedIn(requests, sameBlocks);
  const inOrder = ["--ignore-trace-times", "--num-concurrent-requests=1", "--timeout=3600"];
  const { found: alone } = await sent(file, inOrder, "steady@0.001", null);
  const exact = (of: (row: Sent, line: TraceLine) => boolean) =>
    alone.filter((row) => requests[row.index] && of(row, requests[row.index])).length;
  const lengths = exact((row, line) => row.prompt === line.input && row.asked === line.input);
  const cached = exact((row) => row.cached === cachedExpected[row.index]);
  const shared = cachedExpected.reduce((sum, n) => sum + n, 0);
  for (const scale of scales) {
    const window = Number.isFinite(seconds) ? [`--trace-window=0s..${seconds / scale}s`] : [];
    const gapsMs = requests.slice(1).map(({ atS }, i) => (atS - requests[i].atS) * 1000 * scale);
    const flags = [`--time-scale=${scale}`, ...window];
    const { found, late } = await sent(file, flags, "steady@0.2", gapsMs);
    const [lagP50, lagP99, lagMax] = three(known(found.map(({ lagMs }) => lagMs)));
    const [, arrivedP99, arrivedMax] = three(known(found.map(({ arrivedMs }) => arrivedMs)));
    const [bareP50, bareP99, bareMax] = three(late);
    results.push({
      trace: path.split("/").at(-1)!,
      scale,
      planned: requests.length,
      lengths,
      cached,
      shared_tokens: shared,
      sent: found.length,
      dropped: found.filter(({ status }) => status === "dropped").length,
      failed: found.filter(({ status }) => status === "failed").length,
      lag_p50_ms: lagP50,
      lag_p99_ms: lagP99,
      lag_max_ms: lagMax,
      arrived_p99_ms: arrivedP99,
      arrived_max_ms: arrivedMax,
      bare_n: late.length,
      bare_p50_ms: bareP50,
      bare_p99_ms: bareP99,
      bare_max_ms: bareMax,
    });
    console.error(JSON.stringify(results.at(-1)));
  }
  await Deno.remove(file);
}
print("Traces as they were, lag in ms", results, { load: Deno.loadavg(), results });
