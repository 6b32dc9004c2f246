/** Folders that strangers crafted beside a sound run, one store each, and all of them in one. */
import assert from "node:assert/strict";
import { llama2 } from "../../benchmarks/plan/tokenizers.ts";
import { recoverRuns, unsealedRuns } from "../../benchmarks/store/journal/recover.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { printable } from "../../benchmarks/report/table.ts";
import { findRuns } from "../../benchmarks/store/run_folders.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder, run } from "../support/bench.ts";
import { type Crafted, soundRows, writeOutside } from "../support/crafted/crafted.ts";
import { folders } from "../support/crafted/folders.ts";
import { links } from "../support/crafted/links.ts";
import { names } from "../support/crafted/names.ts";
import { requests } from "../support/crafted/requests.ts";
import { runFiles } from "../support/crafted/run_files.ts";
import { writeRun } from "../support/stores/written_run.ts";

const all: Crafted[] = [...links, ...names, ...runFiles, ...requests, ...folders];

const figuresSql =
  `SELECT count(*) AS n, sum(ttft_s) AS sum, avg(e2e_tokens_per_s) AS rate, stddev_samp(tpot_s) AS sd,
  quantile_cont(ttft_s, [0.25, 0.5, 0.95, 0.99]) AS ttft, max(e2e_latency_s) AS longest,
  sum(output_tokens) AS tokens, list(DISTINCT provider || model) AS who
  FROM requests WHERE run_id = 'sound'`;
/** Every row of the sound run with all its metrics, its run, whether it is the latest, and figures over it. */
const soundSql = `SELECT
  (SELECT list(q ORDER BY request_index) FROM requests q WHERE run_id = 'sound') AS requests,
  (SELECT list(r) FROM runs r WHERE run_id = 'sound') AS runs,
  (SELECT list(l) FROM latest l WHERE run_id = 'sound') AS latest,
  (SELECT f FROM (${figuresSql}) f) AS figures`;

async function soundOf(store: string) {
  const db = await openStore(store);
  try {
    const { rows: [sound] } = await db.query(soundSql);
    const { rows } = await db.query("SELECT run_id, count(*) AS n FROM requests GROUP BY 1");
    return { sound, runs: Object.fromEntries(rows.map((r) => [r.run_id, r.n])) };
  } finally {
    db.close();
  }
}

/** Everything below a folder, links not followed: what it is, when it changed, and what small files hold. */
function* stateOf(folder: string): Generator<string> {
  for (const { name } of Deno.readDirSync(folder)) {
    const path = `${folder}/${name}`;
    const there = (() => {
      try {
        return Deno.lstatSync(path);
      } catch {
        return null; // its name is no text
      }
    })();
    const { size, mtime, ctime, mode } = there ?? {};
    const held = there?.isSymlink
      ? Deno.readLinkSync(path)
      : there?.isFile && size! < 10_000
      ? Deno.readTextFileSync(path)
      : "";
    yield [path, mode, size, mtime?.getTime(), ctime?.getTime(), held].join(" ");
    if (there?.isDirectory) yield* stateOf(path);
  }
}
const watched = (folder: string) => [...stateOf(folder)].sort();
const here = () => Array.from(Deno.readDirSync("."), ({ name }) => name).sort();

/** A store with the sound run, private files beside it, and what the store says alone. */
const withSound = (
  work: (
    at: { folder: string; store: string; outside: string },
    alone: Awaited<ReturnType<typeof soundOf>>["sound"],
  ) => Promise<void>,
) =>
  inFolder(async (folder) => {
    const [store, outside] = [`${folder}/store`, `${folder}/outside`];
    await Deno.mkdir(store);
    await writeRun(store, { run_id: "sound", workload_hash: "sound" }, soundRows());
    await writeOutside(outside);
    const { sound, runs } = await soundOf(store);
    assert.deepEqual(runs, { sound: 30 });
    assert.deepEqual([sound.requests, sound.runs, sound.latest].map((l) => (l as []).length), [
      30,
      1,
      1,
    ]);
    const { n, sum } = sound.figures as { n: number; sum: number };
    const expected = soundRows().reduce((sum, { ttft_s }) => sum + ttft_s!, 0);
    assert.deepEqual([n, sum.toFixed(9)], [30, expected.toFixed(9)]);
    await work({ folder, store, outside }, sound);
  });

/** What is in a store besides the sound run goes, links and names that are no text too. */
async function clear(store: string): Promise<void> {
  const others = () => Array.from(Deno.readDirSync(store)).filter(({ name }) => name !== "sound");
  for (const { name } of others()) {
    await Deno.remove(`${store}/${name}`, { recursive: true }).catch(() => {});
  }
  if (others().length) {
    await new Deno.Command("sh", { args: ["-c", 'rm -rf "$1"/craft*', "sh", store] }).output();
  }
  await Deno.remove(`${store}/sound/inner`, { recursive: true }).catch(() => {});
  assert.deepEqual(others(), []);
  assert.equal([...Deno.readDirSync(`${store}/sound`)].length, 2);
}

/** Opens stores with one crafted folder each, in turn, as `sql` does. */
const openEach = (crafted: Crafted[]) =>
  withSound(async ({ folder, store, outside }, alone) => {
    const db = await openDuckdb();
    const { runs: only } = await findRuns(store);
    for (const { name, then, make } of crafted) {
      const own = `${store}/craft`;
      const path = await make({ store, outside, folder: own, db }) ?? own;
      const before = watched(folder);
      const { sealed, failed } = await recoverRuns(store, () => llama2);
      assert.deepEqual([sealed, failed], [[], []], `${name}: a foreign journal is left alone`);
      const { broken, runs: found } = await findRuns(store);
      const said = [...broken.map((b) => b.folder), ...await unsealedRuns(store)];
      const what = `${name}: ${JSON.stringify(broken)}`;
      if (then === "named") {
        assert.ok(said.includes(path), what);
        // A store is opened over these alone; of all folders at once its answers are looked at below.
        assert.deepEqual(found, only, what);
      } else {
        assert.deepEqual(broken, [], what);
        const { sound, runs } = await soundOf(store);
        assert.deepEqual(sound, alone, what);
        assert.deepEqual(runs, then === "shown" ? { sound: 30, craft: 3 } : { sound: 30 }, what);
      }
      for (const { reason } of broken) assert.doesNotMatch(reason, /private letter/, what);
      assert.deepEqual(watched(folder), before, what);
      await clear(store);
    }
    db.close();
  });

Deno.test(`${all.length} crafted stores change nothing of a sound run, write nothing, and are named`, async () => {
  assert.ok(all.length >= 160 && new Set(all.map(({ name }) => name)).size === all.length);
  const cwd = here();
  // Two at a time: most of it is DuckDB's planning, which takes one core.
  await Promise.all([0, 1].map((lane) => openEach(all.filter((_, i) => i % 2 === lane))));
  assert.deepEqual(here(), cwd);
});

Deno.test("the commands over a store of all crafted folders name those and change nothing", () =>
  withSound(async ({ folder, store, outside }, alone) => {
    const db = await openDuckdb();
    const named: string[] = [];
    for (const [i, { then, make }] of all.entries()) {
      const own = `${store}/craft-${i}`;
      const path = await make({ store, outside, folder: own, db }) ?? own;
      if (then === "named") named.push(path);
    }
    db.close();
    const before = watched(folder);
    assert.deepEqual((await soundOf(store)).sound, alone);
    const sql = async (query: string) => {
      const done = await run(["sql", "--json", "--results-dir", store, query]);
      assert.equal(done.code, 0, done.err);
      return { rows: JSON.parse(done.out), err: done.err };
    };
    const { rows, err } = await sql(figuresSql);
    assert.deepEqual(rows, [alone.figures]);
    const check = await run(["runs", "check", "--json", "--results-dir", store]);
    assert.equal(check.code, 1);
    const left: string[] = JSON.parse(check.out)
      .filter((f: { left_out: string | null }) => f.left_out !== null)
      .map((f: { folder: string }) => f.folder);
    assert.ok(named.length > 100);
    for (const path of named) {
      const shown = printable(path);
      for (const text of [err, check.err]) {
        assert.ok(left.includes(path) || text.includes(`${path} is still a journal`), shown);
      }
      assert.ok(err.includes(`Left out: ${shown}: `) || err.includes(`: ${shown} is still`), shown);
    }
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(err + check.err, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
    assert.doesNotMatch(err + check.err, /private letter/);
    for (const args of [["runs", "list"], ["compare", `${store}/sound`, `${store}/sound`]]) {
      const done = await run([...args, "--results-dir", store]);
      assert.equal(done.code, 0, done.err);
    }
    assert.deepEqual(watched(folder), before);
  }));
