import assert from "node:assert/strict";
import {
  BeingWritten,
  type JournalLine,
  journalPath,
  openJournal,
  type Owner,
  readJournal,
} from "../../../benchmarks/store/journal/journal.ts";
import { sealRun } from "../../../benchmarks/store/journal/seal.ts";
import { exists, inFolder, row, rowsOf, text, words } from "./journals.ts";

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
