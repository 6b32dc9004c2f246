/** Page /sessions: its answer, its numbers, and what a reader takes away. */
import assert from "node:assert/strict";
import { binomialRanks } from "../../../benchmarks/judging/statistics/binomial.ts";
import * as tables from "../../../benchmarks/queries/tables/sessions.ts";
import { ask } from "../../../benchmarks/queries/tables/table.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { sessionsHtml } from "../../../src/sessions/sessions.ts";
import { boardsOf, dotsOf, type SessionsData } from "../../../src/sessions/sessions_data.ts";
import { shownSql, tableOf } from "../../../src/sessions/sessions_taken.ts";
import { findingHtml, verdictOf } from "../../../src/sessions/sessions_words.ts";
import { inFolder } from "../../support/bench.ts";
import { pageText } from "../../support/pages/page_text.ts";
import { talks } from "../../support/stores/talks.ts";
import { writeRun } from "../../support/stores/written_run.ts";
import { assertAnswer } from "../support.ts";

Deno.test("the ends of a median's interval are order statistics, and never nearer than the exact ones", () =>
  inFolder(async (folder) => {
    const db = await openStore(folder);
    const { rows } = await db.query(
      `SELECT n::INTEGER AS n, ${tables.medianRankSql("n")} AS rank FROM range(1, 2001) r(n)`,
    );
    db.close();
    for (const { n, rank } of rows as { n: number; rank: number }[]) {
      // P(Bin(n, 1/2) < r) <= 0.025, by the binomial distribution.
      const exact = binomialRanks(n, 0.5)?.[0] ?? 0;
      assert.ok(rank === exact || rank === exact - 1, `${n}: ${rank}, ${exact}`);
    }
    // Of six values the least and the greatest: 2 / 2^6 = 0.03 lie outside.
    assert.deepEqual(rows.slice(4, 6).map(({ rank }) => rank), [0, 1]);
  }));

Deno.test("the answer is no better than the interval of last over first", () => {
  const of = (ratio_low: number | null, ratio_high: number | null) =>
    verdictOf({ ratio_low, ratio_high });
  assert.deepEqual(
    [of(1.01, 1.3), of(0.7, 0.99), of(0.8, 1.2), of(0.95, 1.09), of(1.02, 1.05), of(null, null)],
    ["slower", "faster", "unknown", "same", "same", "unknown"],
  );
});

type Told = [label: string, ratio: number | null, low: number | null, high: number | null];
const board = (...systems: Told[]) => ({
  ...{ id: "w", name: "w", workload: "w", simulated: false },
  systems: systems.map(([label, ttft_last_over_first, ratio_low, ratio_high]) => ({
    ...{ name: label, label, provider: label, simulated: false, turns: [], dots: [] },
    row: { ttft_last_over_first, pairs: 20, ratio_low, ratio_high } as tables.SessionsRow,
  })),
});

Deno.test("the answer names who slows down most, and of how many the data cannot tell", () => {
  const text = (...systems: Told[]) => findingHtml(board(...systems)).replace(/<[^>]+>/g, "");
  assert.equal(
    text(["A", 3.14159, 2.5, 3.999]),
    "No. A takes 3.14 times as long to its first token in the last turn as in the first " +
      "(median of 20 sessions, 95% interval 2.50–4.00).",
  );
  assert.match(text(["A", 0.9, 0.8, 0.95]), /^Yes\. A takes 0\.90 times/);
  assert.match(
    text(["A", 1.3, null, null]),
    /^The data cannot tell\. .*, too few for an interval\)/,
  );
  assert.match(
    text(["A", 1.4, 1.2, 1.6], ["B", 2, 0.5, 8], ["C", 1, 0.99, 1.02]),
    /^Not always: 1 of 3 systems slows down\. B takes 2\.00 .* Of 1 the sessions cannot tell\.$/,
  );
  assert.match(
    text(["A", 1, 0.99, 1.01], ["B", 1.1, 0.9, 1.3]),
    /^Yes, as far as the data can tell/,
  );
  assert.match(text(["A", null, null, null]), /^No session of two turns or more got to its end/);
});

Deno.test("/sessions/ shows the numbers of its SQL, real systems apart from simulated ones", () =>
  inFolder(async (folder) => {
    const run = (run_id: string, day: number, more = {}) =>
      writeRun(
        `${folder}/runs`,
        { run_id, workload_hash: "w", workload: "talks", started_at: `2026-01-0${day}T00:00:00Z` },
        [
          ...talks.map((row) => ({ ...row, provider: "o'acme" })),
          ...talks.map((row) => ({
            ...{ ...row, provider: "sim-x", simulated: true, cached_tokens_reported: null },
            ...more,
          })),
        ],
      );
    await run("older", 2);
    await run("newer", 3);
    const db = await openStore(folder);
    const sessions = await ask(db, tables.sessionsBySystem);
    const turns = await ask(db, tables.sessionsByTurn);
    const data: SessionsData = {
      ...{ sessions: sessions.rows, turns: turns.rows },
      dots: dotsOf((await db.query(tables.ttftDotsSql)).rows as never),
      sql: { sessions: sessions.table.sql, turns: turns.table.sql },
    };
    assert.deepEqual([...new Set(sessions.rows.map((r) => r.run_id))], ["newer"]);
    const [real, simulated] = boardsOf(data);
    assert.deepEqual([real, simulated].map((b) => [b.simulated, b.systems.length]), [
      [false, 1],
      [true, 1],
    ]);
    const [{ row, turns: own, dots }] = real.systems;
    // Every answer, at the place of its session among those from 0 to 3.
    assert.deepEqual(dots, [
      ...[[0, 0, 0.4], [0, 0.333, 0.2], [0, 0.667, 0.3], [0, 1, 0.5]],
      ...[[1, 0, 0.6], [2, 0, 1]],
    ]);
    assert.deepEqual(
      [row.completed, row.failed, row.retried, row.incomplete, row.pairs, row.slower],
      [1, 1, 1, 1, 1, 1],
    );
    // Two sessions have a third turn: one answered, one not sent; the cut one has a second turn in none.
    assert.deepEqual(own.map((t) => [t.turn, t.sessions, t.answered, t.failed, t.told]), [
      [0, 4, 4, 0, 3],
      [1, 3, 1, 2, 1],
      [2, 2, 1, 0, 1],
    ]);
    for (const board of [real, simulated]) {
      const rows = board.systems.flatMap((s) => s.turns);
      const sql = shownSql(data.sql.turns, board, board.systems, ", turn");
      await assertAnswer(db, sql, tableOf(rows));
    }
    db.close();
    const html = await sessionsHtml(data);
    const [ttft] = html.match(/aria-label="Median time to first token by turn: [^"]*"/)!;
    // Medians by hand: of 0.2, 0.3, 0.4 and 0.5 s, of 0.6, and of 1.
    assert.match(ttft, /turn 0 0\.350 s, turn 1 0\.600 s, turn 2 1\.00 s"/);
    assert.match(html, /turn 0 115 tokens, 16 cached/);
    assert.match(html, /<td class="n fails" data-l="completed">1 of 3<br>/);
    assert.match(html, />1 by sending again<\/span><br><span class="cap">1 cut/);
    assert.doesNotMatch(html, /sim-x/, "another board");
    assert.match(html, /<option value="talks \(simulated\)">talks \(simulated\)<\/option>/);
  }));

Deno.test("/sessions/ of a store without sessions says so, and how to make some", () =>
  inFolder(async (folder) => {
    await writeRun(folder, { run_id: "plain" }, [{ session: 0, turn: 0 }, { session: 1, turn: 0 }]);
    const text = await pageText("sessions", folder, "sessions/index");
    assert.match(text, /<b>No valid run in this store has sessions/);
    assert.match(
      text,
      /^<div class="empty">.*deno task bench quickstart --sessions live --turns 5/m,
    );
    assert.doesNotMatch(text, /<table|<svg/);
  }));
