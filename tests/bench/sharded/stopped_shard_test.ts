import assert from "node:assert/strict";
import { runBench } from "../../../benchmarks/bench/bench.ts";
import { PlaceFault, whyOf, WrongStore } from "../../../benchmarks/places/faults.ts";
import { journalHasRows } from "../../../benchmarks/bench/rescue.ts";
import { withRowsOf } from "../../../benchmarks/bench/sharded/drive_shard.ts";
import { folderPlace } from "../../../benchmarks/places/folder.ts";
import type { Place } from "../../../benchmarks/places/place.ts";
import { checkConfig } from "../../../benchmarks/plan/config.ts";
import { manifestIn } from "../../../benchmarks/shards/begin.ts";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { openDuckdb, parquetFiles } from "../../../benchmarks/store/duckdb.ts";
import { filesOf, inFolder, plantedKey } from "../../support/bench.ts";

Deno.test("what a place says stands once in a sentence that names the place, without its end", () => {
  const gone = new PlaceFault("Store s3://board/nc: 127.0.0.1:4568 cannot be reached.");
  assert.equal(whyOf(gone, "s3://board/nc"), "127.0.0.1:4568 cannot be reached");
  assert.equal(whyOf("no disk", "s3://board/nc"), "no disk");
});

Deno.test("a store that is gone at a shard's end: where the rows are, and what puts them there", async () => {
  const simulator = await startSimulator({ seed: 3 });
  try {
    await inFolder(async (folder) => {
      const store = `${folder}/store`;
      await Deno.mkdir(`${folder}/away`);
      await Deno.writeTextFile(`${folder}/no-folder`, "no folder");
      /** What the store is, from one moment to the next, whatever the shard writes into it at that moment. */
      const storeIs = async (what: string) => {
        await Deno.symlink(`${folder}/${what}`, `${store}.next`);
        await Deno.rename(`${store}.next`, store);
      };
      await storeIs("away");
      const work = `${folder}/here/r-shard-0-of-1`;
      const whole = folderPlace(store);
      let goes = true;
      const place: Place = {
        ...whole,
        // The store's clock is asked before the load and after it.
        async time() {
          if (goes && await journalHasRows(work)) await storeIs("no-folder");
          return await whole.time();
        },
      };
      const config = checkConfig({
        name: "shared",
        ...{ mean_input_tokens: 60, mean_output_tokens: 5, requests: 4, concurrency: 4 },
        targets: [{
          ...{ provider: "here", model: "m", api_key_env: "PLANTED" },
          base_url: `${simulator.url}/groq-70b/v1`,
        }],
      }, "shared");
      const shard = () =>
        runBench(config, {
          sharded: { index: 0, count: 1, runId: "r", place, into: `${folder}/here` },
          startAt: Date.now(),
        }, (name) => name === "PLANTED" ? plantedKey : undefined);
      const said: string[] = [];
      const print = console.error;
      console.error = (...words: unknown[]) => void said.push(words.join(" "));
      try {
        await assert.rejects(shard(), ({ message }: Error) => {
          const kept = `Its rows are kept in ${work}; the same command again puts them there`;
          assert.ok(message.includes(kept), message);
          assert.ok(message.startsWith(`Shard 0 of 1 of run r: ${store}: `), message);
          assert.doesNotMatch(message, /\.\.|Store /);
          return true;
        });
        // Nor is anything forgotten where the store cannot even be opened.
        const given = { shard: "0/1", runId: "r" };
        const unreached = await withRowsOf(
          new WrongStore("Store s3://b: there is no bucket b."),
          ...[given, "s3://b", `${folder}/here`] as const,
        ) as Error;
        assert.ok(unreached instanceof WrongStore);
        assert.equal(
          unreached.message,
          `Shard 0 of 1 of run r: s3://b: there is no bucket b. Its rows are kept in ${work}; the same ` +
            "command again puts them there, and sends nothing.",
        );
        // What it measured was printed all the same.
        assert.ok(said.some((words) => words.includes("4 requests to 1 target: 4 succeeded.")));
        goes = false;
        await storeIs("away");
        assert.equal((await shard()).status, 0);
      } finally {
        console.error = print;
      }
      assert.ok((await place.list("runs/r/")).some(({ path }) => path === "runs/r/run.json"));
      assert.ok(
        said.some((words) => /Run r, shard 0 of 1: what this process sent\n4 req/.test(words)),
      );
    });
  } finally {
    await simulator.stop();
  }
});

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
