import assert from "node:assert/strict";
import type { Row } from "../../../benchmarks/record/record.ts";
import { takeShard } from "../../../benchmarks/shards/claim.ts";
import { commitShard } from "../../../benchmarks/shards/commit.ts";
import { startParts } from "../../../benchmarks/shards/parts/parts.ts";
import { PartsWriter } from "../../../benchmarks/shards/parts/parts_writer.ts";
import { attemptWord } from "../../../benchmarks/store/journal/finished.ts";
import { inFolder } from "../../support/bench.ts";
import {
  filesOfShard,
  planSha256,
  shardFolder,
  storeIn,
} from "../../support/stores/sharded_store.ts";
import {
  attemptsOf,
  begin,
  finish,
  into,
  load,
  pace,
  rows,
  shard,
  words,
  writerOf,
} from "./shard_life.ts";

const all = rows.map((row) => attemptWord(row)).sort();

Deno.test("a shard killed after a part goes on from an empty disk: every planned row is there once", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const first = `${folder}/first`;
    const writer = await writerOf(store, first);
    await load(first, rows.slice(0, 30));
    await writer.write();
    await load(first, rows.slice(30, 50), true); // lost with the disk
    await Deno.remove(first, { recursive: true });

    const second = `${folder}/second`;
    const said: string[] = [];
    const { finished } = await begin(store, second, said);
    assert.match(said[0], /^shard 0 of 1 of run shared was begun by process \d+ on .+: going on/);
    assert.equal(finished.done.size, 30);
    await load(second, rows.filter((row) => !finished.done.has(attemptWord(row))));
    assert.deepEqual((await finish(store, second)).sort(), all);
    assert.equal(filesOfShard(store, 0).filter((name) => name.startsWith("part-")).length, 2);
  }));

Deno.test("a shard killed between two parts goes on from its journal: no row is committed again", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const work = `${folder}/work`;
    const writer = await writerOf(store, work);
    await load(work, rows.slice(0, 30));
    await writer.write();
    await writer.write();
    await load(work, rows.slice(30, 50), true);
    assert.equal(filesOfShard(store, 0).length, 1);

    const said: string[] = [];
    const { finished, brought, committed } = await begin(store, work, said);
    assert.deepEqual([said, finished.done.size, committed.size], [[], 50, 30]);
    const again = new PartsWriter(store.place, words, {
      ...{ folder: work, into, keepText: false, parts: brought.parts.length, committed },
    });
    await again.write();
    await load(work, rows.slice(50), true);
    assert.deepEqual((await finish(store, work)).sort(), all);
    const names = filesOfShard(store, 0).filter((name) => name.startsWith("part-"));
    assert.deepEqual(names.map((name) => name.split("-")[1]), ["0", "1", "2"]);
  }));

Deno.test("an attempt that was cut is in no part until its load is over, and gives way to one made again", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const work = `${folder}/work`;
    const writer = await writerOf(store, work);
    const cut = (row: Row): Row => ({ ...row, status: "incomplete" });
    await load(work, [...rows.slice(0, 5), cut(rows[5]), cut(rows[6])]);
    await writer.write();
    const { committed } = await begin(store, work);
    assert.equal(committed.size, 5);
    // Of two that were cut one is made again.
    await load(work, rows.toSpliced(6, 1).slice(5), true);
    await finish(store, work);
    const found = await attemptsOf(store);
    assert.equal(found.length, rows.length);
    assert.deepEqual(found.filter(({ status }) => status === "incomplete").map(attemptWord), [
      attemptWord(rows[6]),
    ]);
  }));

Deno.test("parts count tokens as sealing does", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const work = `${folder}/work`;
    const writer = await writerOf(store, work);
    await load(work, rows.slice(0, 20));
    await writer.write();
    await load(work, rows.slice(20), true);
    await finish(store, work);
    assert.ok((await attemptsOf(store)).every(({ output_tokens }) => output_tokens === 3));
  }));

Deno.test("half a part that a killed upload left is said, and its rows are made again", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const first = `${folder}/first`;
    const writer = await writerOf(store, first);
    await load(first, rows.slice(0, 30));
    await writer.write();
    const [part] = filesOfShard(store, 0);
    await Deno.truncate(`${shardFolder(store, 0)}/${part}`, 900);

    const said: string[] = [];
    const { finished } = await begin(store, `${folder}/second`, said);
    assert.equal(finished.done.size, 0);
    assert.equal(
      said.at(-1),
      `${into}/${part} is not whole, or no file of rows: its rows are made again.`,
    );
    await load(`${folder}/second`, rows);
    assert.deepEqual((await finish(store, `${folder}/second`)).sort(), all);
  }));

Deno.test("a place that cannot be reached at the end: a sentence, and the same again commits without load", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const work = `${folder}/work`;
    await load(work, rows);
    await Deno.writeTextFile(`${folder}/store`, "no folder");
    await assert.rejects(
      () => finish(store, work),
      new RegExp(
        `^Error: The rows of shard 0 of 1 of run shared are not all in ${store.place.name}: .*` +
          `They are kept in ${work}; the same command again puts them there, and sends nothing\\.$`,
      ),
    );
    await Deno.remove(`${folder}/store`);
    const manifest = await commitShard({
      ...{ place: store.place, folder: work, shard, planSha256, planned: 120 },
      ...{ clock: { before: null, after: null }, whole: true },
    });
    assert.equal(manifest!.parts.reduce((sum, part) => sum + part.rows, 0), rows.length);
  }));

Deno.test("the thread makes parts while the load goes on, and says once that a place is gone", () =>
  inFolder(async (folder) => {
    // Behind a link, so that it is exchanged in one step: the thread would make a folder anew that is only gone.
    await Deno.mkdir(`${folder}/there`);
    await Deno.symlink(`${folder}/there`, `${folder}/store`);
    const store = storeIn(folder);
    const work = `${folder}/work`;
    const { held, committed } = await begin(store, work);
    const said: object[] = [];
    const heard = Promise.withResolvers<void>();
    const thread = startParts({
      store: { name: store.place.name, variables: {} },
      parts: { folder: work, into, keepText: false, parts: 0, committed },
      ...{ held, pace, partMs: 20 },
    }, (what) => (said.push(what), heard.resolve()));
    try {
      await load(work, rows.slice(0, 20));
      while (!filesOfShard(store, 0).length) await new Promise((done) => setTimeout(done, 10));
      await Deno.writeTextFile(`${folder}/none`, "no folder");
      await Deno.rename(`${folder}/none`, `${folder}/store`);
      await heard.promise;
    } finally {
      await thread.stop();
    }
    assert.equal(said.length, 1);
    assert.deepEqual(Object.keys(said[0]), ["failed"]);
  }));

Deno.test("the thread says that another process has the shard, and makes nothing more", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const work = `${folder}/work`;
    const { held, committed } = await begin(store, work);
    await takeShard(store.place, into, `${folder}/another`, pace);
    const heard = Promise.withResolvers<object>();
    const thread = startParts({
      store: { name: store.place.name, variables: {} },
      parts: { folder: work, into, keepText: false, parts: 0, committed },
      ...{ held, pace, partMs: 20 },
    }, heard.resolve);
    try {
      assert.deepEqual(Object.keys(await heard.promise), ["taken"]);
      await load(work, rows.slice(0, 20));
    } finally {
      await thread.stop();
    }
    assert.deepEqual(filesOfShard(store, 0), []);
  }));
