/** The CSV of each table of /reliability is DuckDB's answer to its SQL. */
import assert from "node:assert/strict";
import { attemptRowsSql, shownBoards } from "../../../benchmarks/queries/boards.ts";
import type { AttemptRow } from "../../../src/reliability/reliability_data.ts";
import { attemptsSql, attemptsTable } from "../../../src/reliability/reliability_sql.ts";
import { tablesOf } from "../../../src/reliability/reliability_tables.ts";
import { openHeld } from "../../support/pages/page_numbers.ts";
import { assertAnswer } from "../support.ts";

Deno.test("the tables of /reliability are DuckDB's answers to their SQL", async () => {
  const db = await openHeld("data");
  const rows = (await db.query(attemptRowsSql(shownBoards))).rows as unknown as AttemptRow[];
  const tables = tablesOf(rows);
  assert.ok(tables.length >= 3);
  for (const { systems } of tables) {
    for (const own of [systems, systems.slice(0, 2)]) {
      for (const per of ["tpot_s", "e2e_latency_s"] as const) {
        const limits = { ttft: 0.4, per, limit: per === "tpot_s" ? 0.03 : 2.5 };
        await assertAnswer(db, attemptsSql(own, limits), attemptsTable(own, limits));
      }
    }
  }
  // Lepton's 130 refusals of the 70B model, from the run's own rows.
  const lepton = tables.flatMap((t) => t.systems).filter((s) => s.provider === "lepton");
  const { rows: [row] } = attemptsTable(lepton, { ttft: 0.5, per: "tpot_s", limit: 0.05 });
  assert.deepEqual([row.attempts, row.succeeded, row.errors], [150, 20, "130 rate_limited"]);
  db.close();
});
