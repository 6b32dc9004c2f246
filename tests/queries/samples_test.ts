/** What pages load of many requests: a sample that is the same at every build, and counts of all. */
import assert from "node:assert/strict";
import { boardGroupsSql, boardRowsSql } from "../../benchmarks/queries/boards.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { writeLargeStore } from "../support/stores/large_store.ts";
import { pageText } from "../support/pages/page_text.ts";

const many = 60_000;
const limit = 500;

Deno.test("a sample has the rows whose names have the smallest hashes, and counts count all", () =>
  inFolder(async (folder) => {
    await writeLargeStore(folder, many);
    const db = await openStore(folder);
    const sample = (await db.query(boardRowsSql("true", limit))).rows;
    const expected = (await db.query(
      `SELECT provider, model, request_index FROM requests
      ORDER BY hash(run_id, provider, model, request_index, attempt) LIMIT ${limit}`,
    )).rows;
    const name = (row: Record<string, unknown>) => `${row.model} ${row.request_index}`;
    assert.deepEqual(sample.map(name).sort(), expected.map(name).sort());
    assert.ok(sample.every((row) => row.sampled_from === many));

    const groups = (await db.query(boardGroupsSql("true"))).rows;
    assert.ok(groups.length < 200, `${groups.length} groups`);
    for (const status of ["ok", "failed"]) {
      const [{ n }] = (await db.query(
        `SELECT count(*) AS n FROM requests WHERE status = '${status}'`,
      )).rows;
      const own = groups.filter((g) => g.status === status);
      assert.equal(own.reduce((sum, g) => sum + Number(g.n), 0), n);
    }
    db.close();
  }));

Deno.test("/ draws a sample of many requests, with exact figures and the counts of all", () =>
  inFolder(async (folder) => {
    await writeLargeStore(folder, many);
    const page = await pageText("index", folder);
    assert.match(page, /60,000 requests to \d+ systems/);
    assert.match(page, /Sample of [\d,]+ of [\d,]+ requests/);
    assert.match(page, /class="exact"/);
  }));
