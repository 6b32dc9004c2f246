/** The CSV of each figure of /compare is DuckDB's answer to its SQL: over every board, population and metric. */
import assert from "node:assert/strict";
import { comparedInfos } from "../../../benchmarks/metrics/metrics.ts";
import { comparedBoards, comparisonsJson } from "../../../benchmarks/queries/comparisons.ts";
import { levels } from "../../../benchmarks/shared/levels.ts";
import type { Board } from "../../../src/compare/compare_data.ts";
import { matrixSql, matrixTable, pairSql, pairTable } from "../../../src/compare/compare_sql.ts";
import { chosenOf, compareDefaults } from "../../../src/compare/compare_state.ts";
import { readJudged } from "../../../src/rows/made.ts";
import { openHeld } from "../../support/pages/page_numbers.ts";
import { assertAnswer } from "../support.ts";

Deno.test("the tables of /compare are DuckDB's answers to their SQL", async () => {
  const db = await openHeld("data");
  const names = comparedInfos.map((m) => m.name);
  const found = await comparedBoards(db, "l.selection IS NULL", names);
  const boards = readJudged<Board>(comparisonsJson(found));
  let failures = 0;
  for (const board of boards) {
    const keys = board.systems.map((s) => `${s.provider}/${s.model}`);
    // Lepton failed most of its attempts: its quantiles lie among the failures.
    const lepton = keys.find((key) => key.startsWith("lepton/"))!;
    for (const population of ["succeeded", "all"]) {
      for (const metric of names) {
        const state = { ...compareDefaults, board: board.id, population, metric, a: lepton };
        const chosen = chosenOf(boards, comparedInfos, state);
        const all = board.systems.map((_, i) => i);
        const few = all.slice(1);
        for (
          const [sql, table] of [
            [pairSql(chosen, comparedInfos, [0.5]), pairTable(chosen, comparedInfos, [0.5])],
            [pairSql(chosen, [chosen.metric], levels), pairTable(chosen, [chosen.metric], levels)],
            [matrixSql(chosen, all), matrixTable(chosen, all)],
            [matrixSql(chosen, few), matrixTable(chosen, few)],
          ] as const
        ) {
          assert.ok(table.rows.length > 0);
          await assertAnswer(db, sql, table);
          failures += table.rows.filter((r) => r.value_a === Infinity || r.value_a === 0).length;
        }
      }
    }
  }
  assert.ok(failures > 30, `${failures} quantiles among the failures`);
  db.close();
});
