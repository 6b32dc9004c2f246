import assert from "node:assert/strict";
import { runBench } from "../../../benchmarks/bench/bench.ts";
import { folderPlace } from "../../../benchmarks/places/folder.ts";
import { checkConfig } from "../../../benchmarks/plan/config.ts";
import { manifestIn } from "../../../benchmarks/shards/begin.ts";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { openDuckdb, parquetFiles } from "../../../benchmarks/store/duckdb.ts";
import { filesOf, inFolder, plantedKey } from "../../support/bench.ts";

Deno.test("a shard that is stopped commits what it has; another machine goes on with it at once", async () => {
  const simulator = await startSimulator({ seed: 3 });
  try {
    await inFolder(async (folder) => {
      const place = folderPlace(`${folder}/store`);
      const config = checkConfig({
        name: "shared",
        ...{ mean_input_tokens: 60, mean_output_tokens: 5, requests: 30, concurrency: 2 },
        targets: [{
          ...{ provider: "here", model: "m", api_key_env: "PLANTED" },
          base_url: `${simulator.url}/groq-70b/v1`,
        }],
      }, "shared");
      const shard = (machine: string, cut?: AbortSignal) =>
        runBench(config, {
          sharded: { index: 0, count: 1, runId: "r", place, into: `${folder}/${machine}` },
          ...{ cut, startAt: Date.now(), partS: 0.1 },
        }, (name) => name === "PLANTED" ? plantedKey : undefined);
      const stop = new AbortController();
      const stopped = shard("one", stop.signal);
      const isPart = (path: string) => path.includes("/part-");
      const parts = async () => (await place.list("runs/r/")).filter(({ path }) => isPart(path));
      while (!(await parts()).length) await new Promise((done) => setTimeout(done, 20));
      stop.abort();
      const { status } = await stopped;
      // However fast it was: either it was stopped, or there was nothing left to stop.
      const manifest = await manifestIn(place, "r", 0);
      assert.equal(status, manifest ? 0 : 130);
      assert.ok(![...filesOf(`${folder}/store`)].some((path) => path.includes("writer-")));
      const said: string[] = [];
      const print = console.error;
      console.error = (...words: unknown[]) => void said.push(words.join(" "));
      try {
        await shard("two");
      } finally {
        console.error = print;
      }
      // Whoever was last prints the run of all, and where its rows are.
      const last = said.at(-1)!;
      assert.match(last, /^\nRun r\n30 requests to 1 target: 30 succeeded\.\n/);
      assert.ok(last.includes(`${folder}/store/runs/r/requests.parquet`), last);
      assert.match(last, /\nPages: /);
      assert.ok(said.some((words) => words.includes("its one shard is merged.")), said.join("\n"));
      const db = await openDuckdb();
      const { rows } = await db.query(
        `SELECT count(*) AS n, count(DISTINCT request_index) AS requests,
          count(*) FILTER (status = 'incomplete') AS cut
        FROM ${parquetFiles([`${folder}/store/runs/r/requests.parquet`])}`,
      );
      db.close();
      assert.deepEqual(rows, [{ n: 30, requests: 30, cut: 0 }]);
    });
  } finally {
    await simulator.stop();
  }
});
