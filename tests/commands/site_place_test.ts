import assert from "node:assert/strict";
import { inPlaceOf } from "../../benchmarks/commands/site_place.ts";
import { grantsOf } from "../../benchmarks/processes/grants.ts";
import { inFolder, run, smallRun } from "../support/bench.ts";
import { rawServer } from "../support/server.ts";

type Build = Parameters<typeof inPlaceOf>[1];
/** With a lock of its own: other tests build the real site. */
const place = (folder: string, name: string, build: Build) =>
  inPlaceOf(`${folder}/${name}`, build, { lockPath: `${folder}/.lock/lock` });
const write = (folder: string, words: string) => {
  Deno.mkdirSync(folder, { recursive: true });
  Deno.writeTextFileSync(`${folder}/index.html`, words);
  return Promise.resolve(true);
};
const read = (folder: string) => Deno.readTextFileSync(`${folder}/index.html`);
const names = (folder: string) =>
  [...Deno.readDirSync(folder)].map((e) => e.name)
    .filter((n) => n !== ".lock" && n !== ".tokenboard-site").sort();

Deno.test("inPlaceOf() replaces a site whole, and leaves it where the build fails or throws", () =>
  inFolder(async (folder) => {
    const dist = `${folder}/dist`;
    assert.equal(await place(folder, "dist", (f) => write(f, "one")), true);
    await Deno.writeTextFile(`${dist}/stale.html`, "of a page that is gone");
    assert.equal(await place(folder, "dist", (f) => write(f, "two")), true);
    assert.deepEqual([read(dist), names(dist)], ["two", ["index.html"]]);
    const failed = place(folder, "dist", async (f) => {
      await write(f, "half");
      return false;
    });
    assert.equal(await failed, false);
    await assert.rejects(
      place(folder, "dist", async (f) => {
        await write(f, "half");
        throw new Error("no");
      }),
      /no/,
    );
    assert.deepEqual([read(dist), names(folder)], ["two", ["dist"]]);
    // What builds left that were killed goes with the next; nothing else does.
    const killed = ["", ".part", ".store"].map((end) => `dist.0123456789ab.tmp${end}`);
    const others = ["dist.mine.tmp", "other.0123456789ab.tmp"];
    for (const name of [...killed, "dist.old.0123456789ab.tmp", ...others]) {
      await write(`${folder}/${name}`, "x");
    }
    await place(folder, "dist", (f) => write(f, "three"));
    assert.deepEqual(names(folder), ["dist", ...others]);
  }));

Deno.test("a build that a watch started ends when that has ended, and leaves nothing", () =>
  inFolder(async (folder) => {
    const env = { TOKENBOARD_DATA: `${folder}/data`, TOKENBOARD_DIST: `${folder}/dist` };
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["run", ...grantsOf("site"), "benchmarks/main.ts", "site", "--while-input"],
      ...{ env, stdin: "null", stderr: "null" }, // its input has ended
    }).output();
    assert.equal(code, 130);
    assert.deepEqual(names(folder), []);
  }));

Deno.test("inPlaceOf() replaces nothing that no build made", () =>
  inFolder(async (folder) => {
    const letters = `${folder}/letters`;
    await Deno.mkdir(`${letters}/2025`, { recursive: true });
    await Deno.writeTextFile(`${letters}/2025/one.txt`, "dear");
    await Deno.writeTextFile(`${folder}/file`, "not a folder");
    await Deno.symlink(letters, `${folder}/link`);
    await Deno.mkdir(`${folder}/empty`);
    let built = 0;
    const build = (f: string) => (built++, write(f, "x"));
    for (const name of ["letters", "link", "file"]) {
      await assert.rejects(place(folder, name, build), /cannot be replaced by the site/, name);
    }
    assert.equal(built, 0);
    // Letters that come while the site is built.
    const late = place(folder, "late", async (f) => {
      await Deno.rename(letters, `${folder}/late`);
      return await write(f, "x");
    });
    await assert.rejects(late, /cannot be replaced/);
    assert.equal(Deno.readTextFileSync(`${folder}/late/2025/one.txt`), "dear");
    assert.equal(await place(folder, "empty", build), true);
    assert.deepEqual(names(folder), ["empty", "file", "late", "link"]);
  }));

Deno.test("inPlaceOf() lets one build at a time", () =>
  inFolder(async (folder) => {
    let at = 0, most = 0;
    const build = async (f: string) => {
      most = Math.max(most, ++at);
      await new Promise((resolve) => setTimeout(resolve, 50));
      at--;
      return write(f, "x");
    };
    await Promise.all(["a", "b", "c"].map((name) => place(folder, name, build)));
    assert.deepEqual([most, names(folder)], [1, ["a", "b", "c"]]);
  }));

Deno.test("bench refuses a place that the site cannot take before it sends anything", () =>
  inFolder(async (folder) => {
    const server = await rawServer((socket) => void socket.end("HTTP/1.1 500 No\r\n\r\n"));
    try {
      await Deno.mkdir(`${folder}/letters`);
      await Deno.writeTextFile(`${folder}/letters/one.txt`, "dear");
      const bench = (dist: string) =>
        run(["bench", ...smallRun(1, 1), `--base-url=${server.url}/v1`], {
          OPENAI_API_KEY: "sk-none-at-all",
          TOKENBOARD_DATA: `${folder}/data`,
          TOKENBOARD_DIST: dist,
        });
      for (const place of ["letters", "letters/one.txt", "letters/one.txt/dist"]) {
        const { code, err } = await bench(`${folder}/${place}`);
        assert.equal(code, 2, err);
        assert.ok(err.includes(`${folder}/${place} cannot be replaced by the site`), err);
      }
      assert.equal(server.connections(), 0);
      assert.deepEqual(names(folder), ["letters"]);
      assert.equal(Deno.readTextFileSync(`${folder}/letters/one.txt`), "dear");
    } finally {
      await server.close();
    }
  }));
