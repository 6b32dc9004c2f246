/** Shards as a scheduler starts them: processes of their own, a bucket as their store, and one that is killed. */
import assert from "node:assert/strict";
import { openPlace } from "../../../benchmarks/places/open.ts";
import { manifestIn } from "../../../benchmarks/shards/begin.ts";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { openDuckdb, parquetFiles } from "../../../benchmarks/store/duckdb.ts";
import { ended, inFolder, plantedKey, start } from "../../support/bench.ts";
import { s3Server } from "../../support/s3_server.ts";
import { keepsConnections, name, pathsIn } from "../../support/stores/bucket.ts";

const requests = 60;
const into = "runs/r/shard=1";

Deno.test(
  "a shard that is killed and started again: through a bucket every planned request has one row",
  keepsConnections,
  () =>
    inFolder(async (folder) => {
      const [server, simulator] = [await s3Server(), await startSimulator({ seed: 3 })];
      const gate = gated(simulator.url, 14);
      try {
        const place = await openPlace(name, server.environment);
        await Deno.writeTextFile(
          `${folder}/shared.jsonc`,
          JSON.stringify({
            ...{ name: "shared", requests, warmup: 4, concurrency: 4 },
            ...{ mean_input_tokens: 60, mean_output_tokens: 5 },
            targets: [{
              ...{ provider: "here", model: "m", api_key_env: "PLANTED" },
              base_url: `${gate.url}/groq-70b/v1`,
            }],
          }),
        );
        const began = new Date().toISOString();
        const shard = (index: number) =>
          start([
            ...["bench", `${folder}/shared.jsonc`, "--yes", "--no-site", "--part-s", "0.2"],
            ...["--shard", `${index}/2`, "--run-id", "r", "--store", name, "--start-at", began],
          ], { ...server.env, TOKENBOARD_DATA: `${folder}/machine-${index}`, PLANTED: plantedKey });
        // The first stands still within its load, with some rows done, until it is killed.
        const first = shard(1);
        const end = ended(first);
        const isPart = (path: string) => path.includes("/part-");
        while (!(await pathsIn(place, `${into}/`)).some(isPart)) {
          await new Promise((done) => setTimeout(done, 100));
        }
        first.kill("SIGKILL");
        await end;
        gate.open();
        const other = ended(shard(0));
        const before = (await pathsIn(place, `${into}/`)).filter(isPart);
        // Of its disk nothing is left but who it was: else the next one waits until it was silent for long.
        const work = `${folder}/machine-1/.store/shards/r-shard-1-of-2`;
        for (const { name } of [...Deno.readDirSync(work)]) {
          if (name !== "claim.json") await Deno.remove(`${work}/${name}`, { recursive: true });
        }
        const again = await ended(shard(1));
        assert.equal(again.code, 0, again.err);
        assert.match(again.err, /\d+ attempts are finished and stay\./);
        const { code, err } = await other;
        assert.equal(code, 0, err);

        const manifests = [await manifestIn(place, "r", 0), await manifestIn(place, "r", 1)];
        const files = manifests[1]!.parts.map(({ file }) => `${into}/${file}`);
        assert.ok(before.every((path) => files.includes(path)), "what it had put there counts");
        assert.equal(manifests.reduce((sum, m) => sum + m!.planned!, 0), requests + 4);
        await place.fetch("runs/r/requests.parquet", `${folder}/merged.parquet`);
        const db = await openDuckdb();
        const { rows } = await db.query(
          `SELECT phase, count(*) AS n, count(DISTINCT request_index) AS requests, max(request_index) AS last,
            count(DISTINCT shard) AS shards
          FROM ${parquetFiles([`${folder}/merged.parquet`])} GROUP BY ALL ORDER BY ALL`,
        );
        db.close();
        assert.deepEqual(rows, [
          { phase: "measured", n: requests, requests, last: requests - 1, shards: 2 },
          { phase: "warmup", n: 4, requests: 4, last: 3, shards: 2 },
        ]);
        const run = new TextDecoder().decode((await place.read("runs/r/run.json"))!);
        assert.equal(JSON.parse(run).shards, 2);
      } finally {
        await gate.close();
        await simulator.stop();
        await server.close();
      }
    }),
);

/** A server before another, which hands on `first` requests and holds all others until it is opened. */
function gated(url: string, first: number) {
  const opened = Promise.withResolvers<void>();
  let requests = 0;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    if (++requests > first) await opened.promise;
    const { pathname } = new URL(request.url);
    const { method, headers, body } = request;
    return await fetch(url + pathname, { method, headers, body });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    open: opened.resolve,
    close: () => (opened.resolve(), server.shutdown()),
  };
}
