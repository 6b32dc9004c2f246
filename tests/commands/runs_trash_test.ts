/** `runs delete` and `restore`: nothing is lost, nothing is written over, and what lies in the trash is no run. */
import assert from "node:assert/strict";
import { deleteRuns, restoreRuns } from "../../benchmarks/commands/runs/trash.ts";
import { toTrash } from "../../benchmarks/store/trash.ts";
import { findRuns } from "../../benchmarks/store/run_folders.ts";
import { lockWriter } from "../../benchmarks/store/journal/writer_lock.ts";
import { filesOf, inFolder, run } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

/** Every file of a store and its bytes. */
const whole = (folder: string) =>
  Object.fromEntries(
    [...filesOf(folder)].sort().map((path) => [
      path.slice(folder.length),
      Deno.readFileSync(path).toHex(),
    ]),
  );

async function runsIn(folder: string) {
  const { runs, broken } = await findRuns(folder);
  return [runs.map((r) => r.run_id).sort(), broken.map((b) => b.folder.split("/").at(-1))];
}

Deno.test("runs delete, then restore: every byte is where it was, at both depths, left-out folders too", () =>
  inFolder(async (folder) => {
    const store = `${folder}/it's a *store`;
    for (
      const [place, run_id] of [["runs", "r-1"], ["runs", "r-2"], ["else", "x-1"], ["", "top"]]
    ) {
      await writeRun(`${store}/${place}`.replace(/\/$/, ""), { run_id }, answers(3, 1));
    }
    await writeRun(`${store}/runs`, { run_id: "broken" }, answers(1, 1));
    await Deno.remove(`${store}/runs/broken/run.json`);
    const before = whole(store);
    const of = { "--results-dir": store };
    const args = (...words: string[]) => ["runs", ...words, ...Object.entries(of).flat()];
    // Nobody can be asked here.
    const asked = await run(args("delete", "r-1", "top"));
    assert.equal(asked.code, 2);
    assert.match(asked.err, /--yes moves/);
    assert.deepEqual(whole(store), before);
    const gone = await run(
      args("delete", "r-1", "x", `${store}/top`, "broken", "--yes", "--json"),
    );
    assert.deepEqual([gone.code, gone.err], [0, ""]);
    assert.deepEqual(JSON.parse(gone.out).map((m: { to: string }) => m.to), [
      `${store}/trash/runs/r-1`,
      `${store}/trash/else/x-1`,
      `${store}/trash/top`,
      `${store}/trash/runs/broken`,
    ]);
    assert.deepEqual(await runsIn(store), [["r-2"], []]);
    const sql = await run(["sql", "--json", "SELECT run_id FROM runs", "--results-dir", store]);
    assert.deepEqual(JSON.parse(sql.out), [{ run_id: "r-2" }]);
    const one = await run(args("restore", "x-1"));
    assert.deepEqual([one.code, one.err], [0, ""]);
    assert.deepEqual((await runsIn(store))[0], ["r-2", "x-1"]);
    // Another run has the place meanwhile: none of them comes back.
    await writeRun(`${store}/runs`, { run_id: "r-1" }, answers(5, 2));
    const unnamed = await run(args("restore"));
    assert.deepEqual([unnamed.code, unnamed.out], [2, ""]);
    assert.match(unnamed.err, /name a run, or give --all: the trash has .*\bbroken\b/);
    assert.equal((await run(args("restore", "top", "--all"))).code, 2);
    const taken = await run(args("restore", "--all"));
    assert.deepEqual([taken.code, taken.out], [1, ""]);
    assert.match(taken.err, /r-1 is there already/);
    assert.deepEqual((await runsIn(store))[0], ["r-1", "r-2", "x-1"]);
    await Deno.remove(`${store}/runs/r-1`, { recursive: true });
    const unknown = await run(args("restore", "nope"));
    assert.match(unknown.err, /no such run in the trash: it has .*\br-1\b/);
    assert.equal((await run(args("restore", "--all"))).code, 0);
    assert.deepEqual(whole(store), before);
    assert.match((await run(args("restore", "--all"))).err, /nothing in the trash/);
  }));

Deno.test("runs delete asks, takes no run that is being made, and moves nothing through a link", () =>
  inFolder(async (folder) => {
    const [store, elsewhere] = [`${folder}/store`, `${folder}/elsewhere`];
    for (const run_id of ["a", "b"]) await writeRun(store, { run_id }, answers(3, 1));
    const options = { resultsDir: store, json: true };
    const questions: string[] = [];
    for (const answer of ["", "n", "no", "yess", null]) {
      const ask = (question: string) => (questions.push(question), answer);
      assert.equal(await deleteRuns(["a", "b"], options, ask), 1);
    }
    assert.deepEqual([...new Set(questions)], ["Move these 2? [y/N]"]);
    assert.deepEqual(await runsIn(store), [["a", "b"], []]);
    const writer = await lockWriter(`${store}/a`);
    await assert.rejects(deleteRuns(["a", "b"], { ...options, yes: true }), /being made now/);
    writer.release();
    await Deno.mkdir(elsewhere);
    await Deno.symlink(elsewhere, `${store}/trash`);
    await assert.rejects(deleteRuns(["a"], { ...options, yes: true }), /is no folder/);
    assert.deepEqual([...Deno.readDirSync(elsewhere)], []);
    await Deno.remove(`${store}/trash`);
    assert.equal(await deleteRuns(["latest"], options, () => "y\n"), 0);
    assert.deepEqual(await runsIn(store), [["b"], []]);
  }));

Deno.test("a folder on another disk has a trash of its own, and restore empties that, too", () =>
  inFolder(async (store) => {
    const dev = (path: string) => Deno.stat(path).then((found) => found.dev, () => null);
    // Every Linux has this one: a disk of its own, within another.
    if (await dev("/dev/shm") !== null && await dev("/dev") !== await dev("/dev/shm")) {
      assert.equal(await toTrash("/dev", "/dev/shm/r"), "/dev/shm/trash/r");
    }
    await writeRun(`${store}/runs`, { run_id: "r" }, answers(1, 1));
    assert.equal(await toTrash(store, `${store}/runs/r`), `${store}/trash/runs/r`);
    const before = whole(store);
    // The same place: what was taken out of that folder alone.
    const quiet = { json: true, yes: true };
    assert.equal(await deleteRuns(["r"], { resultsDir: `${store}/runs`, ...quiet }), 0);
    assert.deepEqual(await runsIn(store), [[], []]);
    assert.deepEqual([...Deno.readDirSync(`${store}/runs`)].map((e) => e.name), ["trash"]);
    assert.equal(await restoreRuns([], { resultsDir: store, json: true, all: true }), 0);
    assert.deepEqual(whole(store), before);
  }));
