import assert from "node:assert/strict";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { ofTargets, type Target } from "../../../src/rows/request_sql.ts";

Deno.test("ofTargets() takes the rows of a place, or of none, and no others of the same run and model", async () => {
  const target = (location: string | null): Target => ({
    run_id: "r#1?&%",
    provider: "it's; --",
    model: "a~b\\\n",
    location,
  });
  const places = [null, "here", "there"].map(target);
  const db = await openDuckdb();
  try {
    const row = ({ run_id, provider, model, location }: Target) =>
      `(${
        [run_id, provider, model, location].map((text) =>
          text === null ? "NULL::VARCHAR" : `'${text.replaceAll("'", "''")}'`
        ).join(", ")
      })`;
    const from = `(VALUES ${places.map(row).join(", ")}) r(run_id, provider, model, location)`;
    const chosen: (string | null)[][] = [[null], ["here"], [null, "here"], ["here", "there"], []];
    for (const wanted of chosen) {
      const { rows } = await db.query(
        `SELECT location FROM ${from} WHERE ${ofTargets(wanted.map(target))}
        ORDER BY location NULLS FIRST`,
      );
      assert.deepEqual(rows.map(({ location }) => location), wanted);
    }
  } finally {
    db.close();
  }
});
