/** What requests cost: worked by hand, and the tables of /cost are DuckDB's answers to their SQL. */
import assert from "node:assert/strict";
import { boardGroupsSql, shownBoards } from "../../../benchmarks/queries/boards.ts";
import { pricedJudgements, pricedTargets } from "../../../benchmarks/queries/ranking/priced.ts";
import type { Row } from "../../../benchmarks/record/record.ts";
import { type Database } from "../../../benchmarks/store/duckdb.ts";
import { priceColumns } from "../../../benchmarks/store/reference/price_lines.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { boardsWith, steps, usualLimits } from "../../../src/cost/cost_data.ts";
import { costTable } from "../../../src/cost/cost_drawn.ts";
import { cellsSql, costSql } from "../../../src/cost/cost_sql.ts";
import { whyNone } from "../../../src/cost/cost_words.ts";
import { targetsOf } from "../../../src/rows/request_sql.ts";
import { inFolder } from "../../support/bench.ts";
import { writeRun } from "../../support/stores/written_run.ts";
import { openHeld } from "../../support/pages/page_numbers.ts";
import { assertAnswer } from "../support.ts";

const metrics = ["e2e_tokens_per_s", "ttft_s"];

async function boardsOf(db: Database) {
  const targets = (await db.query(
    `SELECT run_id, provider, model, location FROM latest l WHERE ${shownBoards}`,
  )).rows as never;
  const ask = async (sql: string) => (await db.query(sql)).rows as never;
  return boardsWith({
    groups: await ask(boardGroupsSql(shownBoards)),
    rows: await ask(costSql(targets, metrics, usualLimits)),
    cells: await ask(cellsSql(targets, steps)),
    judged: await pricedJudgements(db, metrics),
    priced: await pricedTargets(db),
  });
}

/** 1,000 tokens in and 100 out as the provider counts them, in 0.4 s and at 25 tokens/s after it. */
const answer = (over: Partial<Row> = {}): Partial<Row> => ({
  input_tokens: 900,
  output_tokens: 101,
  input_tokens_reported: 1000,
  output_tokens_reported: 100,
  first_arrival_tokens: 1,
  ttft_s: 0.4,
  last_token_s: 4.4,
  e2e_latency_s: 5,
  chunks: 2,
  chunk_at_s: [0.4, 4.4],
  ...over,
});
const prices = [
  Object.keys(priceColumns).join(","),
  "acme,m,,2025-01-01,1,0.1,4,10,list price,2025-02-01",
  "acme,m,,2026-01-01,2,0.5,8,20,list price,2026-02-01",
  "acme,m,,2026-03-01,100,100,100,100,from after the run,2026-03-01",
  "acme,m,batch,2025-01-01,1,,4,,half price,2026-01-01",
  "late,m,,2026-03-01,1,,4,,list price,2026-03-01",
  "free,m,,2025-01-01,0,,0,,free,2026-01-01",
].join("\n");

Deno.test("a request costs its own tokens at the price in force on the day of its run", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/prices.csv`, prices);
    const none = { input_tokens: null, output_tokens: null, output_tokens_reported: null };
    await writeRun(folder, { run_id: "run" }, [
      answer(), // 1000 x 2 + 100 x 8 = 2800 of a million
      answer({ cached_tokens_reported: 600, reasoning_tokens_reported: 40 }), // 2380
      answer({ input_tokens_reported: null, output_tokens_reported: null }), // 900 x 2 + 101 x 8 = 2608
      answer({ ttft_s: 0.6, last_token_s: 4.6 }), // too late: 2800
      answer({ ...none, input_tokens_reported: null }), // usage unknown
      answer({ cache_write_tokens_reported: 10 }), // what a write costs is not known
      answer({ status: "failed", error_class: "truncated", output_tokens_reported: 10 }), // 2080
      answer({ ...none, status: "failed", error_class: "rate_limited" }), // not billed
      answer({ status: "dropped", ...none }),
      answer({ status: "incomplete" }),
      answer({ service_tier_requested: "batch" }), // 1000 x 1 + 100 x 4 = 1400
      answer({ service_tier_requested: "batch", cached_tokens_reported: 1 }), // its price is empty
      answer({ provider: "free", cached_tokens_reported: 0 }),
      answer({ provider: "late" }),
      answer({ provider: "nobody" }),
    ]);
    await writeRun(folder, { run_id: "sim" }, [answer({ provider: "sim-a", simulated: true })]);
    const db = await openStore(folder);
    const [board, simulated] = await boardsOf(db);
    const rows = costTable(board.systems, usualLimits).rows;

    const [free, batch, plain] = rows;
    const near = (is: unknown, want: number) =>
      assert.ok(Math.abs(Number(is) - want) < 1e-9 * want, `${is}, not ${want}`);
    assert.deepEqual([free.mean_usd, free.usd_per_million_output], [0, 0]);
    assert.deepEqual([batch.tier, batch.succeeded, batch.costed], ["batch", 2, 1]);
    near(batch.mean_usd, 1400e-6);
    const counts = ["attempts", "succeeded", "costed", "usage_reported", "failed_billed"];
    assert.deepEqual(counts.map((name) => plain[name]), [9, 6, 4, 3, 1]);
    assert.deepEqual([plain.seen_on, plain.price_age_days], ["2026-02-01", -30]);
    near(plain.mean_usd, (2800 + 2380 + 2608 + 2800) / 4 * 1e-6);
    near(plain.median_usd, (2608 + 2800) / 2 * 1e-6);
    near(plain.usd_per_million_output, (2800 + 2380 + 2608 + 2800) / 401);
    // Of one whose reasoning was counted but not streamed nobody can say how fast it was decoded.
    assert.deepEqual([plain.slo_requests, plain.slo_tokens], [2, 201]);
    near(plain.usd_per_million_slo_tokens, (2800 + 2380 + 2608 + 2800 + 2080) / 201);
    const others = [...board.systems.slice(3), ...simulated.systems];
    assert.deepEqual(others.map((s) => [s.provider, s.row.mean_usd, whyNone(s)]), [
      [
        "late",
        null,
        "data/prices.csv has no price of it in force on 2 Jan 2026 without a tier",
      ],
      ["nobody", null, "no price in data/prices.csv"],
      ["sim-a", null, "a simulator has no price"],
    ]);
    db.close();
  }));

Deno.test("the tables of /cost are DuckDB's answers to their SQL, under any limits", async () => {
  const db = await openHeld("data");
  const boards = await boardsOf(db);
  let within = 0;
  for (const { systems } of boards) {
    for (const chosen of [systems, systems.slice(1)]) {
      for (
        const limits of [
          usualLimits,
          { ttft_s: 0.3, decode_tokens_per_s: 100 },
          { ttft_s: 30, decode_tokens_per_s: 1 },
          { ttft_s: 0.1, decode_tokens_per_s: 500 },
        ]
      ) {
        const table = costTable(chosen, limits);
        await assertAnswer(
          db,
          costSql(targetsOf(chosen.map((s) => s.row)), metrics, limits),
          table,
        );
        within += table.rows.filter((r) => Number(r.slo_tokens) > 0).length;
      }
    }
  }
  assert.ok(within > 9, `${within} rows with tokens within the limits`);
  const priced = boards.flatMap((b) => b.systems).filter((s) => s.row.source !== null);
  assert.deepEqual(priced.map((s) => s.row.price_age_days).sort(), [13, 13, 7, 7, 7]);
  db.close();
});
