/** 200 run folders with one mutation each beside two sound runs. */
import assert from "node:assert/strict";
import { summarise } from "../../benchmarks/report/summary/summary.ts";
import type { Database } from "../../benchmarks/store/duckdb.ts";
import { findRuns } from "../../benchmarks/store/run_folders.ts";
import { openRuns, openStore, withRuns } from "../../benchmarks/store/views.ts";
import { inFolder, run, smallRun } from "../support/bench.ts";
import {
  copySound,
  observations,
  sound,
  writeAllMutated,
  writeSound,
  writeUntouched,
} from "../support/stores/mutated_store.ts";

const many = 200;
/** So many stand in one store: each is its own run, and whatever one does to the sound runs shows. */
const together = 10;
const figuresSql =
  `SELECT run_id, count(*) AS n, sum(ttft_s) AS sum, median(e2e_tokens_per_s) AS rate,
  quantile_cont(tpot_s, 0.9) AS tpot, count(inter_chunk_s) AS lists, min(started_at) AS first,
  any_value(workload_hash) AS workload FROM requests WHERE run_id IN ('a', 'b')
  AND run_id IN (SELECT run_id FROM latest) GROUP BY run_id ORDER BY run_id`;
const figures = async (db: Database) => [
  (await db.query(figuresSql)).rows,
  (await db.query("SELECT * FROM runs WHERE run_id IN ('a', 'b') ORDER BY run_id")).rows,
];

async function opened<T>(db: Promise<Database>, look: (db: Database) => Promise<T>): Promise<T> {
  const open = await db;
  try {
    return await look(open);
  } finally {
    open.close();
  }
}

/** All of them in one store, beside the sound runs: made once for both tests. */
const all = await Deno.makeTempDir({ prefix: "tokenboard-" });
addEventListener("unload", () => Deno.removeSync(all, { recursive: true }));
await writeSound(all);
const mutated = await writeAllMutated(all, many);

Deno.test(`${many} mutated run folders change no sound run, and are read whole or left out by name`, async () =>
  await inFolder(async (folder) => {
    await inFolder(async (untouched) => {
      await writeUntouched(untouched);
      const as = await opened(
        openStore(untouched),
        (db) => db.query(`${observations("u")} ORDER BY request_index`),
      );
      const before = await opened(openRuns(sound.map((id) => `${all}/${id}`)), figures);
      assert.equal((before[0] as unknown[]).length, 2);
      for (let from = 0; from < many; from += together) {
        const store = `${folder}/store`;
        await Deno.mkdir(store);
        await copySound(all, store);
        const made = mutated.slice(from, from + together);
        // A folder is moved as it is, whatever was made of it, and back again.
        for (const { name } of made) await Deno.rename(`${all}/${name}`, `${store}/${name}`);
        const { broken, runs } = await findRuns(store);
        const reasons = new Map(broken.map(({ folder, reason }) => [folder, reason]));
        assert.equal(broken.length + runs.length, sound.length + made.length, `from ${from}`);
        await opened(openStore(store), async (db) => {
          assert.deepEqual(await figures(db), before, `from ${from}`);
          for (const { run_id, mutation: { name, then } } of made) {
            const reason = reasons.get(`${store}/${run_id}`);
            reasons.delete(`${store}/${run_id}`);
            const what = `${run_id}: ${name}: ${reason}`;
            if (then !== "either") assert.equal(reason === undefined, then === "kept", what);
            const own = await db.query(`${observations(run_id)} ORDER BY request_index`);
            if (reason !== undefined) {
              assert.ok(reason.length > 10 && !reason.includes(`${store}/m`), what);
              assert.equal(own.rows.length, 0, what);
            } else {
              // A summary is made of the rows of its run alone, as when a benchmark ends.
              const run = runs.filter((run) => run.run_id === run_id);
              await withRuns(db, run, () => summarise(db, run_id));
            }
            if (then === "kept") assert.deepEqual(own, as, what);
          }
        });
        assert.deepEqual([...reasons], [], "nothing else is left out");
        for (const { name } of made) await Deno.rename(`${store}/${name}`, `${all}/${name}`);
        await Deno.remove(store, { recursive: true });
      }
    });
  }));

Deno.test("over a store of all of them sql answers, bench measures, and both name what they leave out", async () => {
  const folder = all;
  const { broken } = await findRuns(folder);
  assert.ok(broken.length > many / 3, `${broken.length} are left out`);
  const before = await opened(openRuns(sound.map((id) => `${folder}/${id}`)), figures);
  const names = (err: string) => {
    for (const { folder } of broken) {
      assert.ok(err.includes(`Left out: ${folder}: `), folder);
    }
  };
  const sql = await run(["sql", "--json", "--results-dir", folder, figuresSql]);
  assert.deepEqual([sql.code, JSON.parse(sql.out)], [0, before[0]], sql.err);
  names(sql.err);
  const check = await run(["runs", "check", "--json", "--results-dir", folder]);
  const found = JSON.parse(check.out) as { folder: string; left_out: string | null }[];
  assert.equal(check.code, 1);
  assert.deepEqual(
    found.filter((f) => f.left_out !== null).map((f) => f.folder),
    broken.map((b) => b.folder),
  );
  const bench = await run([
    "bench",
    ...smallRun(3, 1),
    "--llm-api=openai",
    "--base-url=http://127.0.0.1:9/v1",
    "--json",
    "--results-dir",
    folder,
  ], { OPENAI_API_KEY: "sk-test-none-at-all" });
  // Nobody listens there: what was not answered is a row all the same, and the summary says so.
  assert.equal(bench.code, 1, bench.err);
  assert.equal(JSON.parse(bench.out).targets[0].counts.succeeded, 0);
  names(bench.err);
  assert.deepEqual(await opened(openStore(folder), figures), before);
  await opened(openStore(folder), async (db) => {
    const alone = await opened(openRuns([`${folder}/a`]), (own) => summarise(own, "a"));
    assert.deepEqual(await summarise(db, "a"), alone);
  });
});
