/** Whatever lies where shards commit: nothing is lost, nothing counts twice, and one sentence says what is odd. */
import assert from "node:assert/strict";
import { inFolder } from "../../support/bench.ts";
import {
  commitRows,
  filesOfShard,
  mergedRows,
  mergeIn,
  rowsOf,
  runFile,
  runId,
  shardFolder,
  type Store,
  storeIn,
} from "../../support/stores/sharded_store.ts";

const all = rowsOf(40, 2);
const ofShard = (k: number) => all.filter((row) => row.shard === k);
const partOf = (store: Store, k: number) =>
  filesOfShard(store, k).filter((name) => name.startsWith("part-"));

/** A store with both shards of a run committed. */
const whole = (test: (store: Store) => Promise<void>) =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    for (const k of [0, 1]) await commitRows(store, ofShard(k), k, 2);
    await test(store);
  });

/** Merging says this one sentence and makes nothing; when it is `mended` it makes the whole run. */
async function lacks(store: Store, sentence: RegExp, mend: () => Promise<unknown>) {
  const outcome = await mergeIn(store);
  assert.equal(outcome!.state, "lacking");
  assert.equal(outcome!.lacking.length, 1, outcome!.lacking.join(" "));
  assert.match(outcome!.lacking[0], sentence);
  await assert.rejects(runFile(store), Deno.errors.NotFound);
  await mend();
  assert.equal((await mergeIn(store))!.state, "merged");
  assert.deepEqual(await mergedRows(store), { n: 120, keys: 120 });
}

Deno.test("a part cut short is named by its bytes", () =>
  whole(async (store) => {
    const [part] = partOf(store, 1);
    const path = `${shardFolder(store, 1)}/${part}`;
    const bytes = await Deno.readFile(path);
    await Deno.truncate(path, 1000);
    const n = bytes.length.toLocaleString("en-US");
    await lacks(
      store,
      new RegExp(`^${part} of shard 1 has 1,000 bytes, and its manifest says ${n}\\.$`),
      () => Deno.writeFile(path, bytes),
    );
  }));

Deno.test("a part whose content was changed is named, though its length is the same", () =>
  whole(async (store) => {
    const [part] = partOf(store, 0);
    const path = `${shardFolder(store, 0)}/${part}`;
    const bytes = await Deno.readFile(path);
    await Deno.writeFile(path, bytes.with(500, bytes[500] ^ 1));
    await lacks(
      store,
      new RegExp(`^${part} of shard 0 is not what its manifest names: its content was changed\\.$`),
      () => Deno.writeFile(path, bytes),
    );
  }));

Deno.test("a manifest whose part is not there is named with the part", () =>
  whole(async (store) => {
    const [part] = partOf(store, 0);
    const path = `${shardFolder(store, 0)}/${part}`;
    const bytes = await Deno.readFile(path);
    await Deno.remove(path);
    await lacks(
      store,
      new RegExp(`^Shard 0 lacks ${part}, which its manifest names\\.$`),
      () => Deno.writeFile(path, bytes),
    );
  }));

Deno.test("a shard with parts and no manifest is not done", () =>
  whole(async (store) => {
    const path = `${shardFolder(store, 1)}/manifest.json`;
    const text = await Deno.readTextFile(path);
    await Deno.remove(path);
    await lacks(
      store,
      /^Shard 1 is not done: it has one part and no manifest\.$/,
      () => Deno.writeTextFile(path, text),
    );
  }));

Deno.test("half a manifest is none", () =>
  whole(async (store) => {
    const path = `${shardFolder(store, 1)}/manifest.json`;
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.slice(0, text.length / 2));
    await lacks(
      store,
      /^The manifest of shard 1 is not whole JSON\.$/,
      () => Deno.writeTextFile(path, text),
    );
  }));

Deno.test("a shard of another plan, configuration or number of shards is named", async (t) => {
  const cases: [string, (store: Store) => Promise<unknown>, RegExp][] = [
    [
      "plan",
      (store) => commitRows(store, ofShard(1), 1, 2, {}, 60, "6".repeat(64)),
      /^Shard 1 has another plan than shard 0\.$/,
    ],
    [
      "configuration",
      (store) => commitRows(store, ofShard(1), 1, 2, { config_hash: "d" }),
      /^Shard 1 has another configuration than shard 0\.$/,
    ],
    [
      "number of shards",
      (store) => commitRows(store, ofShard(1), 1, 3),
      /^Shard 1 is one of 3 shards, and the run has 2\.$/,
    ],
  ];
  for (const [reading, commit, sentence] of cases) {
    await t.step(reading, () =>
      inFolder(async (folder) => {
        const store = storeIn(folder);
        await commitRows(store, ofShard(0), 0, 2);
        await commit(store);
        await lacks(store, sentence, async () => {
          await Deno.remove(shardFolder(store, 1), { recursive: true });
          await commitRows(store, ofShard(1), 1, 2);
        });
      }));
  }
});

Deno.test("a run of one process that has their name stays, and the shards' run is not whole", () =>
  whole(async (store) => {
    const path = `${store.folder}/store/runs/${runId}/run.json`;
    await Deno.writeTextFile(path, JSON.stringify({ run_id: runId, counts: { ok: 12 } }));
    for (const withoutMissing of [false, true]) {
      const outcome = await mergeIn(store, { withoutMissing });
      assert.equal(outcome!.state, "lacking");
      assert.equal(outcome!.lacking.length, 1);
      assert.match(
        outcome!.lacking[0],
        /run\.json in .+ is of a run of that name that one process/,
      );
    }
    assert.deepEqual((await runFile(store)).counts, { ok: 12 });
  }));

Deno.test("a part that no manifest names is not counted, and said", () =>
  whole(async (store) => {
    // Another process of the same shard made some requests again before it heard of this one.
    const other = storeIn(`${store.folder}/elsewhere`);
    await commitRows(other, ofShard(1).slice(0, 7), 1, 2);
    const [part] = partOf(other, 1);
    await Deno.copyFile(`${shardFolder(other, 1)}/${part}`, `${shardFolder(store, 1)}/${part}`);
    const outcome = await mergeIn(store);
    assert.equal(outcome!.state, "merged");
    assert.deepEqual(outcome!.notes, [
      `${part} of shard 1 is in no manifest: its rows are not counted.`,
    ]);
    assert.deepEqual(await mergedRows(store), { n: 120, keys: 120 });
  }));
