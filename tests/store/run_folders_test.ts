import assert from "node:assert/strict";
import { findRuns } from "../../benchmarks/store/run_folders.ts";
import { openRuns, openStore } from "../../benchmarks/store/views.ts";
import { inFolder, run } from "../support/bench.ts";

const sound = "data/llmperf-2023-12";
const source = [...Deno.readDirSync(sound)].filter((e) => e.isDirectory).map((e) => e.name).sort();
const runId = (folder: string) =>
  JSON.parse(Deno.readTextFileSync(`${folder}/run.json`)).run_id as string;

/** A sound run named `sound`, and one named `zbad` that `damage` is done to. */
async function withDamage(
  damage: (path: string) => void | Promise<void>,
  test: (folder: string) => Promise<void>,
) {
  await inFolder(async (folder) => {
    for (const [from, to] of [[source[0], "sound"], [source[1], "zbad"]]) {
      await Deno.mkdir(`${folder}/${to}`);
      for (const file of ["requests.parquet", "run.json"]) {
        await Deno.copyFile(`${sound}/${from}/${file}`, `${folder}/${to}/${file}`);
      }
    }
    await damage(`${folder}/zbad`);
    await test(folder);
  });
}
const change = (over: object) => (path: string) => {
  const run = JSON.parse(Deno.readTextFileSync(`${path}/run.json`));
  Deno.writeTextFileSync(`${path}/run.json`, JSON.stringify({ ...run, ...over }));
};

Deno.test("a run that cannot be read is left out with its reason, and closes no other", async (t) => {
  const cases: [string, (path: string) => void, RegExp][] = [
    ["Parquet cut short", (p) => Deno.truncateSync(`${p}/requests.parquet`, 5000), /Parquet/],
    ["Parquet of no byte", (p) => Deno.truncateSync(`${p}/requests.parquet`, 0), /Parquet/],
    ["run.json cut short", (p) => Deno.truncateSync(`${p}/run.json`, 100), /not whole JSON/],
    ["run.json of null", (p) => Deno.writeTextFileSync(`${p}/run.json`, "null"), /is none/],
    ["run.json of a list", (p) => Deno.writeTextFileSync(`${p}/run.json`, "[{}]"), /is none/],
    ["a time that is none", change({ started_at: "yesterday" }), /is none/],
    ["a seed that is none", change({ seed: 1e30 }), /is none/],
  ];
  for (const [reading, damage, reason] of cases) {
    await t.step(reading, () =>
      withDamage(damage, async (folder) => {
        const { folders, broken } = await findRuns(folder);
        assert.deepEqual(folders, [`${folder}/sound`]);
        assert.deepEqual(broken.map((b) => b.folder), [`${folder}/zbad`]);
        assert.match(broken[0].reason, reason);
        const db = await openStore(folder);
        const { rows } = await db.query(
          "SELECT (SELECT list(DISTINCT run_id) FROM requests) AS a, (SELECT list(run_id) FROM runs) AS b",
        );
        db.close();
        const id = runId(`${folder}/sound`);
        assert.deepEqual(rows, [{ a: [id], b: [id] }]);
      }));
  }
});

Deno.test("a run file of a newer version is read, its new fields apart", () =>
  withDamage(change({ brand_new: { a: [1] }, counts: { ok: 1, hovering: 2 } }), async (folder) => {
    assert.equal((await findRuns(folder)).broken.length, 0);
    const db = await openStore(folder);
    assert.equal((await db.query("SELECT * FROM runs")).rows.length, 2);
    db.close();
  }));

Deno.test("a run in two folders counts once, the outer one where neither is known", () =>
  withDamage(() => {}, async (folder) => {
    for (const copy of ["zcopy", "a/sound"]) {
      await Deno.mkdir(`${folder}/${copy}`, { recursive: true });
      for (const file of ["requests.parquet", "run.json"]) {
        await Deno.copyFile(`${folder}/sound/${file}`, `${folder}/${copy}/${file}`);
      }
    }
    const { folders, broken } = await findRuns(folder);
    assert.deepEqual(folders, [`${folder}/sound`, `${folder}/zbad`]);
    const reason = `it is the run that ${folder}/sound holds`;
    assert.deepEqual(
      broken,
      ["a/sound", "zcopy"].map((f) => ({ folder: `${folder}/${f}`, reason })),
    );
  }));

Deno.test("links to folders are named and not followed, but for the store's own and that of new runs", () =>
  withDamage(() => {}, async (folder) => {
    await inFolder(async (store) => {
      await Deno.mkdir(`${store}/inner`);
      for (const link of ["a-run", "inner/a-run"]) {
        await Deno.symlink(`${folder}/zbad`, `${store}/${link}`);
      }
      await Deno.symlink(folder, `${store}/runs`);
      const named = async (...more: string[]) => {
        const { folders, broken } = await findRuns(store, ...more);
        for (const { reason } of broken) assert.match(reason, /it is a link.*give the folder/);
        return [folders, broken.map((b) => b.folder.slice(store.length + 1))];
      };
      assert.deepEqual(await named(), [[], ["a-run", "inner/a-run", "runs"]]);
      assert.deepEqual(await named(`${store}/runs`), [
        [`${store}/runs/sound`, `${store}/runs/zbad`],
        ["a-run", "inner/a-run"],
      ]);
      const { folders } = await findRuns(`${store}/runs`);
      assert.deepEqual(folders, [`${store}/runs/sound`, `${store}/runs/zbad`]);
      const db = await openRuns([`${store}/a-run`]);
      assert.equal((await db.query("SELECT * FROM runs")).rows.length, 1);
      db.close();
    });
  }));

Deno.test("sql says what it leaves out", () =>
  withDamage((p) => Deno.truncateSync(`${p}/requests.parquet`, 5000), async (folder) => {
    const { code, out, err } = await run([
      "sql",
      "--json",
      "--results-dir",
      folder,
      "SELECT count(*) AS n FROM runs",
    ]);
    assert.deepEqual([code, JSON.parse(out)], [0, [{ n: 1 }]]);
    assert.match(err, /^Left out: .*zbad: its requests\.parquet is not a whole Parquet file\.$/m);
  }));

Deno.test("findRuns() forgets what it knew of folders that are gone", () =>
  inFolder(async (folder) => {
    const known = async (): Promise<string[]> =>
      Object.keys(JSON.parse(await Deno.readTextFile("data/.store/checked.json")).folders);
    const copied = async (name: string) => {
      await Deno.mkdir(`${folder}/${name}/run`, { recursive: true });
      for (const file of ["requests.parquet", "run.json"]) {
        await Deno.copyFile(`${sound}/${source[0]}/${file}`, `${folder}/${name}/run/${file}`);
      }
      await findRuns(`${folder}/${name}`);
      return await Deno.realPath(`${folder}/${name}/run`);
    };
    const gone = await copied("gone");
    assert.ok((await known()).includes(gone));
    await Deno.remove(`${folder}/gone`, { recursive: true });
    const stays = await copied("stays");
    // Some of all that are known are looked for at each change, those first that were longest not looked at.
    const changes = Math.ceil((await known()).length / 25) + 10;
    let left = changes;
    for (; left > 0 && (await known()).includes(gone); left--) await copied(`next-${left}`);
    assert.ok(left > 0, `it is still known after ${changes} changes`);
    assert.ok((await known()).includes(stays));
  }));
