/** Shards that wait for each other in a folder, and begin together. */
import assert from "node:assert/strict";
import { folderPlace } from "../../benchmarks/places/folder.ts";
import type { Row } from "../../benchmarks/record/record.ts";
import { meetings, pollS, type Rendezvous } from "../../benchmarks/shards/rendezvous.ts";
import { placeClock } from "../../benchmarks/shards/clocks/ask.ts";
import { together } from "../../benchmarks/shards/together.ts";
import { sleep, startClock } from "../../benchmarks/wire/clock.ts";
import { inFolder } from "../support/bench.ts";
import { inTries } from "../support/tries.ts";
import { rawServer } from "../support/server.ts";
import { run, stream, turn } from "../bench/turns.ts";

const count = 4;
const load = {
  shape: "open",
  rate: 100,
  arrivals: "constant",
  burstiness: 1,
  max_lag_s: 5,
} as const;
const micros = (iso: string | null) => Date.parse(iso!) * 1000 + Number(iso!.slice(-4, -1));
const shardOf = (folder: string, index: number, over: Partial<Rendezvous> = {}): Rendezvous => ({
  place: folderPlace(folder),
  runId: "r",
  shard: { index, count },
  withinS: 30,
  leadS: 0.7,
  nowMs: () => Date.now(),
  say: () => {},
  ...over,
});

/** What shard `index` sends and drops of two turns of 40 arrivals, 20 ms apart. */
async function shardRows(url: string, folder: string, index: number) {
  const clock = startClock();
  const said: string[] = [];
  const met = await together(
    {
      agree: (told) => meetings(shardOf(folder, index, told)),
      source: placeClock(folderPlace(folder)),
      ...{ serve: null, shard: index },
    },
    clock,
    (words) => said.push(words),
  );
  const own = (block: number) => ({
    ...turn(40, { block }),
    items: turn(40).items.map((item, i) => ({ ...item, block, scheduledS: i / 50 }))
      .filter((_, i) => i % count === index),
  });
  const { rows } = await run(url, {
    ...{ turns: [own(0), own(1)], clock, load, concurrency: 100, start: met.start },
  });
  const clocks = await met.measured(() => true);
  await met.close(() => true);
  return { rows, said, clocks };
}

const startOf = async (folder: string, turn = "") =>
  Date.parse(JSON.parse(await Deno.readTextFile(`${folder}/runs/r/${turn}start.json`)).at) * 1000;
const offsets = (rows: Row[], start: number) =>
  rows.toSorted((a, b) => a.request_index - b.request_index)
    .map((row) => [row.request_index, micros(row.scheduled_at) - start]);

Deno.test("shards begin every turn together, and one that comes again drops what is past", () =>
  inFolder(async (folder) => {
    const server = await rawServer((socket) => void socket.write(stream));
    try {
      // An earlier life of shard 3 says that it is ready, and is killed when all are.
      let beat = 0;
      const earlier = setInterval(() =>
        shardOf(folder, 3).place.write(
          "runs/r/ready/3.json",
          new TextEncoder().encode(`{"beat":${beat++}}`),
        ), 50);
      const early = [0, 1, 2].map((index) => shardRows(server.url, folder, index));
      while (await Deno.stat(`${folder}/runs/r/start.json`).catch(() => null) === null) {
        await sleep(20);
      }
      clearInterval(earlier);
      // Of its ten arrivals, 80 ms apart, four are past when it comes back.
      const start = await startOf(folder);
      await sleep(start / 1000 + 320 - Date.now());
      const late = await shardRows(server.url, folder, 3);
      const rows = [...await Promise.all(early), late].flatMap((shard) => shard.rows);
      const second = await startOf(folder, "turns/1/");
      assert.ok(second > start + 800_000);
      for (const [block, at] of [start, second].entries()) {
        const own = rows.filter((row) => row.block === block);
        // Every arrival has its row, at its own distance from the start, whoever made it.
        assert.deepEqual(offsets(own, at), Array.from({ length: 40 }, (_, i) => [i, i * 20_000]));
        const sent = own.filter((row) => row.status === "ok");
        assert.ok(sent.every((row) => micros(row.started_at) >= at), "sent before the start");
        const missed = own.filter((row) => row.error_code === "late_start");
        assert.equal(sent.length + missed.length, 40);
        // On a busy machine another may come late, too.
        if (block > 0) continue;
        const again = missed.filter((row) => row.request_index % count === 3);
        assert.deepEqual(again.map((row) => row.request_index).slice(0, 4), [3, 7, 11, 15]);
      }
      // One machine has one clock: as far as it can be told, no shard's is away from it.
      for (const { clocks } of [...await Promise.all(early), late]) {
        for (const found of [clocks.before, clocks.after]) {
          if (!found) assert.fail(JSON.stringify(clocks));
          assert.ok(Math.abs(found.offset_s) <= found.uncertainty_s + 0.002, JSON.stringify(found));
        }
        assert.equal(micros(clocks.start_at!), start);
      }
    } finally {
      await server.close();
    }
  }));

Deno.test("who is missing is named while shards wait, and when they wait no longer", () =>
  inTries(() =>
    inFolder(async (folder) => {
      const said: string[] = [];
      const say = (words: string) => void said.push(words);
      const of = (index: number) => shardOf(folder, index, { withinS: 1, say });
      const ends = await Promise.allSettled(
        [0, 2].map((index) => meetings(of(index))(0, () => true)),
      );
      assert.match(
        String((ends[0] as PromiseRejectedResult).reason),
        /^Error: Shards 1 and 3 of 4 were not ready within 1 s \(--start-within\): nothing was measured\./,
      );
      assert.ok(said.includes("2 of 4 shards are ready; waiting for 1 and 3."), said.join("\n"));
      // Who has gone is not ready: who begins again waits for all of them.
      assert.deepEqual(await of(0).place.list("runs/r/ready/"), []);
      // A run of another size is not waited for.
      await Deno.mkdir(`${folder}/runs/r/ready`, { recursive: true });
      await Deno.writeTextFile(`${folder}/runs/r/ready/7.json`, "{}");
      await assert.rejects(
        () => meetings(of(0))(0, () => true),
        /^Error: Shard 7 is there, but this is a run of 4/,
      );
      await Deno.remove(`${folder}/runs/r/ready/7.json`);
      // Later turns go on without who is gone, and wait for them once.
      const meet = meetings(of(0));
      for (const nth of [1, 2]) {
        const began = Date.now();
        const start = await meet(nth, () => true);
        assert.ok(start > began);
        assert.equal(Date.now() - began > 900, nth === 1, `turn ${nth}`);
      }
      assert.match(said.at(-1)!, /^Shards 1, 2 and 3 of 4 were not heard of: the run goes on/);
      // Ctrl-C ends a wait at once; a start that stands is found at once, whatever it says.
      assert.ok(Number.isNaN(await meetings(of(1))(0, () => false)));
      await Deno.writeTextFile(`${folder}/runs/r/start.json`, `{"at":"2026-01-02T00:00:00Z"}`);
      assert.equal(await meetings(of(1))(0, () => true), Date.UTC(2026, 0, 2));
      await Deno.writeTextFile(`${folder}/runs/r/start.json`, `{"at":`);
      await assert.rejects(
        () => meetings(of(1))(0, () => true),
        /start.json in .* says no time to begin at: Write it as .+ Remove it, and begin again/,
      );
      for (const at of ['"9999-01-01T00:00:00Z"', "5", '"5"']) {
        await Deno.writeTextFile(`${folder}/runs/r/start.json`, `{"at":${at}}`);
        await assert.rejects(() => meetings(of(1))(0, () => true), /says no time to begin at/);
      }
    })
  ));

Deno.test("the mark of a shard that was killed does not count: its run begins once it is there again", () =>
  inFolder(async (folder) => {
    const mark = "runs/r/ready/3.json";
    await shardOf(folder, 3).place.write(mark, new TextEncoder().encode("{}"));
    let begun = 0;
    const early = [0, 1, 2].map((index) =>
      meetings(shardOf(folder, index))(0, () => true).then((start) => (begun++, start))
    );
    // The others say again and again that they are there, and that is more than any of them waits for.
    const beats = async () =>
      JSON.parse(await Deno.readTextFile(`${folder}/runs/r/ready/1.json`).catch(() => "{}")).beat;
    while (!(await beats() >= 2)) await sleep(50);
    assert.equal(begun, 0);
    const starts = await Promise.all([...early, meetings(shardOf(folder, 3))(0, () => true)]);
    assert.deepEqual(new Set(starts).size, 1);
  }));

Deno.test("thousands of shards ask a store no more often than a few hundred", () => {
  assert.deepEqual([1, 4, 100, 1000].map((count) => pollS({ index: 0, count })), [
    0.5,
    0.5,
    0.5,
    5,
  ]);
});
