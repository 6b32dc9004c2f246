/** One merges what is there while the last shard merges all: in the end rows and run.json are of all. */
import assert from "node:assert/strict";
import type { Place } from "../../../benchmarks/places/place.ts";
import { inFolder } from "../../support/bench.ts";
import {
  commitRows,
  mergedRows,
  mergeIn,
  rowsOf,
  runFile,
  runId,
  storeIn,
} from "../../support/stores/sharded_store.ts";

const all = rowsOf(20, 2);

Deno.test("whichever of two merges writes last, the run is of all shards", async (t) => {
  // Where the merge of fewer shards comes between the writes of the other.
  for (const before of ["requests.parquet", "run.json"]) {
    await t.step(`before its ${before}`, () =>
      inFolder(async (folder) => {
        const store = storeIn(folder);
        for (const k of [0, 1]) {
          await commitRows(store, all.filter(({ shard }) => shard === k), k, 2);
        }
        const { place } = store;
        // As it was before shard 1 was there.
        const earlier: Place = {
          ...place,
          list: async (prefix) =>
            (await place.list(prefix)).filter(({ path }) => !path.includes("shard=1/")),
        };
        let merges = 0;
        const watched: Place = {
          ...place,
          async write(path, from) {
            if (path === `runs/${runId}/${before}` && merges++ === 0) {
              const staging = `${folder}/fewer`;
              const fewer = await mergeIn({ folder, place: earlier }, {
                ...{ staging, withoutMissing: true },
              });
              assert.deepEqual([fewer!.state, fewer!.done], ["merged", 1]);
            }
            await place.write(path, from);
          },
        };
        const merged = await mergeIn({ folder, place: watched });
        assert.deepEqual([merged!.state, merged!.rows], ["merged", 60]);
        assert.deepEqual(await mergedRows(store), { n: 60, keys: 60 });
        assert.equal((await runFile(store)).each_shard.length, 2);
      }));
  }
});

Deno.test("a shard that comes while those that are there are merged is merged, too", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const { place } = store;
    await commitRows(store, all.filter(({ shard }) => shard === 0), 0, 2);
    let isThere = false;
    const watched: Place = {
      ...place,
      async write(path, from) {
        if (path.endsWith("/run.json") && !isThere) {
          isThere = true;
          await commitRows(store, all.filter(({ shard }) => shard === 1), 1, 2);
        }
        await place.write(path, from);
      },
    };
    const merged = await mergeIn({ folder, place: watched }, { withoutMissing: true });
    assert.deepEqual([merged!.state, merged!.done], ["merged", 2]);
    assert.equal((await runFile(store)).invalid, null);
    assert.deepEqual(await mergedRows(store), { n: 60, keys: 60 });
  }));
