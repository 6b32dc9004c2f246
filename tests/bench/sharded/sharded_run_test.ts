import assert from "node:assert/strict";
import { runBench } from "../../../benchmarks/bench/bench.ts";
import { folderPlace } from "../../../benchmarks/places/folder.ts";
import { checkConfig } from "../../../benchmarks/plan/config.ts";
import { makePlan } from "../../../benchmarks/plan/plan.ts";
import { manifestIn } from "../../../benchmarks/shards/begin.ts";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { openDuckdb, parquetFiles } from "../../../benchmarks/store/duckdb.ts";
import { filesOf, inFolder, plantedKey, run } from "../../support/bench.ts";
import { freePort } from "../../support/free_port.ts";
import { inTries } from "../../support/tries.ts";

const count = 4;
const environment = (name: string) => name === "PLANTED" ? plantedKey : undefined;
const configOf = (url: string) =>
  checkConfig({
    name: "shared",
    ...{ mean_input_tokens: 60, mean_output_tokens: 5, requests: 37, warmup: 5 },
    load: { shape: "open", rate: 40, max_lag_s: 60 },
    location: "home",
    targets: [{
      ...{ provider: "here", model: "m", api_key_env: "PLANTED" },
      base_url: `${url}/groq-70b/v1`,
    }],
  }, "shared");

interface Arrival {
  request: string;
  shard: number;
  location: string;
  hash: string;
  /** Since the first arrival of its process, seconds. */
  sinceS: number;
  /** Since 1970, seconds. */
  atS: number;
}

async function arrivalsIn(files: string[]): Promise<Arrival[]> {
  const db = await openDuckdb();
  try {
    const { rows } = await db.query(
      `SELECT phase || ' ' || request_index AS request, shard, location, prompt_hash AS hash,
        epoch(scheduled_at) AS "atS",
        epoch(scheduled_at - min(scheduled_at) OVER (PARTITION BY shard, phase)) AS "sinceS"
      FROM ${parquetFiles(files)} ORDER BY ALL`,
    );
    return rows as unknown as Arrival[];
  } finally {
    db.close();
  }
}

Deno.test("four shards of an open loop make the arrivals of one process, each once", async () => {
  const simulator = await startSimulator({ seed: 3 });
  try {
    await inTries(() =>
      inFolder(async (folder) => {
        const config = configOf(simulator.url);
        const one = await runBench(
          config,
          { resultsDir: `${folder}/one`, runId: "r" },
          environment,
        );
        const place = folderPlace(`${folder}/store`);
        const clockPort = freePort();
        const shardRun = (index: number) =>
          runBench(config, {
            sharded: { index, count, runId: "r", place, into: `${folder}/work` },
            location: `room ${index}`,
            ...{ startLead: 1, clockPort, clock: `http://127.0.0.1:${clockPort}` },
          }, environment);
        const done = await Promise.all([0, 1, 2, 3].map(shardRun));
        assert.deepEqual(done.map(({ status }) => status), [0, 0, 0, 0]);

        const plan = makePlan(config, "r", ["Some words to make a prompt of,"])
          .flatMap(({ items }) => items);
        const planned = new Map(plan.map((i) => [`${i.phase} ${i.requestIndex}`, i.scheduledS!]));
        const whole = await arrivalsIn([`${one.folder}/requests.parquet`]);
        const stored = [...filesOf(`${folder}/store`)].filter((name) =>
          /shard=\d.*\.parquet$/.test(name)
        );
        const shared = await arrivalsIn(stored);
        const askedIn = (rows: Arrival[]) =>
          rows.map(({ request, hash }) => `${request} ${hash}`).sort();
        assert.equal(shared.length, 42);
        // Whoever was last made the run: the rows of all, in an ordinary folder.
        const merged = `${folder}/store/runs/r`;
        assert.deepEqual(await arrivalsIn([`${merged}/requests.parquet`]), shared);
        assert.equal(JSON.parse(await Deno.readTextFile(`${merged}/run.json`)).shards, 4);
        assert.deepEqual(askedIn(shared), askedIn(whole));
        assert.deepEqual(new Set(askedIn(shared)).size, 42);
        // Moments that are planned from one start: whoever sends first, the distances of its own are the plan's.
        for (
          const rows of [
            whole,
            ...[0, 1, 2, 3].map((k) => shared.filter((r) => r.shard === k)),
          ]
        ) {
          for (const phase of ["warmup", "measured"]) {
            const own = rows.filter(({ request }) => request.startsWith(phase));
            const first = Math.min(...own.map(({ request }) => planned.get(request)!));
            for (const { request, sinceS } of own) {
              assert.ok(Math.abs(first + sinceS - planned.get(request)!) < 1e-5, request);
            }
          }
        }
        // Arrivals go round, those of the warm-up before: 5 and 37, from the shard that is next.
        assert.deepEqual(
          [0, 1, 2, 3].map((k) => shared.filter(({ shard }) => shard === k).length),
          [11, 11, 10, 10],
        );
        assert.ok(shared.every(({ shard, location }) => location === `room ${shard}`));
        assert.ok(whole.every(({ shard, location }) => shard === 0 && location === "home"));

        const manifests = await Promise.all([0, 1, 2, 3].map((k) => manifestIn(place, "r", k)));
        assert.equal(new Set(manifests.map((m) => m!.plan_sha256)).size, 1);
        assert.deepEqual(manifests.map((m) => [m!.shard, m!.shards, m!.planned, m!.run.location]), [
          [0, 4, 11, "room 0"],
          [1, 4, 11, "room 1"],
          [2, 4, 10, "room 2"],
          [3, 4, 10, "room 3"],
        ]);

        // They met, and each found how far its clock is from that of shard 0: on one machine, not at all.
        const { at } = JSON.parse(await Deno.readTextFile(`${folder}/store/runs/r/start.json`));
        for (const { clock } of manifests.map((m) => m!)) {
          assert.equal(Date.parse(clock.start_at!), Date.parse(at));
          for (const { reference, offset_s, uncertainty_s } of [clock.before!, clock.after!]) {
            assert.equal(reference, "shard 0");
            assert.ok(Math.abs(offset_s) < uncertainty_s + 0.002, JSON.stringify(clock));
          }
        }
        // So all moments are those of one schedule, which begins there.
        for (const { request, atS } of shared.filter(({ request }) => /^measured/.test(request))) {
          const afterS = atS - Date.parse(at) / 1000;
          assert.ok(
            Math.abs(afterS - planned.get(request)!) < 0.002,
            `${request} after ${afterS} s`,
          );
        }
        // What one process made is nobody's to share.
        await place.write("runs/alone/run.json", new TextEncoder().encode("{}"));
        await assert.rejects(
          runBench(config, {
            sharded: { index: 0, count, runId: "alone", place, into: `${folder}/work` },
          }, environment),
          /has a run alone that one process made: give another --run-id/,
        );
        // Started again it sends nothing; as another plan's it is refused.
        const again = await shardRun(1);
        assert.deepEqual([again.status, again.folder], [0, null]);
        await Deno.remove(`${folder}/work`, { recursive: true });
        assert.equal((await shardRun(2)).folder, null);
        const other = { ...config, seed: config.seed + 1 };
        await assert.rejects(
          runBench(other, {
            sharded: { index: 1, count, runId: "r", place, into: `${folder}/work` },
          }, environment),
          /another plan|another configuration/,
        );
        assert.equal((await arrivalsIn(stored)).length, 42);
        // A plan that is smaller than there are shards.
        const none = await runBench({ ...config, requests: 1, warmup: 0 }, {
          sharded: { index: 3, count, runId: "small", place, into: `${folder}/work` },
          startAt: Date.now(), // nobody else comes
        }, environment);
        const small = await manifestIn(place, "small", 3);
        assert.deepEqual([none.status, none.summary, small!.planned], [0, null, 0]);
      }), 3);
  } finally {
    await simulator.stop();
  }
});

Deno.test("bench takes a shard from its options or its scheduler, and says what does not go together", () =>
  inFolder(async (folder) => {
    const env = { TOKENBOARD_DATA: folder, OPENAI_API_KEY: plantedKey };
    const cases: [reading: RegExp, args: string[], env?: Record<string, string>][] = [
      [/--resume: shard 0 of 2 goes on by the command that began it/, ["--resume", "r"], {
        ...{ JOB_COMPLETION_INDEX: "0", TOKENBOARD_SHARDS: "2", TOKENBOARD_RUN_ID: "r" },
      }],
      [/--shard: is of one run, and here are 2[\s\S]*--results-dir: the rows of shard 0 of 2/, [
        ...["quickstart", "lengths", "--shard", "0/2", "--run-id", "r", "--results-dir", folder],
      ]],
    ];
    for (const [reading, args, more = {}] of cases) {
      const { code, err } = await run(["bench", "--no-site", ...args], { ...env, ...more });
      assert.equal(code, 2, err);
      assert.match(err, reading);
    }
    const { code, err, out } = await run(
      ["bench", "quickstart", "--dry-run", "--json", "--shard", "1/4"],
      { ...env, TOKENBOARD_RUN_ID: "r" },
    );
    assert.equal(code, 0, err);
    assert.match(err, /Shard 1 of 4 of run r: \d+ of its \d+ requests\./);
    assert.ok(JSON.parse(out));
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), []);
  }));
