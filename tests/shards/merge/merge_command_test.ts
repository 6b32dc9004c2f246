import assert from "node:assert/strict";
import { inFolder, run } from "../../support/bench.ts";
import { commitRows, rowsOf, runId, storeIn } from "../../support/stores/sharded_store.ts";

Deno.test("merge says what each run lacks, makes those that are whole, and then has nothing to do", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const env = { TOKENBOARD_DATA: `${folder}/store` };
    const all = rowsOf(20, 2);
    await commitRows(store, all.filter(({ shard }) => shard === 1), 1, 2);
    const lacking = await run(["merge"], env);
    assert.equal(lacking.code, 1, lacking.err);
    assert.equal(
      lacking.out,
      `${runId}: not merged, 1 of 2 shards are done.\n` +
        "  Shard 0 of 2 has left nothing: not begun, or elsewhere.\n",
    );
    const listed = await run(["runs"], env);
    assert.match(listed.err, /Left out: .+\/shared: its shards are not merged: 1 of the 1/);

    await commitRows(store, all.filter(({ shard }) => shard === 0), 0, 2);
    // As a shard leaves it that was killed.
    await Deno.writeTextFile(`${folder}/store/runs/${runId}/shard=0/writer-0.json`, "{}");
    const merged = await run(["merge", runId, "--json"], env);
    assert.equal(merged.code, 0, merged.err);
    assert.deepEqual(JSON.parse(merged.out), [{
      ...{ runId, shards: 2, done: 2, rows: 60, lacking: [], notes: [], state: "merged" },
    }]);
    const shown = await run(["runs", "show", runId], env);
    assert.match(
      shown.out,
      /made by +2 shards together\n +shard 0: 30 rows\n +shard 1: 30 rows\n/,
    );
    assert.equal(shown.out.match(/moments of different shards have no order/gi)?.length, 1);
    await Deno.remove(`${folder}/store/runs/${runId}/run.json`);
    const said = await run(["merge", "--store", env.TOKENBOARD_DATA], {});
    assert.match(
      said.out,
      /^shared: merged, 2 of 2 shards, 60 rows\.\n\nRun shared\n36 requests to 3/,
    );
    assert.match(said.out, /\nRows: +\S+\/store\/runs\/shared\/requests\.parquet\n/);
    assert.match(said.out, /\nPages: +deno task site --store \S+\/store\n/);
    const { out } = await run(["runs", "--json"], env);
    assert.equal(JSON.parse(out)[0].run_id, runId);

    assert.deepEqual(
      [...Deno.readDirSync(`${folder}/store/runs/${runId}/shard=0`)].map(({ name }) => name)
        .filter((name) => name.startsWith("writer-")),
      [],
    );
    assert.equal(
      (await run(["merge", runId], env)).out,
      `${runId} is whole: its 2 shards were merged before.\n`,
    );
    const again = await run(["merge"], env);
    assert.deepEqual([again.code, again.out], [
      0,
      `${folder}/store has nothing to merge, its runs of shards are whole: ${runId}.\n`,
    ]);
    const none = await run(["merge", "another"], env);
    assert.equal(none.code, 2);
    assert.match(none.err, /another cannot be merged[\s\S]*has no shard of a run of that name/);
  }));
