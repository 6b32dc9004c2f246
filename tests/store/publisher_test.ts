/** What a publisher says of a run: beside the machine's fields, never over them, and it closes no run. */
import assert from "node:assert/strict";
import { audit } from "../../benchmarks/queries/audit.ts";
import { leaderboardData } from "../../benchmarks/queries/leaderboard.ts";
import {
  invalidOf,
  type Publisher,
  publisherOf,
  writePublisher,
} from "../../benchmarks/store/publisher.ts";
import type { JsonValue } from "../../benchmarks/store/duckdb.ts";
import { readRunFile, writeRunFile } from "../../benchmarks/store/run_file.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const says = (over: Partial<Publisher>): Publisher => ({
  ...{ note: null, tags: [], invalid_because: null, run_by: null, interest: null },
  changed_at: "2026-01-03T00:00:00.000Z",
  ...over,
});

async function query(folder: string, sql: string) {
  const db = await openStore(folder);
  try {
    return (await db.query(sql)).rows;
  } finally {
    db.close();
  }
}

Deno.test("a run that its publisher calls invalid leaves the leaderboard and stays in SQL", () =>
  inFolder(async (folder) => {
    await writeRun(folder, { run_id: "old" }, answers(120, 2));
    const started_at = "2026-01-05T00:00:00Z";
    const path = await writeRun(folder, { run_id: "new", started_at }, answers(120, 1));
    const shown = async () => {
      const db = await openStore(folder);
      const { groups, invalid } = await leaderboardData(db);
      db.close();
      return { runs: [...new Set(groups.map((g) => g.run_id))], invalid };
    };
    assert.deepEqual(await shown(), { runs: ["new"], invalid: [] });
    await writePublisher(path, () => says({ invalid_because: "the wrong key" }));
    const why = "marked invalid by the publisher: the wrong key";
    assert.deepEqual(await shown(), {
      runs: ["old"],
      invalid: [{ run_id: "new", target: null, invalid: why }],
    });
    const found = await query(
      folder,
      `SELECT run_id, invalid, invalid_because, count(*) AS n FROM runs JOIN requests USING (run_id)
      GROUP BY ALL ORDER BY run_id`,
    );
    assert.deepEqual(found, [
      { run_id: "new", invalid: why, invalid_because: "the wrong key", n: 120 },
      { run_id: "old", invalid: null, invalid_because: null, n: 120 },
    ]);
    await writePublisher(path, () => says({}));
    assert.deepEqual(await shown(), { runs: ["new"], invalid: [] });
  }));

Deno.test("writePublisher() changes no other letter of run.json, and who writes the file anew keeps it", () =>
  inFolder(async (folder) => {
    const path = await writeRun(folder, {
      run_id: "kept",
      run_by: "the machine",
      interest: "its interest",
      invalid: "its clock jumped",
    }, answers(3, 1));
    const file = `${path}/run.json`;
    const odd = '{ "seed":1.50e1,\t"run_id" : "kept",' +
      (await Deno.readTextFile(file)).slice('{"workload_hash"'.length - '"workload_hash"'.length)
        .replace('"run_id":"kept",', "");
    await Deno.writeTextFile(file, odd);
    const words = says({
      note: "two\nlines, ünï and \u{1F600}",
      tags: ["nightly", "ünï"],
      invalid_because: "no",
      run_by: "me",
    });
    await writePublisher(path, () => words);
    const text = await Deno.readTextFile(file);
    assert.ok(text.startsWith(odd.slice(0, odd.lastIndexOf("}")).trimEnd()), text);
    assert.deepEqual(JSON.parse(text), { ...JSON.parse(odd), publisher: words });
    // As a run does that is gone on with, and one that is sealed.
    await writeRunFile(path, { ...(await readRunFile(path))!, publisher: undefined });
    assert.deepEqual(publisherOf((await readRunFile(path))!.publisher), {
      publisher: words,
      faults: [],
    });
    const columns = "note, tags, invalid_because, run_by, interest, invalid";
    assert.deepEqual(await query(folder, `SELECT ${columns} FROM runs`), [{
      note: words.note,
      tags: words.tags,
      invalid_because: "no",
      run_by: "me",
      interest: "its interest",
      invalid: "its clock jumped",
    }]);
  }));

/** What a hand may leave there, and what view `runs` makes of its note, tags and invalid_because. */
const byHand: [string, unknown, [string | null, string[], string | null], faults: number][] = [
  ["nothing", null, [null, [], null], 0],
  ["a text", "note", [null, [], null], 1],
  ["a list", [{ note: "x" }], [null, [], null], 1],
  ["a number", 7, [null, [], null], 1],
  ["numbers for texts", { note: 7, tags: 7, invalid_because: 7 }, [null, [], "7"], 3],
  ["objects", { note: {}, tags: { a: 1 }, invalid_because: { a: 1 } }, [
    null,
    [],
    '{"a":1}',
  ], 3],
  ["true", { note: true, tags: true, invalid_because: true }, [null, [], "true"], 3],
  ["false", { invalid_because: false }, [null, [], null], 1],
  ["nulls", { note: null, tags: [], invalid_because: null }, [null, [], null], 0],
  ["empty texts", { note: "", tags: [], invalid_because: " " }, [null, [], null], 0],
  ["tags of many kinds", { tags: ["a", 1, null, ["b"], "c"] }, [null, ["a", "c"], null], 3],
  ["a field nobody knows", { note: "x", nothing: 1 }, ["x", [], null], 1],
  ["SQL", { note: "'; DROP VIEW runs; --", tags: ["\"]'); --"] }, [
    "'; DROP VIEW runs; --",
    ["\"]'); --"],
    null,
  ], 1],
  ["too long", { note: "é".repeat(3000), tags: Array(60).fill("t".repeat(70)) }, [
    "é".repeat(2000),
    Array(50).fill("t".repeat(60)),
    null,
  ], 2],
];

Deno.test("whatever stands in publisher, the run can be read, and what is no text of a publisher is named", () =>
  inFolder(async (folder) => {
    for (const [i, [, publisher]] of byHand.entries()) {
      await writeRun(folder, { run_id: `r${i}`, publisher: publisher as never }, answers(1, 1));
    }
    await writeRun(folder, { run_id: "none" }, answers(1, 1));
    const rows = await query(
      folder,
      "SELECT run_id, note, tags, invalid_because, invalid FROM runs JOIN requests USING (run_id)",
    );
    const of = (id: string) => rows.find((r) => r.run_id === id)!;
    for (const [i, [name, publisher, expected, faults]] of byHand.entries()) {
      const { note, tags, invalid_because, invalid } = of(`r${i}`);
      assert.deepEqual([note, tags, invalid_because], expected, name);
      assert.equal(invalid !== null, expected[2] !== null, name);
      assert.equal(publisherOf(publisher).faults.length, faults, name);
    }
    assert.deepEqual(of("none").tags, []);
  }));

Deno.test("a run of 2023 that its publisher calls invalid is in no cell of the audit", () =>
  inFolder(async (folder) => {
    const [name] = [...Deno.readDirSync("data/llmperf-2023-12")].filter((e) => e.isDirectory)
      .map((e) => e.name).sort();
    for (const run of [name]) {
      await Deno.mkdir(`${folder}/${run}`);
      for (const file of ["run.json", "requests.parquet"]) {
        await Deno.copyFile(`data/llmperf-2023-12/${run}/${file}`, `${folder}/${run}/${file}`);
      }
    }
    await Deno.mkdir(`${folder}/llmperf-2023-12`);
    await Deno.copyFile(
      "data/llmperf-2023-12/published.csv",
      `${folder}/llmperf-2023-12/published.csv`,
    );
    const cells = async () => {
      const db = await openStore(folder);
      const found = await audit(db);
      db.close();
      return found.length;
    };
    assert.ok(await cells() > 0);
    await writePublisher(`${folder}/${name}`, () => says({ invalid_because: "x" }));
    assert.equal(await cells(), 0);
  }));

Deno.test("a mark that is no text marks a run alike in SQL and in its file", () =>
  inFolder(async (folder) => {
    const marks: [JsonValue, boolean][] = [
      ...["", "  ", "false"].map((text): [string, boolean] => [text, false]),
      ...[null, false].map((none): [null | boolean, boolean] => [none, false]),
      ...[" x ", "\n", "true"].map((text): [string, boolean] => [text, true]),
      ...[true, 0, 7, { a: 1 }, ["x"]].map((other): [JsonValue, boolean] => [other, true]),
    ];
    for (const [i, [invalid_because]] of marks.entries()) {
      await writeRun(folder, { run_id: `r-${i}`, publisher: { invalid_because } }, answers(1, 1));
    }
    const rows = await query(folder, "SELECT run_id, invalid IS NOT NULL AS marked FROM runs");
    for (const [i, [mark, isOne]] of marks.entries()) {
      const run = await readRunFile(`${folder}/r-${i}`);
      const sql = rows.find((row) => row.run_id === `r-${i}`)!.marked;
      assert.deepEqual(
        [invalidOf({ ...run!, invalid: null }) !== null, sql],
        [isOne, isOne],
        JSON.stringify(mark),
      );
    }
  }));
