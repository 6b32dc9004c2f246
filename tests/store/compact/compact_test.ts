/** Old runs whose rows are moved into files of a month: every answer stays, and every run can be used. */
import assert from "node:assert/strict";
import { runNamed } from "../../../benchmarks/commands/runs/named.ts";
import { deleteRuns, restoreRuns } from "../../../benchmarks/commands/runs/trash.ts";
import { finishedAttempts } from "../../../benchmarks/store/journal/recover.ts";
import { replay } from "../../../benchmarks/commands/recordings/replay.ts";
import { writeImported } from "../../../benchmarks/commands/import_run.ts";
import { checkFolder } from "../../../benchmarks/store/door/door.ts";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { openRuns } from "../../../benchmarks/store/views.ts";
import { findRuns } from "../../../benchmarks/store/run_folders.ts";
import type { RunFile } from "../../../benchmarks/store/run_file.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";
import {
  compact,
  day,
  everything,
  lists,
  ownFiles,
  quietly,
  requestsIn,
  writeStore,
} from "./old_store.ts";

/** What this checkout knows of run folders without reading them through. */
const verdicts = async () =>
  JSON.parse(await Deno.readTextFile("data/.store/checked.json")).folders;

Deno.test("compactRuns() moves rows of old runs, and no answer changes", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    const before = await everything(folder);
    const { said: plan } = await compact(folder, { dryRun: true });
    assert.match(plan, /^2026-01: 2 runs, 43 rows would be moved\.$/m);
    assert.equal((await ownFiles(folder)).length, 5);
    const { said } = await compact(folder);
    assert.match(said, /^2026-01: 2 runs, 43 rows into \S+\/compacted\/2026-01-\w+\.parquet/m);
    assert.match(said, /^cut stays as it is: it was interrupted/m);
    assert.deepEqual(await ownFiles(folder), ["cut", "march"]);
    const kept = await verdicts();
    const db = await openDuckdb();
    for (const id of ["jan-1", "jan'2", "feb"]) {
      const place = await Deno.realPath(`${folder}/${id}`);
      assert.match(kept[place].files, /^\/2026-0[12]-\w+\.parquet /, "not read through again");
      assert.deepEqual(kept[place].checked, await checkFolder(db, place));
    }
    db.close();
    assert.deepEqual(await everything(folder), before);
    assert.match((await compact(folder)).said, /^No run .* has rows to move\.$/m);
    const later = await compact(folder, { before: "2026-04-01", json: true });
    assert.equal(JSON.parse(later.said).months[0].rows, 5);
    assert.deepEqual(await everything(folder), before);
  }));

Deno.test("a shared file read once for all its runs gives each the verdict that it has alone", () =>
  inFolder(async (folder) => {
    for (let i = 0; i < 6; i++) {
      await writeRun(folder, { run_id: `r${i}`, ...day("2026-01-05") }, answers(20, 1, lists));
    }
    await compact(folder);
    const [{ name }] = [...Deno.readDirSync(`${folder}/compacted`)].filter((e) =>
      /quet$/.test(e.name)
    );
    const file = `${folder}/compacted/${name}`;
    const db = await openDuckdb();
    await db.run(`CREATE TABLE rows AS SELECT * REPLACE (
        CASE WHEN run_id = 'r1' AND request_index = 3 THEN -5 ELSE ttft_s END AS ttft_s,
        CASE WHEN run_id = 'r2' THEN 7 ELSE request_index END AS request_index,
        CASE WHEN run_id = 'r3' AND request_index < 4 THEN 'odd' ELSE status END AS status)
      FROM '${file}' WHERE run_id <> 'r4'`);
    await db.run(`COPY rows TO '${file}' (FORMAT parquet)`);
    const { runs, broken } = await findRuns(folder);
    assert.deepEqual(runs.map(({ run_id, rows }) => [run_id, rows]), [["r0", 20], ["r5", 20]]);
    assert.deepEqual(broken.map(({ reason }) => reason), [
      "1 row with ttft_s below 0",
      "19 rows more than it has attempts",
      "4 rows with an unknown status",
      "it has no requests",
    ]);
    for (const [i, { reason }] of broken.entries()) {
      assert.equal(
        (await checkFolder(db, await Deno.realPath(`${folder}/r${i + 1}`))).fault,
        reason,
      );
    }
    db.close();
  }));

Deno.test("a run without a file of its own can be used like any other", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    await compact(folder);
    const rows = () => requestsIn(folder);
    const before = await rows();
    const options = { resultsDir: folder };
    const one = await openRuns([(await runNamed("jan'2", options)).folder]);
    assert.equal((await one.query("SELECT count(*)::INT AS n FROM requests")).rows[0].n, 13);
    one.close();
    assert.equal((await finishedAttempts(`${folder}/jan-1`)).done.size, 30);
    await assert.rejects(replay(`${folder}/jan-1`), /There are no recordings/);
    const imported = {
      file: "x",
      run: JSON.parse(await Deno.readTextFile(`${folder}/feb/run.json`)) as RunFile,
      rows: before.filter((row) => row.run_id === "feb"),
    };
    const [{ skipped }] = await writeImported([imported], folder);
    assert.equal(skipped, 20);
    await quietly(() => deleteRuns(["jan-1"], { ...options, yes: true }));
    assert.deepEqual((await rows()).length, before.length - 30, "its month keeps rows of nobody");
    await quietly(() => restoreRuns(["jan-1"], options));
    assert.deepEqual(await rows(), before);
    // A name that leads elsewhere, or to a file that is not there.
    for (const file of ["../march/requests.parquet", "/etc/passwd", "2026-01-none.parquet", 7]) {
      await Deno.writeTextFile(`${folder}/feb/compacted.json`, JSON.stringify({ file }));
      const { broken } = await findRuns(folder);
      assert.deepEqual(broken.map(({ reason }) => reason), ["it has no requests.parquet"]);
    }
  }));

Deno.test("compactRuns() ended at any moment leaves each run its rows once", () =>
  inFolder(async (folder) => {
    for (let i = 0; i < 40; i++) {
      await writeRun(folder, { run_id: `r${i}`, ...day("2026-01-05") }, answers(20, 1 + i, lists));
    }
    const before = await everything(folder);
    const left = [];
    for (let last = 1; (await ownFiles(folder)).length; last += Math.ceil(last / 12)) {
      assert.ok(last < 1000, "it gets on");
      const { code, signal } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "tests/store/compact/cut_short.ts"]
          .concat(folder, "2026-03-01", String(last)),
        stdout: "null",
        stderr: "null",
      }).output();
      assert.ok(signal === "SIGKILL" || code === 0, `${code} before change ${last}`);
      left.push((await ownFiles(folder)).length);
      assert.deepEqual(await requestsIn(folder), before.requests, `change ${last}`);
    }
    assert.ok(new Set(left).size > 5, `it was ended among its steps: ${left}`);
    assert.deepEqual(await everything(folder), before);
  }));
