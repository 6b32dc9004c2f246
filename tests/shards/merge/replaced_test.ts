/** A run that is merged again with a shard that came late: whoever reads meanwhile has one run or the other, whole. */
import assert from "node:assert/strict";
import type { Place } from "../../../benchmarks/places/place.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { inFolder } from "../../support/bench.ts";
import {
  commitRows,
  mergedRows,
  mergeIn,
  rowsOf,
  runId,
  type Store,
  storeIn,
} from "../../support/stores/sharded_store.ts";

const all = rowsOf(20, 2);

/** The store with the run of shard 1 alone, and shard 0 that came after it. */
async function lateStore(folder: string): Promise<Store> {
  const store = storeIn(folder);
  await commitRows(store, all.filter(({ shard }) => shard === 1), 1, 2);
  assert.equal((await mergeIn(store, { withoutMissing: true }))!.state, "merged");
  await commitRows(store, all.filter(({ shard }) => shard === 0), 0, 2);
  return store;
}

/** What a reader has: rows of how many shards, how many run.json counts, and of how many shards it speaks. */
async function read({ folder }: Store) {
  const db = await openStore(`${folder}/store`);
  try {
    const { rows: [one] } = await db.query(
      `SELECT (SELECT count(*) FROM requests) AS rows, counts, each_shard FROM runs`,
    );
    const counts: number[] = Object.values(JSON.parse(String(one.counts)));
    return [
      one.rows,
      counts.reduce((sum, n) => sum + n, 0),
      JSON.parse(String(one.each_shard)).length,
    ];
  } finally {
    db.close();
  }
}

/** The same place, of which every change is told before it is made. */
const watched = (place: Place, before: (change: string) => Promise<void>): Place => ({
  ...place,
  async write(path, from) {
    await before(`put ${path.slice(`runs/${runId}/`.length)}`);
    await place.write(path, from);
  },
  async remove(path) {
    await before(`remove ${path.slice(`runs/${runId}/`.length)}`);
    await place.remove(path);
  },
});

Deno.test("at every moment of a second merge a reader has rows and run.json of one and the same merge", () =>
  inFolder(async (folder) => {
    const store = await lateStore(folder);
    const [fewer, whole] = [[30, 30, 1], [60, 60, 2]];
    const seen: [change: string, read: unknown][] = [];
    const place = watched(store.place, async (change) => {
      seen.push([change.replace(/-\w+/, "-X"), await read(store)]);
    });
    assert.equal((await mergeIn({ folder, place }))!.state, "merged");
    assert.deepEqual(seen.slice(0, 6), [
      ["put requests-X.parquet", fewer],
      ["put next.json", fewer],
      ["put run.json", fewer],
      ["put requests.parquet", whole],
      ["remove next.json", whole],
      ["remove requests-X.parquet", whole],
    ]);
    assert.deepEqual(await read(store), whole);
  }));

Deno.test("a merge that is killed after its run.json leaves the whole run, and the next one clears up", () =>
  inFolder(async (folder) => {
    const store = await lateStore(folder);
    const killed = watched(store.place, (change) => {
      if (change === "put requests.parquet") throw new Error("killed");
      return Promise.resolve();
    });
    await assert.rejects(mergeIn({ folder, place: killed }), /^Error: killed$/);
    assert.deepEqual(await read(store), [60, 60, 2]);
    // What its publisher says of it changes run.json, and not whose rows are.
    const path = `${folder}/store/runs/${runId}/run.json`;
    const run = JSON.parse(await Deno.readTextFile(path));
    await Deno.writeTextFile(path, JSON.stringify({ ...run, publisher: { note: "late" } }));
    assert.deepEqual(await read(store), [60, 60, 2]);
    assert.equal((await mergeIn(store))!.state, "merged");
    assert.deepEqual(await mergedRows(store), { n: 60, keys: 60 });
    assert.deepEqual((await mergeIn(store))!.state, "was");
    const names = [...Deno.readDirSync(`${folder}/store/runs/${runId}`)].map(({ name }) => name);
    assert.deepEqual(names.filter((name) => /^(requests|next|run)/.test(name)).sort(), [
      "requests.parquet",
      "run.json",
    ]);
  }));

Deno.test("of two who merge a run again at once one takes the rows away that the other names: a reader has them", () =>
  inFolder(async (folder) => {
    const store = await lateStore(folder);
    // The other is through with everything when this one is about to write its run.json.
    const place = watched(store.place, async (change) => {
      if (change !== "put run.json") return;
      const named = await store.place.read(`runs/${runId}/next.json`);
      await mergeIn(store);
      await store.place.write(`runs/${runId}/next.json`, named!);
      assert.deepEqual(await read(store), [60, 60, 2]);
      throw new Error("killed");
    });
    await assert.rejects(mergeIn({ folder, place }), /^Error: killed$/);
    assert.deepEqual(await read(store), [60, 60, 2]);
  }));
