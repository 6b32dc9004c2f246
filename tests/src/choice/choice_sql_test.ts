/** What pages say of a run or a span is DuckDB's answer to the SQL beside it, and judged as the store judges. */
import assert from "node:assert/strict";
import { pooled } from "../../../benchmarks/judging/pool.ts";
import { judgeBoard } from "../../../benchmarks/judging/standings.ts";
import { weakOf } from "../../../benchmarks/judging/weak.ts";
import { leaderboardInfos } from "../../../benchmarks/metrics/metrics.ts";
import { systemsOf as storeSystems } from "../../../benchmarks/queries/systems.ts";
import { comparedHere, judgedHere } from "../../../src/choice/judged.ts";
import { entrantsOf } from "../../../src/choice/entrants.ts";
import type { PickedRows } from "../../../src/choice/shown.ts";
import { pairSql, pairTable } from "../../../src/compare/compare_sql.ts";
import { chosenOf, compareDefaults } from "../../../src/compare/compare_state.ts";
import { answersTaken, viewSql, viewTable } from "../../../src/leaderboard/board_take.ts";
import { keyOf, makeView } from "../../../src/leaderboard/board_view.ts";
import { filterRows } from "../../../src/leaderboard/asked/filtered.ts";
import { noFilters } from "../../../src/leaderboard/leaderboard_filters.ts";
import {
  type AttemptRow,
  systemsOf as attemptsOf,
} from "../../../src/reliability/reliability_data.ts";
import { attemptsSql, attemptsTable } from "../../../src/reliability/reliability_sql.ts";
import type { RequestRow } from "../../../src/rows/board.ts";
import { runQuery } from "../../../src/rows/chosen.ts";
import { flagsSql } from "../../../src/rows/flag_sql.ts";
import { flagsTable } from "../../../src/rows/flag_tables.ts";
import { requestsSql, statisticsSql, targetsOf } from "../../../src/rows/request_sql.ts";
import { requestsTable, statisticsTable } from "../../../src/rows/request_tables.ts";
import { rowKey, systemKey, systemsOf } from "../../../src/rows/systems.ts";
import { csvText, type Table } from "../../../src/shared/csv.ts";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { assertAnswer } from "../../support/pages/csv_fields.ts";
import { withRows } from "./chosen_rows.ts";

const span = "since=2026-01-05&until=2026-01-07";
const ttft = { name: "ttft_s", better: "lower" as const };
const boardRows = ({ rows }: PickedRows) => rows as unknown as RequestRow[];
const holds = async (db: Database, table: Table, sql: string) =>
  assertAnswer(csvText(table), await db.query(sql));

Deno.test("a span's statistics are pooled by system, and each request keeps its run", () =>
  withRows(span, async ({ rows, runs }, db) => {
    assert.deepEqual(runs.map((r) => r.run_id), ["one", "two", "three"]);
    // 3 x 120 of acme; beta is no result in the second run.
    assert.equal(rows.length, 600);
    assert.equal(new Set(rows.map(systemKey)).size, 2);
    assert.equal(new Set(rows.map(rowKey)).size, 600);
    for (const population of ["succeeded", "all"] as const) {
      const asked = { metric: ttft, population, targets: targetsOf(rows) };
      const lines = await holds(db, statisticsTable(rows, asked), statisticsSql(asked));
      assert.equal(lines.length, 2);
      await holds(db, requestsTable(rows, asked), requestsSql(asked));
    }
  }));

Deno.test("a span is judged as the store's runs are, taken together: their blocks are apart", () =>
  withRows(span, async (picked, db) => {
    const here = entrantsOf(picked.rows, picked.runs, ["ttft_s"]);
    const where = "NOT (q.run_id = 'two' AND q.provider = 'beta')";
    const [there] = pooled([await storeSystems(db, where, ["ttft_s"])]);
    for (const system of there) {
      const own = here.find((s) => s.provider === system.provider)!;
      assert.deepEqual([own.values, own.attempts], [system.values, system.attempts]);
      // Ten of each run.
      const blocks = system.provider === "acme" ? 30 : 20;
      assert.equal(new Set(own.attempts.block).size, blocks);
      assert.deepEqual(weakOf(own, ttft), weakOf(system, ttft));
    }
    const [judged] = judgedHere(picked, [leaderboardInfos.find((m) => m.name === "ttft_s")!]);
    assert.equal(judged.interleaved, true, "two systems of one span took turns");
    const [plain] = judgeBoard(there.map((s) => ({ ...s, run_id: "together" })), [
      { metric: "ttft_s", better: "lower", population: "succeeded" },
    ]);
    const said = ({ standings }: typeof plain) =>
      standings.map(({ key: _, ...rest }) => JSON.stringify(rest)).sort();
    assert.deepEqual(said(judged), said(plain));
  }));

Deno.test("tables of / are those of SQL for a span, also without what is odd in its run", () =>
  withRows(span, async (picked, db) => {
    const [metric] = leaderboardInfos;
    for (const filters of [noFilters, { ...noFilters, outliers: "1", from: "11" }]) {
      const rows = filterRows(boardRows(picked), metric.name, filters);
      const view = makeView(rows, metric, "all", { judged: judgedHere(picked, [metric])[1] });
      await holds(db, viewTable(view), viewSql(view, filters));
      assert.ok(view.systems.every((s) => s.standing), "each is judged");
      const [since, until] = ["2026-01-05", "2026-01-07"];
      assert.deepEqual(runQuery(view.systems[0]), { since, until });
    }
    const medians = (board: string) => {
      const own = boardRows(picked).filter((r) => r.board === board);
      const { systems } = makeView(own, metric, "succeeded");
      return new Map(systems.map((s) => [keyOf(s), s.statistics]));
    };
    const answers = answersTaken([metric], medians, boardRows(picked));
    await holds(db, answers.data(), answers.sql);
  }));

Deno.test("/reliability, /compare and /outliers of a span are those of SQL", () =>
  withRows(span, async (picked, db) => {
    const attempts = attemptsOf(picked.rows as unknown as AttemptRow[]);
    const limits = { ttft: 0.3, per: "e2e_latency_s" as const, limit: 1 };
    await holds(db, attemptsTable(attempts, limits), attemptsSql(attempts, limits));
    assert.deepEqual(attempts.map((s) => [s.provider, s.success.n]), [["beta", 240], [
      "acme",
      360,
    ]]);
    const boards = comparedHere(picked, leaderboardInfos);
    const chosen = chosenOf(boards, leaderboardInfos, compareDefaults);
    assert.equal(
      (await holds(
        db,
        pairTable(chosen, leaderboardInfos, [0.5]),
        pairSql(chosen, leaderboardInfos, [0.5]),
      )).length,
      3,
    );
    const systems = systemsOf(picked.rows, "ttft_s");
    const asked = { metric: ttft, targets: targetsOf(picked.rows), selected: null };
    await holds(db, flagsTable(systems, "ttft_s", null), flagsSql(asked));
  }));

Deno.test("one run is itself, and one that is no result says why it is not ranked", () =>
  withRows("run=two", async (picked, db) => {
    assert.equal(picked.rows.length, 240);
    const asked = { metric: ttft, population: "all" as const, targets: targetsOf(picked.rows) };
    await holds(db, statisticsTable(picked.rows, asked), statisticsSql(asked));
    const [{ standings }] = judgedHere(picked, leaderboardInfos);
    const below = Object.fromEntries(standings.map((s) => [s.key.split("\n")[1], s.below]));
    assert.deepEqual(below, { acme: [], beta: ["the wrong model answered"] });
  }));
