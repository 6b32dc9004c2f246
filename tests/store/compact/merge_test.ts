/** A month that gets more runs after it was compacted has one file again, and no answer changes. */
import assert from "node:assert/strict";
import { basename } from "node:path";
import { deleteRuns, restoreRuns } from "../../../benchmarks/commands/runs/trash.ts";
import { findRuns } from "../../../benchmarks/store/run_folders.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";
import { compact, day, everything, lists, quietly, requestsIn, writeStore } from "./old_store.ts";

const shared = async (folder: string) =>
  (await Array.fromAsync(Deno.readDir(`${folder}/compacted`))).map(({ name }) => name).sort();

Deno.test("compactRuns() makes one file of a month's, for the runs in the trash, too", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    await writeRun(folder, { run_id: "gone", ...day("2026-01-04") }, answers(7, 3, lists));
    const options = { resultsDir: folder };
    const before = await everything(folder);
    await compact(folder, { before: "2026-01-20" });
    const [first] = await shared(folder);
    await quietly(() => deleteRuns(["gone"], { ...options, yes: true }));
    const { said } = await compact(folder);
    assert.match(said, /^2026-01: one file of 2, \S+compacted\/2026-01-\w+\.parquet \(/m);
    const files = await shared(folder);
    assert.deepEqual(files.map((name) => name.slice(0, 7)), ["2026-01", "2026-02"]);
    assert.notEqual(files[0], first);
    await quietly(() => restoreRuns(["gone"], options));
    assert.deepEqual(await everything(folder), before);
    const { runs } = await findRuns(folder);
    const of = (id: string) => basename(runs.find(({ run_id }) => run_id === id)!.at.file);
    assert.deepEqual(["gone", "jan-1", "jan'2", "feb"].map(of), [0, 0, 0, 1].map((i) => files[i]));
    assert.match((await compact(folder)).said, /^No run .* has rows to move\.$/m);
  }));

Deno.test("files of a month that a call left behind become one without a row twice", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    const before = await everything(folder);
    await compact(folder, { before: "2026-01-20" });
    const [old] = await shared(folder);
    await Deno.copyFile(
      `${folder}/compacted/${old}`,
      `${folder}/compacted/2026-01-0123456789ab.parquet`,
    );
    const plan = JSON.parse((await compact(folder, { dryRun: true, json: true })).said);
    assert.deepEqual(plan.merged.map(({ month, from }: Record<string, unknown>) => [month, from]), [
      ["2026-01", 2],
    ]);
    await compact(folder);
    assert.equal((await shared(folder)).length, 2);
    assert.deepEqual(await everything(folder), before);
  }));

Deno.test("a merge ended at any moment leaves each run its rows once", () =>
  inFolder(async (folder) => {
    for (let i = 0; i < 8; i++) {
      await writeRun(
        folder,
        { run_id: `r${i}`, ...day(`2026-01-0${i + 1}`) },
        answers(9, 1 + i, lists),
      );
    }
    const before = await everything(folder);
    await compact(folder, { before: "2026-01-05" });
    const first = await shared(folder);
    let ended = 0;
    for (let last = 1;; last += Math.ceil(last / 5)) {
      assert.ok(last < 500, "it gets on");
      const { signal } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "tests/store/compact/cut_short.ts"]
          .concat(folder, "2026-03-01", String(last)),
        stdout: "null",
        stderr: "null",
      }).output();
      assert.deepEqual(await requestsIn(folder), before.requests, `change ${last}`);
      if (signal !== "SIGKILL") break;
      ended++;
    }
    assert.ok(ended > 5, `it was ended ${ended} times`);
    const files = await shared(folder);
    assert.equal(files.length, 1);
    assert.notDeepEqual(files, first);
    assert.deepEqual(await everything(folder), before);
  }));
