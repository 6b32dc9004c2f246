import assert from "node:assert/strict";
import { everything, filesOf, inScene, roots } from "./scene.ts";

Deno.test("a mirror brings what changed, and takes away what is gone", () =>
  inScene(async ({ place, there, machine, asked }) => {
    await there("runs/a/requests.parquet", "rows");
    await there("runs/a/run.json", "{}");
    await there("board.jsonc", "// none");
    const mirror = machine("one");
    const first = await mirror.bring(everything);
    assert.deepEqual([first.files, first.bytes, first.gone], [3, 13, 0]);
    // A run is there for readers once its run.json is.
    assert.equal(asked().at(-1), "fetch runs/a/run.json");
    assert.deepEqual(await filesOf(mirror), [
      "board.jsonc",
      "runs/a/requests.parquet",
      "runs/a/run.json",
    ]);
    await mirror.bring(everything);
    assert.deepEqual(asked(), []);
    await there("board.jsonc", "// one");
    await place.remove("runs/a/run.json");
    await place.remove("runs/a/requests.parquet");
    asked();
    const next = await mirror.bring(everything);
    assert.deepEqual([next.files, next.gone], [1, 2]);
    assert.deepEqual(asked(), ["fetch board.jsonc"]);
    assert.equal(await Deno.readTextFile(`${mirror.folder}/board.jsonc`), "// one");
    assert.deepEqual(await filesOf(mirror), ["board.jsonc"]);
    await assert.rejects(Deno.stat(`${mirror.folder}/runs`));
  }));

Deno.test("what is not wanted now is neither brought nor taken away", () =>
  inScene(async ({ there, machine }) => {
    await there("trash/runs/a/run.json", "{}");
    await there("runs/b/run.json", "{}");
    const mirror = machine("one");
    await mirror.bring(everything);
    await mirror.bring(({ path }) => !path.startsWith("trash/"));
    assert.deepEqual(await filesOf(mirror), ["runs/b/run.json", "trash/runs/a/run.json"]);
  }));

Deno.test("a run that was made here is put there, its run.json last, and one that is being made stays", () =>
  inScene(async ({ machine, textThere, asked }) => {
    const [one, two] = [machine("one"), machine("two")];
    await one.write("runs/new/run.json", "{}");
    await one.write("runs/new/requests.parquet", "rows");
    await one.write("runs/new/recordings/b.jsonl", "bytes");
    await one.write("runs/new/.note", "of this machine");
    await one.write("runs/half/run.json", "{}");
    await one.write("runs/half/journal.jsonl", "{");
    await one.write("own.csv", "a\n1");
    assert.deepEqual((await one.unsent(roots)).sort(), ["runs/half", "runs/new"]);
    const put = await one.put(roots, false);
    assert.deepEqual(put.folders, ["runs/new"]);
    assert.deepEqual([put.files, put.bytes], [3, 11]);
    assert.deepEqual(put.unfinished, ["runs/half"]);
    assert.equal(asked().at(-1), "write runs/new/run.json");
    assert.equal(await textThere("own.csv"), null);
    assert.deepEqual(await one.unsent(roots), ["runs/half"]);
    assert.equal((await one.put(roots, false)).files, 0);
    // Its maker brings nothing of it, another machine all.
    asked();
    await one.bring(everything);
    assert.deepEqual(asked(), []);
    assert.equal((await two.bring(everything)).files, 3);
    // It is finished later, and then put.
    await Deno.remove(`${one.folder}/runs/half/journal.jsonl`);
    await one.write("runs/half/requests.parquet", "rows");
    assert.deepEqual((await one.put(roots, false)).folders, ["runs/half"]);
  }));

Deno.test("a run that was moved here is moved there, and never before it is where it goes", () =>
  inScene(async ({ there, machine, place, asked }) => {
    await there("runs/a/requests.parquet", "rows");
    await there("runs/a/run.json", "{}");
    const mirror = machine("one");
    await mirror.bring(everything);
    await Deno.mkdir(`${mirror.folder}/trash/runs`, { recursive: true });
    await Deno.rename(`${mirror.folder}/runs/a`, `${mirror.folder}/trash/runs/a`);
    asked();
    const put = await mirror.put(roots, true);
    assert.deepEqual(asked(), [
      "write trash/runs/a/requests.parquet",
      "write trash/runs/a/run.json",
      "remove runs/a/run.json",
      "remove runs/a/requests.parquet",
    ]);
    assert.deepEqual([put.files, put.removed, put.differ], [2, 2, []]);
    assert.deepEqual((await place.list("")).map(({ path }) => path), [
      "trash/runs/a/requests.parquet",
      "trash/runs/a/run.json",
    ]);
    assert.equal((await mirror.bring(everything)).files, 0);
  }));

Deno.test("a file that only lacks here is not removed there unless a command removes", () =>
  inScene(async ({ there, machine, textThere }) => {
    await there("runs/a/run.json", "{}");
    const mirror = machine("one");
    await mirror.bring(everything);
    await Deno.remove(`${mirror.folder}/runs/a/run.json`);
    assert.equal((await mirror.put(roots, false)).removed, 0);
    assert.equal(await textThere("runs/a/run.json"), "{}");
    assert.equal((await mirror.bring(everything)).files, 1);
  }));

Deno.test("neither side overwrites what the other changed meanwhile", () =>
  inScene(async ({ there, machine, textThere, place }) => {
    await there("runs/a/run.json", '{"note":0}');
    await there("runs/b/run.json", '{"note":0}');
    const [one, two] = [machine("one"), machine("two")];
    await one.bring(everything);
    await two.bring(everything);
    await one.write("runs/a/run.json", '{"note":"one"}');
    await two.write("runs/a/run.json", '{"note":"two"}');
    assert.deepEqual((await one.put(roots, false)).folders, ["runs/a"]);
    const refused = await two.put(roots, false);
    assert.deepEqual([refused.differ, refused.files], [["runs/a"], 0]);
    assert.equal(await textThere("runs/a/run.json"), '{"note":"one"}');
    const brought = await two.bring(everything);
    assert.deepEqual(brought.differ, ["runs/a/run.json"]);
    assert.equal(await Deno.readTextFile(`${two.folder}/runs/a/run.json`), '{"note":"two"}');
    // Who removes it takes theirs.
    await Deno.remove(`${two.folder}/runs/a/run.json`);
    await two.bring(everything);
    assert.equal(await Deno.readTextFile(`${two.folder}/runs/a/run.json`), '{"note":"one"}');
    // Nor is what was changed there removed.
    await there("runs/b/run.json", '{"note":"new"}');
    await Deno.remove(`${one.folder}/runs/b/run.json`);
    assert.deepEqual((await one.put(roots, true)).differ, ["runs/b"]);
    assert.equal(await textThere("runs/b/run.json"), '{"note":"new"}');
    // What is changed here alone stays so until it is put.
    await one.write("runs/a/run.json", '{"note":"next"}');
    assert.deepEqual((await one.bring(everything)).differ, []);
    await one.put(roots, false);
    assert.equal(await textThere("runs/a/run.json"), '{"note":"next"}');
    assert.equal((await place.list("")).length, 2);
  }));

Deno.test("what was cut off while it was brought or put is gone on with", () =>
  inScene(async ({ there, machine, place, textThere }) => {
    for (const n of [0, 1, 2]) await there(`runs/${n}/requests.parquet`, `rows ${n}`);
    for (const n of [0, 1, 2]) await there(`runs/${n}/run.json`, `{"n":${n}}`);
    const cut = (work: "fetch" | "write") => {
      const whole = place[work].bind(place) as (path: string, other: never) => Promise<void>;
      let left = 2;
      place[work] = (path: string, other: unknown) =>
        left-- > 0 ? whole(path, other as never) : Promise.reject(new Error("the line is cut"));
      return () => place[work] = whole;
    };
    const mirror = machine("one");
    const mend = cut("fetch");
    await assert.rejects(mirror.bring(everything), /the line is cut/);
    mend();
    const rest = await mirror.bring(everything);
    assert.deepEqual(rest.differ, []);
    assert.equal((await filesOf(mirror)).length, 6);
    await mirror.write("runs/new/requests.parquet", "rows");
    await mirror.write("runs/new/recordings/0.jsonl", "bytes");
    await mirror.write("runs/new/run.json", "{}");
    const mended = cut("write");
    await assert.rejects(mirror.put(roots, false), /the line is cut/);
    mended();
    // Not yet a run for those who read there.
    assert.equal(await textThere("runs/new/run.json"), null);
    const put = await mirror.put(roots, false);
    assert.deepEqual([put.files, put.differ], [1, []]);
    assert.equal(await textThere("runs/new/run.json"), "{}");
  }));

Deno.test("of two processes one waits while the other brings", () =>
  inScene(async ({ there, machine }) => {
    await there("runs/a/run.json", "{}");
    const [one, two] = [machine("one"), machine("one")];
    await one.hold();
    let done = false;
    const bringing = two.bring(everything).then((brought) => (done = true, brought));
    await one.bring(everything);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(done, false);
    one.release();
    assert.equal((await bringing).files, 0);
  }));
