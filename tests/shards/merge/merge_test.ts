import assert from "node:assert/strict";
import { leaderboardData } from "../../../benchmarks/queries/leaderboard.ts";
import { summarise } from "../../../benchmarks/report/summary/summary.ts";
import { openDuckdb, parquetFiles } from "../../../benchmarks/store/duckdb.ts";
import { findRuns } from "../../../benchmarks/store/run_folders.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { inFolder } from "../../support/bench.ts";
import {
  commitRows,
  mergeIn,
  rowsOf,
  runId,
  runOf,
  storeIn,
  targets,
  writeSealed,
} from "../../support/stores/sharded_store.ts";

const shards = 4;
const all = rowsOf(120, shards);
const ofShard = (k: number) => all.filter((row) => row.shard === k);

/** Every statistic of the summary and of the leaderboard of the store in `folder`. */
async function statistics(folder: string) {
  const db = await openStore(folder);
  try {
    // What is said of the clocks of several machines is no statistic. As it is printed: every digit of a number.
    const { said: _, ...summary } = await summarise(db, runId);
    return JSON.stringify([summary, await leaderboardData(db)], null, 1);
  } finally {
    db.close();
  }
}

Deno.test("four shards merge to the very file that one process seals, whatever the order they come in", () =>
  inFolder(async (folder) => {
    await writeSealed(`${folder}/one/runs/${runId}`, all);
    const bytes = await Deno.readFile(`${folder}/one/runs/${runId}/requests.parquet`);
    const runs: string[] = [];
    for (const order of [[0, 1, 2, 3], [3, 1, 0, 2]]) {
      const store = storeIn(`${folder}/${order.join("")}`);
      // As they ended, not as they began: parts are in no order of the whole.
      for (const k of order) await commitRows(store, ofShard(k).toReversed(), k, shards);
      const merged = await mergeIn(store);
      assert.deepEqual(
        [merged!.state, merged!.rows, merged!.lacking, merged!.notes],
        ["merged", 360, [], []],
      );
      const at = `${store.folder}/store/runs/${runId}`;
      assert.deepEqual(await Deno.readFile(`${at}/requests.parquet`), bytes);
      runs.push(await Deno.readTextFile(`${at}/run.json`));
      assert.equal((await mergeIn(store))!.state, "was");
    }
    const said = await statistics(`${folder}/0123/store`);
    assert.equal(said, await statistics(`${folder}/one`));
    assert.ok(said.includes('"ttft_s"'));
    // Whoever merges writes the same.
    assert.equal(runs[0], runs[1]);
    const run = JSON.parse(runs[0]);
    assert.deepEqual([run.shards, run.counts, run.invalid], [4, { failed: 21, ok: 339 }, null]);
    assert.deepEqual(
      run.each_shard.map((s: { shard: number; rows: number }) => [s.shard, s.rows]),
      [
        [0, 90],
        [1, 90],
        [2, 90],
        [3, 90],
      ],
    );
  }));

Deno.test("two who merge at once write one run", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    for (let k = 0; k < shards; k++) await commitRows(store, ofShard(k), k, shards);
    const both = await Promise.all(
      [0, 1].map((i) => mergeIn(store, { staging: `${folder}/merging-${i}` })),
    );
    assert.ok(both.some((one) => one!.state === "merged"));
    const db = await openDuckdb();
    const { rows } = await db.query(
      `SELECT count(*) AS n FROM ${
        parquetFiles([`${folder}/store/runs/${runId}/requests.parquet`])
      }`,
    );
    db.close();
    assert.deepEqual(rows, [{ n: 360 }]);
  }));

Deno.test("of health, calibration and verdicts the worst counts; each reason is said once, with its shards", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const calibration = (p95: number) => ({ ttft_error_ms: { p95 }, over: null });
    await commitRows(store, ofShard(0), 0, 4, {
      ...{ health: { max_loop_lag_ms: 5, workers: { used: 1 } }, calibration: calibration(1) },
      ...{ location: "here", started_at: "2026-01-02T00:00:03.000Z" },
    });
    await commitRows(store, ofShard(1), 1, 4, {
      ...{ health: { max_loop_lag_ms: 70, workers: { used: 2 } }, calibration: calibration(9) },
      ...{ location: "there", invalid: "the clock of this machine jumped by 60 ms" },
    });
    for (const k of [2, 3]) {
      await commitRows(store, ofShard(k), k, 4, {
        ...{ calibration: calibration(2), invalid: "its disk was slow." },
        ...{ resumed_at: ["2026-01-02T00:30:00.000Z"], resumed_versions: [{ tokenboard: `${k}` }] },
      });
    }
    assert.equal((await mergeIn(store))!.state, "merged");
    const run = JSON.parse(await Deno.readTextFile(`${folder}/store/runs/${runId}/run.json`));
    assert.deepEqual(run.health, { max_loop_lag_ms: 70, workers: { used: 2 } });
    assert.deepEqual(run.calibration, calibration(9));
    assert.equal(
      run.invalid,
      "shard 1: the clock of this machine jumped by 60 ms; shards 2 and 3: its disk was slow",
    );
    assert.deepEqual([run.location, run.started_at], [null, "2026-01-02T00:00:00.000Z"]);
    assert.deepEqual(run.resumed_versions, [{ tokenboard: "2" }, { tokenboard: "3" }]);
  }));

Deno.test("a run and its targets say every reason why they are no result, each once", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const stood = "the harness stood still for 700 ms";
    const [{ provider, model }, ...others] = targets;
    const whole = runOf(all);
    await commitRows(store, ofShard(0), 0, 2, {
      invalid: stood,
      targets: whole.targets.map((t, i) => ({ ...t, invalid: i ? null : "its clock jumped" })),
    });
    await commitRows(store, ofShard(1), 1, 2);
    const why = "the harness came too late to 20 of 168 arrivals";
    await mergeIn(store, {
      judge: () =>
        Promise.resolve({ run: "3 rows with ttft_s below 0", targets: [{ provider, model, why }] }),
    });
    const run = JSON.parse(await Deno.readTextFile(`${folder}/store/runs/${runId}/run.json`));
    assert.equal(run.invalid, `shard 0: ${stood}; 3 rows with ttft_s below 0`);
    assert.deepEqual(run.targets.map((t: { invalid: string | null }) => t.invalid), [
      `shard 0: its clock jumped; ${why}`,
      ...others.map(() => null),
    ]);
  }));

Deno.test("a run whose shards are not merged is named, and closes no store", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    await writeSealed(`${folder}/store/runs/other`, all, { run_id: "other" }).catch(() => {});
    await commitRows(store, ofShard(0), 0, shards);
    await Deno.remove(`${folder}/store/runs/other`, { recursive: true });
    const { runs, broken } = await findRuns(`${folder}/store`);
    assert.deepEqual(runs, []);
    assert.deepEqual(broken.map(({ folder: at }) => at.split("/").at(-1)), [runId]);
    assert.match(broken[0].reason, /^its shards are not merged: 1 of the 1 that are here done/);
    await Deno.writeTextFile(`${folder}/store/runs/${runId}/plan.json`, '{"shards":4}');
    const [{ reason }] = (await findRuns(`${folder}/store`)).broken;
    assert.match(reason, /^its shards are not merged: 1 of 4 done/);
    (await openStore(`${folder}/store`)).close();
  }));
