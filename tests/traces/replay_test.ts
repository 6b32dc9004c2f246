/** A trace sent to the simulator, whose cache and times are known. */
import assert from "node:assert/strict";
import { configOfRun } from "../../benchmarks/bench/run_folder.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { readRunFile } from "../../benchmarks/store/run_file.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { readTrace } from "../../benchmarks/traces/read_trace.ts";
import { inFolder, run } from "../support/bench.ts";

/** Of five prompts with one first block, and one with another. */
const rows = [0, 1000, 2000, 3000, 4000, 5000].map((timestamp, i) => ({
  timestamp,
  input_length: 1100 + i,
  output_length: 2 + i,
  hash_ids: [i === 3 ? 99 : 1, 10 + i, 20 + i],
}));

Deno.test("bench --trace sends its lengths at its moments; the cache has what they share; a copy repeats it", () =>
  inFolder(async (folder) => {
    const simulator = await startSimulator({ seed: 1 });
    try {
      const file = `${folder}/conversation_trace.jsonl`;
      await Deno.writeTextFile(file, rows.map((row) => JSON.stringify(row) + "\n").join(""));
      const { code, err } = await run([
        "bench",
        ...["--model=prefix-cache", `--base-url=${simulator.url}/groq-70b/v1`, "--results-dir"],
        ...[folder, "--trace", file, "--time-scale=0.7", "--trace-window=1s..5s"],
      ], { OPENAI_API_KEY: "k" });
      assert.equal(code, 0, err);
      assert.match(err, /conversation_trace\.jsonl \(mooncake\): 4 requests/);
      const db = await openStore(folder);
      const { rows: found } = await db.query(
        "SELECT *, epoch(scheduled_at - first(scheduled_at) OVER (ORDER BY request_index)) AS at " +
          "FROM requests ORDER BY request_index",
      );
      db.close();
      assert.deepEqual(found.map((r) => [r.status, r.input_tokens, r.output_tokens_target]), [
        ["ok", 1101, 3],
        ["ok", 1102, 4],
        ["ok", 1103, 5],
        ["ok", 1104, 6],
      ]);
      const shared = [0, 512, 0, 512];
      assert.deepEqual(found.map((r) => r.cached_tokens_expected), shared);
      assert.deepEqual(found.map((r) => r.cached_tokens_reported), shared);
      found.forEach((row, i) => {
        assert.ok(Math.abs(row.at as number - 0.7 * i) < 2e-6, `${row.at}`);
        assert.ok(row.schedule_lag_s as number >= 0);
      });
      const name = found[0].run_id;
      const kept = await readRunFile(`${folder}/${name}`);
      const { config } = configOfRun(kept!, `${folder}/${name}/run.json`);
      await Deno.remove(file);
      const copy = await readTrace(config);
      assert.deepEqual(copy.trace!.requests.map((r) => [r.inputTokens, r.offsetS]), [
        [1101, 1],
        [1102, 2],
        [1103, 3],
        [1104, 4],
      ]);
    } finally {
      await simulator.stop();
    }
  }));
