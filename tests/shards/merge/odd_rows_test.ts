/** Rows that are there twice or not at all, and shards that never came. */
import assert from "node:assert/strict";
import type { Row } from "../../../benchmarks/record/record.ts";
import { inFolder } from "../../support/bench.ts";
import {
  commitRows,
  mergedRows,
  mergeIn,
  rowsOf,
  runFile,
  runId,
  shardFolder,
  storeIn,
} from "../../support/stores/sharded_store.ts";

const all = rowsOf(40, 2);
const ofShard = (k: number) => all.filter((row) => row.shard === k);

Deno.test("attempts that two parts of a shard have, or two shards, count once", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    await commitRows(store, [...ofShard(0), ...ofShard(1).slice(0, 3)], 0, 2);
    await commitRows(store, ofShard(1), 1, 2);
    // Two parts of shard 1 with the same rows, as of two writers, both named by its manifest.
    const other = storeIn(`${folder}/elsewhere`);
    const cut = ofShard(1).slice(0, 7).map((row) => ({ ...row, status: "incomplete" as const }));
    const { parts: [more] } = await commitRows(other, cut, 1, 2);
    await Deno.copyFile(
      `${shardFolder(other, 1)}/${more.file}`,
      `${shardFolder(store, 1)}/${more.file}`,
    );
    const path = `${shardFolder(store, 1)}/manifest.json`;
    const manifest = JSON.parse(await Deno.readTextFile(path));
    manifest.parts.unshift(more);
    await Deno.writeTextFile(path, JSON.stringify(manifest));

    const outcome = await mergeIn(store);
    assert.equal(outcome!.state, "merged", outcome!.lacking.join(" "));
    assert.deepEqual(outcome!.notes, [
      "7 rows of shard 1 are of attempts that have another one: each attempt counts once.",
      "3 rows are of attempts that another shard has, too: each attempt counts once.",
    ]);
    assert.deepEqual(await mergedRows(store), { n: 120, keys: 120 });
    // Of two rows of an attempt the one that was cut gives way.
    assert.deepEqual((await runFile(store)).counts, { failed: 9, ok: 111 });
  }));

Deno.test("planned requests without a row make the run no result, unless the shard says why", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    await commitRows(store, ofShard(0), 0, 2, {}, 62);
    await commitRows(store, ofShard(1), 1, 2, {}, 60);
    assert.equal((await mergeIn(store))!.state, "merged");
    assert.equal((await runFile(store)).invalid, "2 planned requests of shard 0 have no row");
  }));

Deno.test("requests whose rows are another shard's, under its name or under theirs, have no row", async (t) => {
  const cases: [string, (row: Row) => Row, string][] = [
    [
      "the very rows",
      (row) => row,
      "60 planned requests of shard 1 have no row; 60 rows of shard 1 say another shard",
    ],
    [
      "rows that say they are its own",
      (row) => ({ ...row, shard: 1 }),
      "60 planned requests of all shards have no row",
    ],
  ];
  for (const [reading, copied, invalid] of cases) {
    await t.step(reading, () =>
      inFolder(async (folder) => {
        const store = storeIn(folder);
        await commitRows(store, ofShard(0), 0, 2);
        await commitRows(store, ofShard(0).map(copied), 1, 2);
        assert.equal((await mergeIn(store))!.state, "merged");
        assert.equal((await runFile(store)).invalid, invalid);
        assert.deepEqual(await mergedRows(store), { n: 60, keys: 60 });
      }));
  }
});

Deno.test("without a shard that never came there is an invalid run that says so; when it comes, the whole one", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    await store.place.writeOnce(
      `runs/${runId}/plan.json`,
      new TextEncoder().encode(`{"plan_sha256":"${"5".repeat(64)}","shards":2}\n`),
    );
    await commitRows(store, ofShard(1), 1, 2);
    const before = await mergeIn(store);
    assert.equal(before!.state, "lacking");
    assert.deepEqual(before!.lacking, ["Shard 0 of 2 has left nothing: not begun, or elsewhere."]);
    assert.equal((await mergeIn(store, { withoutMissing: true }))!.state, "merged");
    assert.equal(
      (await runFile(store)).invalid,
      "shard 0 of 2 missing: no row of theirs is here",
    );
    assert.deepEqual(await mergedRows(store), { n: 60, keys: 60 });
    // Its publisher may have said something of it.
    const said = { note: "A test." };
    const path = `${folder}/store/runs/${runId}/run.json`;
    await Deno.writeTextFile(path, JSON.stringify({ ...await runFile(store), publisher: said }));

    await commitRows(store, ofShard(0), 0, 2);
    assert.equal((await mergeIn(store))!.state, "merged");
    const { invalid, publisher } = await runFile(store);
    assert.deepEqual([invalid, publisher], [null, said]);
    assert.deepEqual(await mergedRows(store), { n: 120, keys: 120 });
  }));
