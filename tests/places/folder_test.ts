import assert from "node:assert/strict";
import { diskFault, errorWords } from "../../benchmarks/places/disk_faults.ts";
import { PlaceFault } from "../../benchmarks/places/faults.ts";
import { folderPlace } from "../../benchmarks/places/folder.ts";
import { refusedName } from "../../benchmarks/places/names.ts";
import { isRemote, openPlace } from "../../benchmarks/places/open.ts";
import { inFolder } from "../support/bench.ts";
import { keepsItsPromises } from "./place_contract.ts";

Deno.test("a folder is a place that keeps its promises, and leaves nothing but its files", () =>
  inFolder(async (folder) => {
    await keepsItsPromises(folderPlace(`${folder}/place`), folder);
    const left = (await folderPlace(`${folder}/place/`).list("")).map(({ path }) => path);
    const there = [...Deno.readDirSync(`${folder}/place`)].map(({ name }) => name).sort();
    assert.deepEqual(there, ["board.jsonc", "runs"]);
    assert.equal(left.length, 4);
  }));

Deno.test("links in a folder, and files that are not whole, are no files of the place", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/place/runs`, { recursive: true });
    await Deno.writeTextFile(`${folder}/secret`, "of somebody");
    await Deno.symlink(`${folder}/secret`, `${folder}/place/runs/link`);
    await Deno.symlink(folder, `${folder}/place/outside`);
    await Deno.writeTextFile(`${folder}/place/runs/a.json.0123456789ab.tmp`, "half");
    const place = folderPlace(`${folder}/place`);
    assert.deepEqual(await place.list(""), []);
    const bytes = new Uint8Array(1);
    const isLink =
      /Store .*\/place: .*\/place\/outside is a link, and none of a store is followed\.$/;
    for (const path of ["runs/link", "outside/secret"]) {
      await assert.rejects(place.fetch(path, `${folder}/to`), /has no file /);
      assert.equal(await place.read(path), null);
    }
    assert.deepEqual(await place.list("outside/"), []);
    await assert.rejects(place.write("outside/new/secret", bytes), isLink);
    await assert.rejects(place.writeOnce("outside/once", bytes), isLink);
    await assert.rejects(place.remove("outside/secret"), isLink);
    // A link of a file's own name is replaced.
    await place.write("runs/link", bytes);
    assert.equal((await place.read("runs/link"))!.length, 1);
    assert.equal(await Deno.readTextFile(`${folder}/secret`), "of somebody");
    // The store itself may be reached by one.
    await Deno.symlink(`${folder}/place`, `${folder}/store`);
    assert.equal((await folderPlace(`${folder}/store`).read("runs/link"))!.length, 1);
  }));

Deno.test("what a disk refuses is a sentence that names the store", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await Deno.mkdir(`${folder}/place/folder/in`, { recursive: true });
    const bytes = new Uint8Array(1);
    await assert.rejects(folderPlace(`${folder}/file`).write("runs/a", bytes), {
      message: `Store ${folder}/file: a file is where a folder should be.`,
    });
    const place = folderPlace(`${folder}/place`);
    const isFolder = { message: `Store ${folder}/place: a folder is where a file should be.` };
    await assert.rejects(place.write("folder", bytes), isFolder);
    await assert.rejects(place.remove("folder"), isFolder);
    assert.equal(await place.read("folder"), null);
    // What a full disk says, of the one device that always is.
    const full = await Deno.writeFile("/dev/full", bytes).catch((error) => error);
    if (Deno.build.os !== "linux") return;
    assert.equal((diskFault(full, "Store /mnt") as Error).message, "Store /mnt: its disk is full.");
    assert.equal(diskFault(full.message, "Store /mnt"), full.message);
    assert.equal(errorWords(full), "/dev/full: its disk is full.");
    await Deno.symlink(`${folder}/nowhere`, `${folder}/link`);
    const taken = await Deno.mkdir(`${folder}/link`, { recursive: true }).catch((error) => error);
    assert.equal(errorWords(taken), `${folder}/link: something else has its name.`);
    for (
      const error of [new Error("'a' (os error 2)"), "words", new PlaceFault("no (os error 5)")]
    ) {
      assert.equal(errorWords(error), (error as Error).message ?? error);
    }
  }));

Deno.test("a file of a folder is written whole: who reads meanwhile sees the old one", () =>
  inFolder(async (folder) => {
    const place = folderPlace(folder);
    const content = (n: number) => new Uint8Array(1_000_000).fill(n);
    await place.write("file", content(0));
    let writing = true;
    const writer = (async () => {
      for (let n = 1; n <= 20; n++) await place.write("file", content(n));
      writing = false;
    })();
    while (writing) {
      const read = (await place.read("file"))!;
      assert.equal(read.length, 1_000_000);
      assert.equal(read[0], read[999_999]);
    }
    await writer;
  }));

Deno.test("the name of a store says where it is", async () => {
  const none = () => undefined;
  assert.equal((await openPlace("data", none)).folder, "data");
  assert.equal((await openPlace("/mnt/store/", none)).folder, "/mnt/store");
  assert.ok(isRemote("s3://bucket/prefix") && !isRemote("s3") && !isRemote("./s3:/x"));
  await assert.rejects(openPlace("gs://bucket", none), /a folder or s3:\/\/bucket\/prefix, not gs/);
});

Deno.test("a name that leads out of a folder is refused, every other is not", () => {
  const good = [
    "a",
    "runs/r/shard=0/part-0.parquet",
    "runs/Ä b/run.json",
    "a..b",
    "...",
    ".store/x",
  ];
  for (const name of good) assert.equal(refusedName(name), null, name);
  for (
    const name of ["..", "a/..", "../a", "/a", "a/", "a//b", ".", "a/./b", "C:/a", "a\0b", "\ud800"]
  ) {
    assert.ok(refusedName(name), name);
  }
  // A disk has 255 bytes for a name, and one that is not whole yet has 17 more.
  assert.ok(refusedName("a".repeat(239)) && !refusedName("a".repeat(238)));
  assert.ok(refusedName("a/".repeat(500) + "a") && !refusedName("a/".repeat(400) + "a"));
});
