/** The tables of pages, and what their SQL may lean on. */
import assert from "node:assert/strict";
import { schemaOf } from "../../benchmarks/queries/schema.ts";
import { storeTables } from "../../benchmarks/queries/store_file.ts";
import { tables } from "../../benchmarks/queries/tables/tables.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";

Deno.test("a table's name is a file's, and no two are alike", () => {
  assert.equal(new Set(tables.map(({ name }) => name)).size, tables.length);
  for (const { name, sql } of tables) {
    assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    // The browser has no functions for JSON and time zones.
    assert.doesNotMatch(sql, /json|->|::TIMESTAMPTZ/i, name);
    for (const line of sql.split("\n")) assert.ok(line.length <= 120, `${name}: ${line}`);
  }
});

Deno.test("every table has an answer over a store without runs, too", () =>
  inFolder(async (folder) => {
    const db = await openStore(folder);
    for (const { name, sql } of tables) {
      assert.ok((await db.query(sql)).columns.length > 0, name);
    }
    db.close();
  }));

Deno.test("schemaOf() explains every table of the store and every column", async () => {
  const db = await openStore("data/llmperf-2023-12");
  const schema = await schemaOf(db);
  db.close();
  const ours = schema.filter(({ name }) => storeTables.includes(name));
  assert.deepEqual(ours.map(({ name }) => name), storeTables);
  for (const { name, doc, columns } of ours) {
    assert.notEqual(doc, "A file of the analyst's own, beside the runs.", name);
    for (const column of columns) assert.ok(column.doc, `${name}.${column.name}`);
  }
});
