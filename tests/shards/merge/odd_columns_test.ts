/** Parts whose columns are not the record's: one sentence names the part and the column, and no row is lost. */
import assert from "node:assert/strict";
import { bringParts, sha256Of } from "../../../benchmarks/shards/parts/local_parts.ts";
import { partName } from "../../../benchmarks/shards/paths.ts";
import { openDuckdb, parquetFiles, quote } from "../../../benchmarks/store/duckdb.ts";
import { inFolder } from "../../support/bench.ts";
import {
  commitRows,
  filesOfShard,
  mergedRows,
  mergeIn,
  rowsOf,
  runId,
  shardFolder,
  type Store,
  storeIn,
} from "../../support/stores/sharded_store.ts";

const all = rowsOf(10, 2);

/** Puts a part of shard 1 there anew, as `select` (SQL over its rows) makes it, and has its manifest name it. */
async function rewrite(store: Store, select: string): Promise<string> {
  const folder = shardFolder(store, 1);
  const manifest = JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`));
  const [part] = manifest.parts;
  const path = `${store.folder}/other.parquet`;
  const db = await openDuckdb();
  await db.run(
    `COPY (SELECT ${select} FROM ${parquetFiles([`${folder}/${part.file}`])}) TO ${
      quote(path)
    } (FORMAT parquet)`,
  );
  db.close();
  const bytes = await Deno.readFile(path);
  const sha256 = sha256Of(bytes);
  const file = partName(0, sha256);
  await Deno.writeFile(`${folder}/${file}`, bytes);
  manifest.parts = [{ ...part, file, bytes: bytes.length, sha256 }];
  await Deno.writeTextFile(`${folder}/manifest.json`, JSON.stringify(manifest));
  return file;
}

/** The columns of a part, and what is said of it; null where it is merged. */
const cases: [select: string, said: string | null][] = [
  ["* EXCLUDE (attempt, status)", "it has no column attempt, status"],
  ["1 AS a, 'x' AS b", "it has no column run_id, config_name, provider"],
  [
    "* REPLACE (ttft_s::VARCHAR || ' s' AS ttft_s)",
    "its column ttft_s holds VARCHAR instead of DOUBLE",
  ],
  [
    "* REPLACE (output_tokens + 0.5::DOUBLE AS output_tokens)",
    "its column output_tokens holds values that are no INTEGER",
  ],
  // Nothing is lost by columns of others, nor by a type that holds the same.
  ["*, 1 AS own, request_index::BIGINT AS place", null],
  ["* REPLACE (request_index::BIGINT AS request_index)", null],
];

Deno.test("a shard that is gone on with makes the rows again whose part is no file of rows", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    for (const k of [0, 1]) {
      await commitRows(store, all.filter(({ shard }) => shard === k), k, 2);
    }
    const [sound] = filesOfShard(store, 1).filter((name) => name.startsWith("part-"));
    const odd = await rewrite(store, "1 AS a");
    const { parts, broken } = await bringParts(
      store.place,
      `runs/${runId}/shard=1`,
      `${folder}/elsewhere`,
    );
    assert.deepEqual([parts.map(({ file }) => file), broken], [[sound], [odd]]);
  }));

for (const [select, said] of cases) {
  Deno.test(`merging a part with ${select} ${said ? `says that ${said}` : "loses nothing"}`, () =>
    inFolder(async (folder) => {
      const store = storeIn(folder);
      for (const k of [0, 1]) {
        await commitRows(store, all.filter(({ shard }) => shard === k), k, 2);
      }
      const file = await rewrite(store, select);
      const { state, lacking } = (await mergeIn(store))!;
      if (said === null) {
        assert.equal(state, "merged", lacking.join(" "));
        assert.deepEqual(await mergedRows(store), { n: 30, keys: 30 });
        return;
      }
      assert.deepEqual([state, lacking.length], ["lacking", 1]);
      assert.ok(
        lacking[0].startsWith(`${file} of shard 1 cannot be merged: ${said}`),
        lacking[0],
      );
      assert.doesNotMatch(lacking[0], /Error|Parquet|\n/);
    }));
}
