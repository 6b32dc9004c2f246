/** Which runs a page shows: from an address to runs, a sentence, rows and their SQL, without a browser. */
import assert from "node:assert/strict";
import { type IndexedRun, runIndex } from "../../benchmarks/queries/run_index.ts";
import { wholeRowsSql } from "../../benchmarks/queries/boards.ts";
import { systemsOf as storeSystems } from "../../benchmarks/queries/systems.ts";
import { pooled } from "../../benchmarks/judging/pool.ts";
import { weakOf } from "../../benchmarks/judging/weak.ts";
import { quote } from "../../benchmarks/store/duckdb.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { boundsOf } from "../../benchmarks/shared/moments.ts";
import { choiceOf, isChosen } from "../../src/choice/choice.ts";
import { searchWith } from "../../src/choice/control.ts";
import { entrantsOf } from "../../src/choice/entrants.ts";
import { carried } from "../../src/choice/links.ts";
import { mostRuns, pick } from "../../src/choice/picked.ts";
import { placed } from "../../src/choice/run_files.ts";
import { csvText } from "../../src/shared/csv.ts";
import { requestsSql, statisticsSql, targetsOf } from "../../src/rows/request_sql.ts";
import { requestsTable, statisticsTable } from "../../src/rows/request_tables.ts";
import { type Row, rowKey, systemKey } from "../../src/rows/systems.ts";
import { inFolder } from "../support/bench.ts";
import { assertAnswer } from "../support/pages/csv_fields.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const choice = (text: string) => choiceOf(text);

Deno.test("choiceOf() reads one run or a span; a day lasts until its last millisecond, in UTC", () => {
  assert.equal(isChosen(choice("metric=ttft_s&board=x")), false);
  assert.deepEqual(choice("run=a&since=2026-11-01"), { run: "a", since: "", until: "" });
  const at = (text: string) => boundsOf(text)?.map((ms) => new Date(ms).toISOString()) ?? null;
  assert.deepEqual(at("2026-11-05"), ["2026-11-05T00:00:00.000Z", "2026-11-05T23:59:59.999Z"]);
  assert.deepEqual(at("2026-11-05T14:30"), Array(2).fill("2026-11-05T14:30:00.000Z"));
  assert.deepEqual(at("2026-11-05T14"), Array(2).fill("2026-11-05T14:00:00.000Z"));
  assert.deepEqual(at("2026-11-05T14:30:05-02:00"), Array(2).fill("2026-11-05T16:30:05.000Z"));
  for (const wrong of ["2026-02-30", "2026-13-01", "yesterday", "", "5 Nov 2026", "2026-1-1"]) {
    assert.equal(at(wrong), null, wrong);
  }
});

const run = (hour: number, over: Partial<IndexedRun> = {}): IndexedRun => ({
  ...{ run_id: `r${hour}`, config_name: "hourly", day: null, invalid: null, selection: null },
  ran_at: new Date(Date.UTC(2026, 10, 1, hour, 10)).toISOString().replace(".000", ""),
  ...{ rows: 360, others: 0, workload: "w", asked: 360, wave: 1, simulated: false, targets: [] },
  ...over,
});
/** 48 hours of them, the newest first as in the index; one is invalid, one was selected by its source. */
const index = Array.from(
  { length: 48 },
  (_, hour) =>
    run(hour, hour === 3 ? { invalid: "asleep" } : hour === 4 ? { selection: "best of 3" } : {}),
)
  .reverse();

Deno.test("pick() says which runs an address means, and what it leaves out", () => {
  const of = (text: string) => pick(index, choice(text));
  assert.equal(
    of("run=r14").sentence,
    "Showing run r14 of 1 Nov 2026 14:10 UTC, 360 requests.",
  );
  assert.equal(of("run=r3").note, "Nothing is ranked: the run is invalid: asleep.");
  assert.match(of("run=r4").note, /its source kept a selection of its requests: best of 3/);
  assert.equal(of("run=gone").sentence, "Run gone is not on this site.");
  assert.deepEqual(of("run=gone").runs, []);
  const day = of("since=2026-11-01&until=2026-11-01");
  assert.equal(
    day.sentence,
    "Showing 22 runs from 1 Nov 2026 00:10 UTC to 1 Nov 2026 23:10 UTC, 7,920 requests.",
  );
  assert.equal(day.note, "1 invalid run left out.");
  assert.deepEqual(day.runs.slice(0, 5).map((r) => r.run_id), ["r0", "r1", "r2", "r5", "r6"]);
  assert.equal(of("since=2026-11-02").runs.length, 24);
  assert.equal(of("until=2026-11-01T01:10Z").runs.length, 2);
  assert.match(of("since=2027-01-01").sentence, /^No valid run started from 2027-01-01 \(UTC\)/);
  assert.match(of("since=x&until=2026-02-30").sentence, /“x” and “2026-02-30” are no days/);
});

Deno.test("pick() takes the newest part of what a page cannot hold, and says so", () => {
  const many = Array.from({ length: 150 }, (_, hour) => run(hour)).reverse();
  const { runs, note } = pick(many, choice("since=2026-11-01"));
  assert.equal(runs.length, mostRuns);
  assert.equal(runs.at(-1)!.run_id, "r149");
  assert.match(note, /^That is the newest part of 150 runs with 54,000 requests: a page holds 100/);
  const large = many.map((r) => ({ ...r, rows: 25_000 }));
  assert.equal(pick(large, choice("since=2026-11-01")).runs.length, 2);
});

Deno.test("a link to another page that follows a choice keeps it, and no other does", () => {
  const here = "https://h.example/some/where/distributions.html?since=2026-11-01&metric=x";
  const span = choice("since=2026-11-01");
  const to = (href: string) =>
    carried(new URL(href, here).href, here, span)
      .replace("https://h.example/some/where/", "");
  assert.equal(to("./outliers.html?metric=a"), "outliers.html?metric=a&since=2026-11-01");
  assert.equal(to("./"), "?since=2026-11-01");
  assert.equal(to("./index.html"), "index.html?since=2026-11-01");
  for (const href of ["./data.html", "./compare.html?run=r1", "./providers/outliers.html"]) {
    assert.equal(to(href), href.replace("./", ""));
  }
  assert.equal(
    carried("https://a.example/outliers.html", here, span),
    "https://a.example/outliers.html",
  );
  assert.equal(
    searchWith("?run=r1&board=b", choice("since=2026-11-01")),
    "since=2026-11-01&board=b",
  );
});

/** Three runs of two systems in ten blocks; in the second one target is no result; the third fails at times. */
async function writeStore(folder: string): Promise<void> {
  for (const [i, run_id] of ["one", "two", "three"].entries()) {
    const rows = Array.from({ length: 240 }, (_, k) => ({
      ...answers(1, 0.2 + 0.01 * ((7 * k + 3 * i) % 23))[0],
      provider: ["acme", "beta"][k % 2],
      block: Math.floor(k / 24),
      started_at: new Date(Date.UTC(2026, 0, 5 + i, 0, 0, k)).toISOString(),
      ...(i === 2 && k % 20 === 0
        ? { status: "failed" as const, error_class: "timeout" as const, ttft_s: null }
        : {}),
    }));
    const started_at = `2026-01-0${5 + i}T00:00:00Z`;
    const targets = ["acme", "beta"].map((provider) => ({
      ...{ provider, model: "m" },
      ...(i === 1 && provider === "beta" ? { invalid: "the wrong model answered" } : {}),
    }));
    await writeRun(folder, { run_id, started_at, targets: targets as never }, rows);
  }
}

Deno.test("rows of a span are those of SQL: pooled by system, their blocks apart", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    const db = await openStore(folder);
    const ttft = { name: "ttft_s", better: "lower" as const };
    const picked = pick(await runIndex(db), choice("since=2026-01-05&until=2026-01-07"));
    assert.deepEqual(picked.runs.map((r) => r.run_id), ["one", "two", "three"]);
    const files = await Promise.all(picked.runs.map(async ({ run_id }) =>
      (await db.query(
        wholeRowsSql("true").replaceAll("JOIN latest l", "LEFT JOIN latest l")
          .replaceAll("WHERE r.phase = 'measured' AND true", `WHERE r.run_id = ${quote(run_id)}`),
      )).rows as Row[]
    ));
    const rows = placed(picked.runs, picked.choice, files);
    // 3 x 120 of acme; beta is no result in the second run.
    assert.equal(rows.length, 600);
    assert.deepEqual(new Set(rows.map(systemKey)).size, 2);
    assert.equal(new Set(rows.map(rowKey)).size, 600);
    for (const population of ["succeeded", "all"] as const) {
      const asked = { metric: ttft, population, targets: targetsOf(rows) };
      const statistics = await db.query(statisticsSql(asked));
      assert.deepEqual(statistics.columns.slice(0, 3), ["provider", "model", "location"]);
      const lines = assertAnswer(csvText(statisticsTable(rows, asked)), statistics);
      assert.equal(lines.length, 2);
      const each = await db.query(requestsSql(asked));
      assertAnswer(csvText(requestsTable(rows, asked)), each);
    }
    // Judged as the store's own systems are, taken together.
    const here = entrantsOf(rows, picked.runs, ["ttft_s"]);
    const where = "NOT (q.run_id = 'two' AND q.provider = 'beta')";
    const [there] = pooled([await storeSystems(db, where, ["ttft_s"])]);
    for (const system of there) {
      const own = here.find((s) => s.provider === system.provider)!;
      assert.deepEqual(own.values, system.values);
      assert.deepEqual(own.attempts, system.attempts);
      const blocks = system.provider === "acme" ? 30 : 20;
      assert.equal(new Set(own.attempts.block).size, blocks, "blocks of runs are not merged");
      assert.deepEqual(weakOf(own, ttft), weakOf(system, ttft));
    }
    assert.equal(here[0].run_id, here[1].run_id, "systems of one span can have taken turns");
    db.close();
  }));
