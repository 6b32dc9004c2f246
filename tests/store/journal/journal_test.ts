import assert from "node:assert/strict";
import {
  BeingWritten,
  type JournalLine,
  journalPath,
  openJournal,
  type Owner,
  readJournal,
} from "../../../benchmarks/store/journal/journal.ts";
import { emptyRow } from "../../../benchmarks/record/record.ts";
import {
  attemptWord,
  finishedAttempts,
  interrupted,
  recoverRuns,
} from "../../../benchmarks/store/journal/recover.ts";
import { sealRun } from "../../../benchmarks/store/journal/seal.ts";
import { openDuckdb, quote } from "../../../benchmarks/store/duckdb.ts";

const words = { name: "words", count: (t: string) => t.split(" ").length };
const row = (request_index: number, started_at: string) => ({
  ...emptyRow({
    run_id: "r",
    config_name: "c",
    provider: "p",
    model: "m",
    simulated: true,
    phase: "measured",
    request_index,
    attempt: 1,
    status: "ok",
  }),
  started_at,
  ttft_s: 0.5,
  chunk_at_s: [0.5],
});
const text = (content: string) => ({
  content,
  reasoning: "",
  tool_call: "",
  first_arrival: { content, reasoning: "", tool_call: "" },
  prompt: "ask me now",
});
async function inFolder(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
const linesOf = async (folder: string) => {
  const lines: JournalLine[] = [];
  const damaged: string[] = [];
  let owner: Owner | null = null;
  for await (const line of readJournal(folder)) {
    if ("owner" in line) owner = line.owner;
    else if ("row" in line) lines.push(line);
    else damaged.push(`${line.damaged.number}: ${line.damaged.why}`);
  }
  return { owner, lines, damaged };
};
const exists = (path: string) => Deno.stat(path).then(() => true, () => false);
const rowsOf = async (folder: string) => {
  const db = await openDuckdb();
  try {
    const sql =
      `SELECT request_index, output_tokens, input_tokens, tokenizer, reasoning_text, content_text FROM read_parquet(${
        quote(`${folder}/requests.parquet`)
      })`;
    return (await db.query(sql)).rows;
  } finally {
    db.close();
  }
};

Deno.test("openJournal() lets one process write, and cuts no line that another is writing", () =>
  inFolder(async (folder) => {
    const first = await openJournal(folder);
    const half = '{"row":{"half';
    await Deno.writeTextFile(journalPath(folder), half, { append: true });
    await assert.rejects(openJournal(folder, { resume: true }), BeingWritten);
    assert.ok((await Deno.readTextFile(journalPath(folder))).endsWith(half));
    await first.close();
    const second = await openJournal(folder, { resume: true });
    await second.close();
    assert.ok(!(await Deno.readTextFile(journalPath(folder))).includes("half"));
    assert.deepEqual([...Deno.readDirSync(folder)].map((e) => e.name), ["journal.jsonl"]);
  }));

Deno.test("openJournal() has a row on disk before it is closed", () =>
  inFolder(async (folder) => {
    const journal = await openJournal(folder);
    journal.append(row(0, "2026-01-01T00:00:00Z"), text("a\nb"));
    const { owner, lines } = await linesOf(folder);
    assert.equal(owner?.pid, Deno.pid);
    assert.equal(lines.length, 1);
    assert.deepEqual(lines[0].row, row(0, "2026-01-01T00:00:00Z"));
    assert.equal(lines[0].text.content, "a\nb");
    await journal.close();
    await assert.rejects(openJournal(folder), Deno.errors.AlreadyExists);
  }));

Deno.test("readJournal() leaves out a torn last line and names a damaged one before", () =>
  inFolder(async (folder) => {
    const journal = await openJournal(folder);
    journal.append(row(0, "2026-01-01T00:00:00Z"), text("a"));
    journal.append(row(1, "2026-01-01T00:00:01Z"), text("b"));
    await journal.close();
    const whole = await Deno.readTextFile(journalPath(folder));
    const second = whole.trimEnd().lastIndexOf("\n") + 1;
    for (const end of [second, second + 1, second + 40, whole.length - 1]) {
      await Deno.writeTextFile(journalPath(folder), whole.slice(0, end));
      assert.equal((await linesOf(folder)).lines.length, 1, `cut at ${end}`);
    }
    await Deno.writeTextFile(journalPath(folder), whole.replace('{"row"', '{"ro'));
    const { lines, damaged } = await linesOf(folder);
    assert.deepEqual(damaged, ["2: it is not JSON"]);
    assert.deepEqual(lines.map((l) => l.row.request_index), [1]);
  }));

Deno.test("sealRun() writes rows by start, with their tokens, and removes the journal", () =>
  inFolder(async (folder) => {
    const journal = await openJournal(folder);
    journal.append(row(1, "2026-01-01T00:00:01.5Z"), text("one two"));
    journal.append(row(0, "2026-01-01T00:00:01.25Z"), text("one"));
    await journal.close();
    await sealRun(folder, words, true);
    assert.equal(await exists(journalPath(folder)), false);
    const tokens = { input_tokens: 3, tokenizer: "words", reasoning_text: null };
    assert.deepEqual(await rowsOf(folder), [
      { request_index: 0, output_tokens: 1, ...tokens, content_text: "one" },
      { request_index: 1, output_tokens: 2, ...tokens, content_text: "one two" },
    ]);
  }));

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
      await Deno.writeTextFile(
        `${runs}/${name}/run.json`,
        JSON.stringify({ run_id: name, invalid: null, ended_at: null, counts: {} }),
      );
    }
    const found = await recoverRuns(runs, () => words);
    const sealed = [`${runs}/elsewhere`, `${runs}/gone`];
    assert.deepEqual(found, { sealed, failed: [] });
    assert.equal((await rowsOf(`${runs}/gone`)).length, 1);
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
    const done = await finishedAttempts(folder);
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
    assert.equal((await finishedAttempts(folder)).size, 3);
    assert.deepEqual(await sealRun(folder, words), { ok: 3 });
    assert.deepEqual((await rowsOf(folder)).map((r) => r.output_tokens), [1, 2, 3]);
  }));
