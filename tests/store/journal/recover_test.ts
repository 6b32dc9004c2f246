/** Runs that were cut off: sealed, or gone on with. */
import assert from "node:assert/strict";
import { journalPath, openJournal } from "../../../benchmarks/store/journal/journal.ts";
import {
  attemptWord,
  finishedAttempts,
  interrupted,
  recoverRuns,
} from "../../../benchmarks/store/journal/recover.ts";
import { sealRun } from "../../../benchmarks/store/journal/seal.ts";
import { exists, inFolder, row, rowsOf, text, words } from "./journals.ts";

Deno.test("recoverRuns() seals what nobody writes any more, whatever its process was called", () =>
  inFolder(async (runs) => {
    // Numbers are used again, and machines get new names: who has the file's lock decides.
    const owners = {
      elsewhere: { pid: 1, host: "another.invalid" },
      gone: { pid: Deno.pid, host: Deno.hostname() },
      living: { pid: 2 ** 22 + 1, host: "another.invalid" },
    };
    const open: { close(): Promise<void> }[] = [];
    for (const [name, owner] of Object.entries(owners)) {
      const journal = await openJournal(`${runs}/${name}`, { owner });
      journal.append(row(0, "2026-01-01T00:00:00Z"), text("one"));
      if (name === "living") open.push(journal);
      else await journal.close();
      // A process that is killed leaves the room that it kept for a full disk.
      if (name === "gone") await Deno.writeTextFile(`${runs}/gone/reserve.tmp`, "room");
      await Deno.writeTextFile(
        `${runs}/${name}/run.json`,
        JSON.stringify({ run_id: name, invalid: null, ended_at: null, counts: {} }),
      );
    }
    const found = await recoverRuns(runs, () => words);
    const sealed = [`${runs}/elsewhere`, `${runs}/gone`];
    assert.deepEqual(found, { sealed, failed: [] });
    assert.equal((await rowsOf(`${runs}/gone`)).length, 1);
    assert.equal(await exists(`${runs}/gone/reserve.tmp`), false);
    assert.equal(await exists(`${runs}/living/reserve.tmp`), true);
    const run = JSON.parse(await Deno.readTextFile(`${runs}/gone/run.json`));
    assert.deepEqual([run.invalid, run.counts], [interrupted, { ok: 1 }]);
    assert.equal(await exists(journalPath(`${runs}/living`)), true);
    assert.equal(await exists(`${runs}/living/requests.parquet`), false);
    for (const journal of open) await journal.close();
    const none = { sealed: [], failed: [] };
    await Deno.remove(`${runs}/living`, { recursive: true });
    assert.deepEqual(await recoverRuns(runs, () => words), none);
    assert.deepEqual(await recoverRuns(`${runs}/missing`, () => words), none);
    // A folder stands where the Parquet file should go.
    await Deno.remove(`${runs}/gone/requests.parquet`);
    await Deno.mkdir(`${runs}/gone/requests.parquet`);
    await Deno.writeTextFile(journalPath(`${runs}/gone`), "broken\n{}\n");
    const { failed } = await recoverRuns(runs, () => words);
    assert.deepEqual(failed.map((f) => f.folder), [`${runs}/gone`]);
    assert.ok(await exists(journalPath(`${runs}/gone`)), "what cannot be sealed stays");
  }));

Deno.test("openJournal() goes on with a journal: the torn line goes, what was cut is made again once", () =>
  inFolder(async (folder) => {
    const first = await openJournal(folder);
    first.append(row(0, "2026-01-01T00:00:00Z"), text("one"));
    first.append({ ...row(1, "2026-01-01T00:00:01Z"), status: "incomplete" }, text("cut"));
    await first.close();
    await Deno.writeTextFile(journalPath(folder), '{"row": {"torn', { append: true });
    const { done } = await finishedAttempts(folder);
    assert.deepEqual([...done], [attemptWord(row(0, ""))]);
    const second = await openJournal(folder, { resume: true });
    second.append(row(1, "2026-01-01T00:00:05Z"), text("one two"));
    await second.close();
    assert.deepEqual(await sealRun(folder, words), { ok: 2 });
    assert.deepEqual((await rowsOf(folder)).map((r) => [r.request_index, r.output_tokens]), [
      [0, 1],
      [1, 2],
    ]);
    // Sealed once, and gone on with again: rows of the Parquet file stay.
    const third = await openJournal(folder, { resume: true });
    third.append(row(2, "2026-01-01T00:00:09Z"), text("one two three"));
    await third.close();
    assert.equal((await finishedAttempts(folder)).done.size, 3);
    assert.deepEqual(await sealRun(folder, words), { ok: 3 });
    assert.deepEqual((await rowsOf(folder)).map((r) => r.output_tokens), [1, 2, 3]);
  }));
