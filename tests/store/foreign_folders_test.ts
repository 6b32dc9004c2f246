import assert from "node:assert/strict";
import { findRuns } from "../../benchmarks/store/run_folders.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { filesOf, inFolder, run } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const secret = "a private file\n";
const journalLine = '{"owner":{"pid":1,"host":"elsewhere"}}\n{"row":{"torn';
/** Every name that was ever written to in a run folder. */
const names = [
  ...["run.json", "run.json.tmp", "requests.parquet", "requests.parquet.tmp"],
  ...["requests.parquet.jsonl.tmp", "journal.jsonl", "journal.damaged.jsonl", "recordings.jsonl"],
  ...["recordings.jsonl.gz", "prompts.jsonl", "prompts.jsonl.tmp", "reserve.tmp", "writer.tmp"],
];
const commands = [
  ["sql", "select count(*) n, sum(ttft_s) s, list(distinct run_id) r from requests", "--json"],
  ["runs", "check"],
  ["runs", "list"],
  ["compare", "provider=acme", "provider=acme"],
];

/** Paths of a folder, links not followed, and what the files hold. */
function stateOf(folder: string): string[] {
  return [...filesOf(folder)].map((path) => {
    const { isFile, mtime } = Deno.lstatSync(path);
    return isFile
      ? `${path} ${mtime?.getTime()} ${Deno.readTextFileSync(path)}`
      : `${path} -> ${Deno.readLinkSync(path)}`;
  }).sort();
}

Deno.test("commands that read a store write into no run folder, and through no link in one", () =>
  inFolder(async (folder) => {
    const store = `${folder}/store`;
    await writeRun(store, { run_id: "sound" }, answers(30, 0.2));
    await Deno.mkdir(`${folder}/private`);
    for (const name of names) {
      // One link a folder, beside a journal that asks to be sealed and recordings that ask to be packed.
      const bad = `${store}/link-${name}`;
      await Deno.mkdir(bad);
      await Deno.writeTextFile(`${folder}/private/${name}`, secret);
      await Deno.writeTextFile(`${bad}/run.json`, JSON.stringify({ run_id: "x", counts: {} }));
      await Deno.writeTextFile(`${bad}/journal.jsonl`, journalLine);
      await Deno.writeTextFile(`${bad}/recordings.jsonl`, "{}\n");
      await Deno.remove(`${bad}/${name}`).catch(() => {});
      await Deno.symlink(`${folder}/private/${name}`, `${bad}/${name}`);
    }
    // Several that reach outside at once, and one that is a link as a whole.
    const both = `${store}/two-links`;
    await Deno.mkdir(both);
    await Deno.symlink(`${store}/sound/requests.parquet`, `${both}/requests.parquet`);
    await Deno.symlink(`${store}/sound/run.json`, `${both}/run.json`);
    await Deno.mkdir(`${folder}/private/run`);
    await Deno.writeTextFile(`${folder}/private/run/journal.jsonl`, journalLine);
    await Deno.symlink(`${folder}/private/run`, `${store}/a-linked-folder`);

    const before = stateOf(folder);
    for (const [name, ...args] of commands) {
      const { code, out, err } = await run([name, ...args, "--results-dir", store]);
      assert.ok(code === 0 || name === "runs", `${name}: ${err}`);
      if (name === "sql") {
        const sum = answers(30, 0.2).reduce((all, { ttft_s }) => all + ttft_s!, 0);
        const [{ n, s, r }] = JSON.parse(out);
        assert.deepEqual([n, s.toFixed(9), r], [30, sum.toFixed(9), ["sound"]]);
        for (const path of [...names.map((n) => `link-${n}`), "two-links"]) {
          assert.ok(err.includes(`${store}/${path}`), `${path} is named`);
        }
      }
      assert.deepEqual(stateOf(folder), before, name);
    }
    // A folder that its user names is not written through either.
    for (const name of ["journal.jsonl", "recordings.jsonl", "run.json.tmp"]) {
      const { code, err } = await run(["bench", "--resume", `${store}/link-${name}`]);
      assert.equal(code, 2, err);
      assert.match(err, new RegExp(`link-${name.replaceAll(".", "\\.")}/${name} is a link`));
    }
    assert.deepEqual(stateOf(folder), before);
  }));

Deno.test("the name of a folder is no pattern and no column, and its rows are of its run alone", () =>
  inFolder(async (folder) => {
    const store = `${folder}/store`;
    await writeRun(store, { run_id: "sound" }, answers(30, 0.2));
    for (const name of ["*", "**", "?ound", "[a-z]*", "model=llama", "run_id=sound", "{sound,b}"]) {
      const made = await writeRun(
        folder,
        { run_id: `of ${name.replace(/\W/g, "")}${name.length}` },
        [
          ...answers(3, 9),
        ],
      );
      await Deno.rename(made, `${store}/${name}`);
    }
    // Rows that say that they are another run's.
    const liar = await writeRun(store, { run_id: "liar" }, answers(3, 9, { run_id: "sound" }));
    // A copy under the run's own name, found before it; and one of another name.
    for (const copy of ["0/sound", "0copy"]) {
      await Deno.mkdir(`${store}/${copy}`, { recursive: true });
      for (const file of ["run.json", "requests.parquet"]) {
        await Deno.copyFile(`${store}/sound/${file}`, `${store}/${copy}/${file}`);
      }
    }
    const { broken } = await findRuns(store);
    assert.match(broken.find((b) => b.folder === liar)!.reason, /3 rows of another run than liar/);
    const db = await openStore(store);
    const { rows } = await db.query(
      "SELECT run_id, count(*) AS n, any_value(model) AS model FROM requests GROUP BY 1 ORDER BY 1",
    );
    db.close();
    assert.equal(rows.length, 8);
    for (const { run_id, n, model } of rows) {
      assert.deepEqual([n, model], [run_id === "sound" ? 30 : 3, "m"], String(run_id));
    }
  }));

Deno.test("every read of Parquet and JSON goes through the functions that take names as they are", () => {
  const calls = [...filesOf("benchmarks"), ...filesOf("loaders"), ...filesOf("src")]
    .filter((path) => /\.(ts|md|js)$/.test(path) && !path.includes("/.observablehq/"))
    .filter((path) =>
      /\bread_(parquet|json\w*|ndjson\w*|csv\w*)\(/.test(Deno.readTextFileSync(path))
    );
  assert.deepEqual(calls, ["benchmarks/store/duckdb.ts"]);
});
