/** What every place promises, whatever it is made of. */
import assert from "node:assert/strict";
import type { Place } from "../../benchmarks/places/place.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (found: Uint8Array | null) => found && new TextDecoder().decode(found);

/** `place` is empty, `folder` one of this machine for files. */
export async function keepsItsPromises(place: Place, folder: string): Promise<void> {
  assert.deepEqual(await place.list(""), []);
  assert.equal(await place.read("runs/a/run.json"), null);
  await place.remove("runs/a/run.json"); // what is not there is as good as removed

  await place.write("runs/a/run.json", bytes("{}"));
  await place.write("runs/a/shard=0/part-0.parquet", bytes("rows"));
  await place.write("runs/ab/run.json", bytes("{ }"));
  await place.write("board.jsonc", bytes("// ü"));
  assert.equal(textOf(await place.read("board.jsonc")), "// ü");
  assert.deepEqual(
    (await place.list("")).map(({ path, bytes }) => [path, bytes]),
    [
      ["board.jsonc", 5],
      ["runs/a/run.json", 2],
      ["runs/a/shard=0/part-0.parquet", 4],
      ["runs/ab/run.json", 3],
    ],
  );
  // A prefix is a folder: that of a longer name is another.
  assert.deepEqual(
    (await place.list("runs/a/")).map(({ path }) => path),
    ["runs/a/run.json", "runs/a/shard=0/part-0.parquet"],
  );
  assert.deepEqual(await place.list("runs/none/"), []);

  // From a file, and a stamp that tells that it is another now.
  const [before] = await place.list("runs/ab/");
  const file = `${folder}/from`;
  await Deno.writeFile(file, bytes("{1}"));
  await place.write("runs/ab/run.json", file);
  const [after] = await place.list("runs/ab/");
  assert.equal(textOf(await place.read("runs/ab/run.json")), "{1}");
  assert.notEqual(after.stamp, before.stamp);
  assert.deepEqual(await place.list("runs/ab/"), [after]);

  const to = `${folder}/deep/er/to`;
  await place.fetch("runs/a/shard=0/part-0.parquet", to);
  assert.equal(await Deno.readTextFile(to), "rows");
  await place.fetch("runs/ab/run.json", to);
  assert.equal(await Deno.readTextFile(to), "{1}");
  await assert.rejects(place.fetch("runs/none", to), /has no file runs\/none\.$/);
  assert.equal(await Deno.readTextFile(to), "{1}");
  assert.deepEqual([...Deno.readDirSync(`${folder}/deep/er`)].map(({ name }) => name), ["to"]);

  // Of several who write once, one is told that it did, and its bytes stand there.
  const told = await Promise.all(
    ["x", "y", "z"].map((text) => place.writeOnce("runs/a/start.json", bytes(text))),
  );
  assert.equal(told.filter((first) => first).length, 1);
  const stands = textOf(await place.read("runs/a/start.json"));
  assert.equal(stands, ["x", "y", "z"][told.indexOf(true)]);
  assert.equal(await place.writeOnce("runs/a/start.json", bytes("late")), false);
  assert.equal(textOf(await place.read("runs/a/start.json")), stands);

  await place.remove("runs/a/start.json");
  assert.equal(await place.read("runs/a/start.json"), null);

  for (const name of ["../x", "a//b", "/etc/x", "a/../../x", "a\\..\\x", "a\nb", "", "a/", "./a"]) {
    await assert.rejects(async () => await place.read(name), /is no name of a file in a store/);
    await assert.rejects(async () => await place.write(name, bytes("")), /is no name of a file/);
    await assert.rejects(async () => await place.fetch(name, to), /is no name of a file/);
    await assert.rejects(async () => await place.remove(name), /is no name of a file/);
  }

  const [from, { theirsMs, resolutionMs }] = [Date.now(), await place.time()];
  // The place is on this machine, so that its clock is ours.
  assert.ok(theirsMs >= from - resolutionMs && theirsMs <= Date.now() + resolutionMs);
  assert.ok(!(await place.list("")).some(({ path }) => path.includes("clock")));
}
