/** A recorded run: what is said to be ours is what DuckDB computes from its rows. */
import assert from "node:assert/strict";
import { reconcileRun } from "../../benchmarks/queries/recordings/reconciled.ts";
import { recordedRuns } from "../../benchmarks/queries/recordings/recorded_runs.ts";
import { reconcileText } from "../../benchmarks/report/reconcile_text.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder, run, smallRun } from "../support/bench.ts";

Deno.test("our figures of a recorded run are those of its rows", async () => {
  const simulator = await startSimulator({ seed: 5 });
  try {
    await inFolder(async (folder) => {
      const { code, err } = await run([
        "bench",
        ...smallRun(12),
        "--record",
        "--no-site",
        `--results-dir=${folder}`,
      ], {
        OPENAI_API_BASE: `${simulator.url}/anyscale-13b/v1`,
        OPENAI_API_KEY: "none",
      });
      assert.equal(code, 0, err);
      const [name] = [...Deno.readDirSync(folder)].filter((e) => e.isDirectory).map((e) => e.name);
      const [target] = await reconcileRun(`${folder}/${name}`);
      const db = await openStore(folder);
      const { rows: [row] } = await db.query(
        `SELECT avg(ttft_s) AS ttft_s, avg(e2e_latency_s) AS e2e_latency_s, avg(tpot_s) AS tpot_s,
          avg(output_tokens) AS output_tokens, avg(decode_tokens_per_s) AS decode_tokens_per_s,
          (SELECT avg(gap) FROM (SELECT unnest(inter_chunk_s) AS gap FROM requests)) AS inter_chunk_s
        FROM requests`,
      );
      const shown = async () => (await recordedRuns(db, folder)).map(({ run_id }) => run_id);
      assert.deepEqual(await shown(), [name]);
      const recordings = `${folder}/${name}/recordings.jsonl.gz`;
      const whole = await Deno.readFile(recordings);
      await Deno.writeFile(recordings, whole.subarray(0, whole.length / 2));
      assert.deepEqual(await shown(), [], "recordings that cannot be read close no page");
      db.close();
      assert.equal(target.requests, 12);
      for (const { name, mean } of target.tools[0].figures) {
        const kept = row[name] as number;
        assert.ok(Math.abs(mean! - kept) < 1e-9 * Math.max(1, kept), `${name}: ${mean} ${kept}`);
      }
      await Deno.remove(recordings);
      await assert.rejects(
        reconcileRun(`${folder}/${name}`),
        /no recordings .*--record keeps them/,
      );
      assert.match(reconcileText([target]), /vLLM .*: ends at the first event of the answer/);
    });
  } finally {
    await simulator.stop();
  }
});
