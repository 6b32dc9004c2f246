/** The harness whole, from the plan to the journalled row. */
import { measure } from "../../benchmarks/bench/measure.ts";
import { openSpool, spoolFrom } from "../../benchmarks/bench/prompt_spool.ts";
import { newRun } from "../../benchmarks/bench/run_folder.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import { readJournal } from "../../benchmarks/store/journal/journal.ts";
import { targetsOf } from "../../benchmarks/targets/targets.ts";
import type { Load, Seen } from "./client.ts";

/** Plans the load; what is given back drives it, and what that gives back reads its journal. */
export async function planOurs({ url, streams, requests, events, workers = 1 }: Load) {
  const config = checkConfig({
    name: "speed",
    mean_input_tokens: 50,
    mean_output_tokens: events,
    stddev_output_tokens: 0,
    requests,
    concurrency: streams,
    targets: [{ provider: "speed", model: "m", base_url: url }],
  }, "speed");
  const into = await Deno.makeTempDir({ prefix: "tokenboard-speed-" });
  const run = newRun(config, into, {}, new Date());
  const lines = ["Shall I compare thee to a summer's day?"];
  const store = requests >= spoolFrom ? openSpool(workers > 1) : null; // as \`deno task bench\` does
  const turns = makePlan(config, run.runId, lines, { store });
  const targets = targetsOf(config, () => undefined, "");
  return async () => {
    const { counts } = await measure(run, turns, targets, {
      run_id: run.runId,
      config_name: config.name,
      config_hash: null,
      workload_hash: null,
      location: null,
      shard: 0,
    }, { workers, source: { config, environment: {}, simulatorUrl: "" }, spool: store });
    if (counts.succeeded !== requests) throw new Error(`${counts.failed} requests failed`);
    return async (): Promise<Seen> => {
      const seen: Seen = { bytes: 0, tokens: 0, rows: 0, ttftMs: {}, startedMs: {} };
      for await (const line of readJournal(run.folder)) {
        if (!("row" in line)) continue;
        const { request_id, ttft_s, started_at } = line.row;
        seen.rows++;
        seen.tokens += line.text.content.split(" ").length - 1; // every token begins with a space
        seen.ttftMs[request_id!] = ttft_s! * 1000;
        seen.startedMs[request_id!] = Date.parse(started_at!);
      }
      await Deno.remove(into, { recursive: true });
      return seen;
    };
  };
}
