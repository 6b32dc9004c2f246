/** `board.jsonc`: what the boards of a store show, in view `latest`, and what is wrong with the file. */
import assert from "node:assert/strict";
import { leaderboardData } from "../../../benchmarks/queries/leaderboard.ts";
import { newestRunSql } from "../../../benchmarks/queries/boards.ts";
import { downloadsOf } from "../../../benchmarks/queries/downloads/downloads.ts";
import { unmetChoice } from "../../../benchmarks/store/board/board_choice.ts";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import type { RunTarget } from "../../../benchmarks/store/run_file.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { writeViewsFile } from "../../../benchmarks/store/views_file.ts";
import { newestHtml } from "../../../src/choice/newest.ts";
import { chosenHtml } from "../../../src/leaderboard/leaderboard_notes.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

const words = (over: Record<string, unknown>) => ({ publisher: over as never });
const both = [{ provider: "acme" }, { provider: "other" }].flatMap((p) => answers(3, 1, p))
  .map((row, request_index) => ({ ...row, request_index }));

const asked = (...providers: string[]) =>
  providers.map((provider) => ({ provider, model: "m" })) as RunTarget[];

/** Four runs of one board, each of two providers but the third. */
async function writeStore(folder: string): Promise<void> {
  await writeRun(folder, {
    run_id: "r1",
    started_at: "2026-01-01T12:00:00Z",
    targets: asked("acme", "other"),
  }, both);
  await writeRun(folder, {
    run_id: "r2",
    started_at: "2026-02-01T12:00:00Z",
    ...words({ tags: ["nightly", "eu"] }),
  }, both);
  await writeRun(folder, {
    run_id: "r3",
    started_at: "2026-03-01T00:00:00Z",
    targets: asked("other"),
    ...words({ tags: ["it's"] }),
  }, both.slice(3));
  await writeRun(folder, {
    run_id: "r4",
    started_at: "2026-04-01T00:00:00Z",
    ...words({ tags: ["nightly"], invalid_because: "x" }),
  }, both);
}

const cases: [string, latest: string[], sentences: string[], left?: string[]][] = [
  ["{}", ["acme r2", "other r3"], []],
  ['{ "runs": ["r1", "r4"] }', ["acme r1", "other r1"], ["Only 2 runs: r1, r4"], ["r2", "r3"]],
  ['{ "tags": ["nightly"] }', ["acme r2", "other r2"], ["Only runs with the tag nightly"], [
    "r1",
    "r3",
  ]],
  [
    `{ "tags": ["eu", "it's"] }`,
    ["acme r2", "other r3"],
    ["Only runs with one of the tags eu, it's"],
    ["r1", "r4"],
  ],
  [`{ "without_tags": ["it's"] }`, ["acme r2", "other r2"], ["No run with the tag it's"], ["r3"]],
  [
    '{ "without_tags": ["eu", "it\'s"] }',
    ["acme r1", "other r1"],
    ["No run with one of the tags eu, it's"],
    ["r2", "r3"],
  ],
  ['{ "since": "2026-02-01" }', ["acme r2", "other r3"], ["Only runs since 2026-02-01"], ["r1"]],
  ['{ "since": "2026-02-02" }', ["other r3"], ["Only runs since 2026-02-02"], ["r1", "r2"]],
  [
    '// mine\n{ "leave_out": [{ "provider": "other", "because": "its key was shared", }], }',
    ["acme r2"],
    ["Without other: its key was shared"],
    ["r3"],
  ],
  [
    '{ "leave_out": [{ "provider": "other", "model": "n", "because": "x" }] }',
    ["acme r2", "other r3"],
    ["Without n of other: x"],
  ],
  [
    `{ "runs": ["r3"], ` +
    `"leave_out": [{ "provider": "'; DROP VIEW runs; --", "because": "'); --" }] }`,
    ["other r3"],
    ["Only run r3", "Without '; DROP VIEW runs; --: '); --"],
    ["r1", "r2", "r4"],
  ],
];

Deno.test("a board's choice is what view latest shows, and everything that follows it, in sentences", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    for (const [text, latest, sentences, left = []] of cases) {
      await Deno.writeTextFile(`${folder}/board.jsonc`, text);
      const db = await openStore(folder);
      const { rows } = await db.query(
        "SELECT provider || ' ' || run_id AS is FROM latest ORDER BY provider",
      );
      assert.deepEqual(rows.map((r) => r.is), latest, text);
      const { rows: chosen } = await db.query("FROM board_choice");
      const said = chosen.map(({ what, because }) => because ? `${what}: ${because}` : what);
      assert.deepEqual(said, sentences, text);
      const { rows: out } = await db.query(
        "SELECT run_id, left_out FROM runs WHERE left_out IS NOT NULL ORDER BY run_id",
      );
      assert.deepEqual(out.map((r) => r.run_id), left, text);
      const because = sentences.map((sentence) => sentence.replace(/: (its key.*)/, " ($1)"));
      for (const { left_out } of out) assert.ok(because.includes(String(left_out)), text);
      const { rows: [all] } = await db.query("SELECT count(*) AS n FROM requests");
      assert.equal(all.n, 21, "SQL over requests stays whole");
      db.close();
    }
    // The last of the choices, on page `/`, in its downloads, and in the file for other tools.
    const db = await openStore(folder);
    const { groups, chosen } = await leaderboardData(db);
    assert.deepEqual([...new Set(groups.map((g) => `${g.provider} ${g.run_id}`))], ["other r3"]);
    const boards = (await downloadsOf(db)).filter(({ path }) => path.startsWith("boards/"));
    assert.deepEqual(boards.map(({ rows, runs }) => ({ rows, runs })), [{ rows: 3, runs: ["r3"] }]);
    db.close();
    const words = "Only run r3. Without &#39;; DROP VIEW runs; -- (&#39;); --).";
    assert.ok(newestHtml(chosen).endsWith(`each target. <b>Its publisher chose:</b> ${words}`));
    const five = Array(5).fill({ what: "Without <b>", because: null });
    assert.match(
      newestHtml(five),
      /chose:<\/b>( Without &#60;b&#62;\.){3} <a [^>]*#chosen">And 2 more/,
    );
    assert.equal(newestHtml([]), "Showing the newest valid run of each target.");
    assert.match(
      chosenHtml(chosen),
      /board:<\/b> Only run r3\. Without &#39;; DROP VIEW runs; -- \(&#39;\); --\)\.<\/p>$/,
    );
    assert.equal(chosenHtml([]), "");
    await writeViewsFile(folder);
    const file = await openDuckdb(`${folder}/tokenboard.duckdb`);
    assert.deepEqual((await file.query("SELECT run_id FROM latest")).rows, [{ run_id: "r3" }]);
    file.close();
  }));

Deno.test("the newest run of a configuration is whole, whatever the boards show", () =>
  inFolder(async (folder) => {
    await writeRun(folder, { run_id: "mine", config_name: "mine" }, both);
    // Newer, of the same workload and targets: the other is on no board for it, either.
    await writeRun(folder, { run_id: "new", started_at: "2026-05-01T00:00:00Z" }, both);
    await Deno.writeTextFile(`${folder}/board.jsonc`, '{ "tags": ["nightly"] }');
    const db = await openStore(folder);
    const { rows } = await db.query(newestRunSql("mine"));
    db.close();
    assert.deepEqual([rows.length, rows[0].run_id, rows[0].historical], [6, "mine", false]);
  }));

Deno.test("ages count from the newest run of the board, from today, or from the end of a day", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    const ages = async (choice: Record<string, unknown>) => {
      await Deno.writeTextFile(`${folder}/board.jsonc`, JSON.stringify(choice));
      const db = await openStore(folder);
      const { rows } = await db.query("SELECT age_days, historical FROM latest ORDER BY provider");
      const { rows: chosen } = await db.query("SELECT what FROM board_choice");
      db.close();
      return [rows.map((r) => [r.age_days, r.historical]), chosen.map((c) => c.what)];
    };
    assert.deepEqual(await ages({ historical_after_days: 27 }), [
      [[27.5, true], [0, false]], // noon of 1 February to the begin of 1 March
      ["Rows over 27 days older than the newest run of their board are historical"],
    ]);
    assert.deepEqual((await ages({ historical_after_days: 27.5 }))[0], [[27.5, false], [0, false]]);
    assert.deepEqual(await ages({ as_of: "2026-02-20" }), [
      [[19.5, false], [0, false]], // the other's run is of a later day
      ["Rows over 90 days old on 2026-02-20 are historical"],
    ]);
    assert.deepEqual(await ages({ historical_after_days: null, as_of: "2199-01-01" }), [
      [[63156.5, false], [63129, false]],
      ["No row is historical, however old"],
    ]);
    const [[[age]], sentences] = await ages({ as_of: "today" }) as [[[number]], string[]];
    const days = (Date.now() - Date.parse("2026-02-01T12:00:00Z")) / 86_400_000;
    assert.ok(Math.abs(age - days) < 0.05, `${age} ${days}`);
    assert.deepEqual(sentences, ["Rows over 90 days old today are historical"]);
  }));

Deno.test("what a choice names and no run has is named", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    const db = await openStore(folder);
    const found = await unmetChoice(db, {
      runs: ["r1", "r9"],
      tags: ["eu", "us"],
      leave_out: [
        { provider: "acme", because: "x" },
        { provider: "acme", model: "n", because: "x" },
        { provider: "nobody", because: "x" },
      ],
    });
    db.close();
    assert.deepEqual(found, ["run r9", "tag us", "provider acme with n", "provider nobody"]);
  }));
