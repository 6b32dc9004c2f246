/** Boards in the store: a name that stays, and no two of a name. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { boardId } from "../../benchmarks/queries/board_id.ts";
import { boardRowsSql } from "../../benchmarks/queries/boards.ts";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import type { RequestRow } from "../../src/rows/board.ts";
import { boardWords, chosenBoard, groupOf } from "../../src/words/board_id.ts";
import { boardsOf } from "../../src/rows/boards.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const text = (value: string | null) => value === null ? "NULL::VARCHAR" : quote(value);
async function idOf(size: string | null, model: string, place: string | null, simulated = false) {
  const db = await openDuckdb();
  const { rows } = await db.query(
    `SELECT ${boardId("r")} AS id FROM (SELECT ${text(size)} AS model_size, ${text(model)} AS model,
      ${
      text(place)
    } AS location, '0e24b5977cf1ab8c' AS workload_hash, ${simulated} AS simulated) r`,
  );
  db.close();
  return rows[0].id as string;
}
const md5 = (of: string) => createHash("md5").update(of).digest("hex").slice(0, 8);

Deno.test("boardId() is readable, and tells apart what reads alike", async () => {
  assert.equal(await idOf("70b", "meta/Llama", "us-west-2"), "70b_us-west-2_0e24b5977cf1ab8c");
  assert.equal(await idOf(null, "llama-3.1", null), "llama-3.1__0e24b5977cf1ab8c");
  assert.equal(await idOf("7b", "m", null, true), "7b__0e24b5977cf1ab8c_simulated");
  const slashed = `meta-llama-llama-3--${md5("meta-llama/Llama-3")}`;
  const place = `z-rich--${md5("Zürich")}`;
  assert.equal(
    await idOf(null, "meta-llama/Llama-3", "Zürich"),
    `${slashed}_${place}_0e24b5977cf1ab8c`,
  );
  const alike = ["a_b", "A-B", "a-b", "a--b", "a b", "-a-b", "日本", "東京", "", "a".repeat(300)];
  const ids = await Promise.all(alike.map((name) => idOf(null, name, null)));
  assert.equal(new Set(ids).size, alike.length);
  for (const id of ids) assert.match(id, /^[a-z0-9.-]{0,60}__0e24b5977cf1ab8c$/);
});

Deno.test("boardWords() reads what an id says", () => {
  assert.equal(
    boardWords("70b_us-west-2_0e24b5977cf1ab8c"),
    "70b, from us-west-2, workload 0e24b597",
  );
  assert.equal(boardWords("llama--1a2b3c4d__w_simulated"), "llama, simulated, workload w");
  assert.equal(boardWords("us-west-2_0e24b5977cf1ab8c"), "from us-west-2, workload 0e24b597");
  assert.equal(boardWords("3"), null);
  assert.equal(boardWords("550 tokens in · 70B"), null);
});

Deno.test("chosenBoard() says what an address meant, and what is shown", () => {
  const boards = [{ id: "70b__w" }, { id: "7b__w" }];
  const label = (b: { id: string }) => b.id.split("_")[0];
  assert.deepEqual(chosenBoard(boards, "", label), { board: boards[0], gone: null });
  assert.deepEqual(chosenBoard(boards, "7b__w", label), { board: boards[1], gone: null });
  assert.equal(
    chosenBoard(boards, "13b_x_w", label).gone,
    "This address names a board (13b, from x, workload w) of which this page has no valid run. Shown instead: 70b.",
  );
  assert.equal(
    chosenBoard(boards, "3", label).gone,
    "This address names a board as “3”, which no longer says which one it was. Shown instead: 70b.",
  );
});

Deno.test("a board keeps its id when more runs come, and no two boards share a label", async () => {
  const folder = await Deno.makeTempDir();
  const line = "10 tokens in, 5 out, 1 at a time";
  const run = (run_id: string, requests: number, place: string | null) =>
    writeRun(folder, {
      run_id,
      workload: line,
      workload_hash: requests === 20 ? "1111111111111111" : "2222222222222222",
      config: { requests },
      location: place,
      started_at: `2026-01-0${run_id.at(-1)}T00:00:00Z`,
    }, answers(requests, 1, { location: place }));
  const boards = async () => {
    const db = await openStore(folder);
    const rows = (await db.query(boardRowsSql("true"))).rows as unknown as RequestRow[];
    db.close();
    return boardsOf(rows);
  };
  try {
    await run("one-1", 20, null);
    const [before] = await boards();
    assert.equal(before.group.label, line);
    await run("two-2", 60, null);
    await run("three-3", 60, "here");
    await run("four-4", 20, null);
    const after = await boards();
    assert.equal(after.length, 3);
    const same = after.find((b) => b.id === before.id)!;
    assert.equal(same.group.label, `${line}, 20 requests`);
    assert.deepEqual(after.map((b) => b.group.label).sort(), [
      `${line}, 20 requests`,
      `${line}, 60 requests`,
      `${line}, 60 requests · from here`,
    ]);
    assert.equal(new Set(after.map((b) => b.title)).size, 3);
    assert.equal(new Set(after.map((b) => groupOf(b.id))).size, 3);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
