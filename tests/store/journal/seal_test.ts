import assert from "node:assert/strict";
import { journalPath, openJournal } from "../../../benchmarks/store/journal/journal.ts";
import { emptyRow } from "../../../benchmarks/record/record.ts";
import { finishedAttempts } from "../../../benchmarks/store/journal/recover.ts";
import { damagedPath, type Lost, sealRun } from "../../../benchmarks/store/journal/seal.ts";
import { openDuckdb, quote } from "../../../benchmarks/store/duckdb.ts";
import { inFolder } from "../../support/bench.ts";

const words = { name: "words", count: (t: string) => t.split(" ").length };
const row = (request_index: number) => ({
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
  started_at: `2026-01-01T00:00:0${request_index}Z`,
});
const text = (content: string) => ({
  content,
  reasoning: "",
  tool_call: "",
  first_arrival: { content: "", reasoning: "", tool_call: "" },
  prompt: null,
});
const half = "\ud83d";

Deno.test("a journal with half characters, impossible counts and damaged lines is sealed, losses named", () =>
  inFolder(async (folder) => {
    const journal = await openJournal(folder);
    journal.append(
      { ...row(0), error_message: `x${half}`, served_model: half },
      text(`one ${half}`),
    );
    journal.append({ ...row(1), input_tokens_reported: 2 ** 40, chunks: -1 }, text("two"));
    journal.append({ ...row(2), input_tokens_reported: -3 }, text("three"));
    journal.append(row(3), text("four"));
    await journal.close();
    // Written by an older version, or damaged on the disk: the third line is the second attempt.
    const lines = (await Deno.readTextFile(journalPath(folder))).trimEnd().split("\n");
    lines.splice(3, 0, '{"row": {"half', JSON.stringify({ row: { run_id: "r" }, text: {} }));
    lines.push(JSON.stringify({ row: { ...row(4), started_at: "2026-02-30" }, text: null }));
    await Deno.writeTextFile(journalPath(folder), lines.join("\n") + "\n\0\0\0\n{");

    // To go on with the run cuts what was torn off, and no whole line.
    const again = await openJournal(folder, { resume: true });
    again.append(row(5), text("six"));
    await again.close();
    assert.equal((await finishedAttempts(folder)).done.size, 6);

    let lost: Lost | null = null;
    assert.deepEqual(await sealRun(folder, words, true, (found) => lost = found), { ok: 6 });
    assert.deepEqual(lost, {
      dropped: { chunks: 1, input_tokens_reported: 2, started_at: 1 },
      damaged: [
        { number: 4, why: "it is not JSON" },
        {
          number: 5,
          why:
            "its row has no config_name, provider, model, simulated, phase, request_index, attempt, status",
        },
      ],
    });
    const kept = (await Deno.readTextFile(damagedPath(folder))).split("\n");
    assert.deepEqual(kept, [...lines.slice(3, 5), ""]);
    const db = await openDuckdb();
    const { rows } = await db.query(
      `SELECT request_index AS i, error_message, served_model, content_text, input_tokens_reported AS n, chunks
        FROM read_parquet(${quote(`${folder}/requests.parquet`)}) ORDER BY i`,
    );
    db.close();
    assert.deepEqual(rows.map(({ i, n, chunks }) => [i, n, chunks]), [
      ...Array.from({ length: 6 }, (_, i) => [i, null, null]),
    ]);
    assert.deepEqual(
      [rows[0].error_message, rows[0].served_model, rows[0].content_text],
      ["x\ufffd", "\ufffd", "one \ufffd"],
    );
  }));

Deno.test("sealRun() says nothing where nothing is lost", () =>
  inFolder(async (folder) => {
    const journal = await openJournal(folder);
    journal.append(row(0), text("one"));
    await journal.close();
    await sealRun(folder, words, false, () => assert.fail("nothing is lost"));
  }));
