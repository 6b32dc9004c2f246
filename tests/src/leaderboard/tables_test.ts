import assert from "node:assert/strict";
import {
  allHtml,
  badHtml,
  type Cell,
  cellLink,
  reasonsText,
} from "../../../src/method/audit_tables.ts";
import type { RunRow } from "../../../benchmarks/queries/tables/data.ts";
import { runsHtml } from "../../../src/method/data_runs.ts";

const cell = (over: Partial<Cell>): Cell => ({
  run_id: null,
  metric: "ttft_content_s",
  label: "Time to first content",
  unit: "s",
  model_size: "70b",
  provider: "groq",
  statistic: "p99",
  published: "0.51",
  raw: 0.5166,
  follows: true,
  why: null,
  ...over,
});

Deno.test("reasonsText() tells a matter of rounding from what the requests cannot give", () => {
  const bad = [
    cell({ follows: false, why: "cut off instead of rounded" }),
    cell({ follows: false, why: "rounded twice" }),
    cell({ follows: false, why: "impossible beside the other cells of its row" }),
  ];
  assert.equal(
    reasonsText(bad),
    "Of the 3 others, 2 differ by how they were rounded or interpolated, and 1 cannot come " +
      "from these requests (Groq 70B, time to first content).",
  );
  assert.equal(reasonsText([]), "");
});

Deno.test("badHtml() and allHtml() print cells as published and mark those that do not follow", () => {
  const bad = cell({ published: "0.70", follows: false, why: "a < b" });
  assert.match(badHtml([bad]), /0\.70.*0\.5166.*a &#60; b/);
  const html = allHtml([cell({}), { ...bad, statistic: "mean" }]);
  assert.equal(html.match(/≠/g)?.length, 1);
  assert.match(html, /P99/);
});

Deno.test("cellLink() names the population that the table of 2023 used", () => {
  const query = new URLSearchParams(cellLink(cell({})).split("?")[1]);
  assert.equal(query.get("population"), "llmperf");
  assert.equal(query.get("at"), "p99");
});

Deno.test("runsHtml() groups runs by source, and links the rows and files of each", () => {
  const run = (over: Partial<RunRow>): RunRow => ({
    run_id: "r1",
    provider_count: 1,
    providers: "a",
    model_count: 2,
    models: "m, n",
    workload: "w",
    day: "2024-01-10",
    last_day: "2024-01-10",
    source: "s",
    licence: "MIT",
    caveat: null,
    invalid: null,
    simulated: 0,
    attempted: 10,
    not_ok: 2,
    ...{ note: null, tags: null, run_by: null, interest: null },
    ...over,
  });
  const html = runsHtml([
    run({}),
    run({ run_id: "r2 #1", attempted: 15_000 }),
    run({ run_id: "r3", source: null, licence: null, simulated: 10 }),
    run({ run_id: "r4", source: "t" }),
  ]);
  assert.equal(html.match(/<tbody>/g)?.length, 3);
  assert.match(html, /2 runs, 15,010 attempts/);
  const links = [...html.matchAll(/href="([^"]*)"/g)].map((m) => m[1]);
  assert.deepEqual(links.slice(0, 8), [
    "./runs/r1.html",
    "./requests.html?run_id=r1",
    "./downloads/runs/r1.parquet",
    "./downloads/runs/r1.csv",
    "./downloads/runs/r1.json",
    "./runs/r2%20%231.html",
    "./requests.html?run_id=r2+%231",
    // Too large for text.
    "./downloads/runs/r2%20%231.parquet",
  ]);
  assert.equal(links.length, 5 + 3 + 5 + 5);
  assert.match(html, /r3<\/code><\/a> <span class="badge sim">simulated/);
  assert.match(runsHtml([run({ simulated: 4 })]), /<span class="badge sim">partly simulated/);
  assert.match(
    runsHtml([run({ note: "<b>", tags: "nightly, eu", run_by: "us", interest: "none" })]),
    /Tags: nightly, eu\. Note: &#60;b&#62;\. Run by us\. Interest in the providers: none\./,
  );
  assert.doesNotMatch(runsHtml([run({})]), /simulated/);
  const many = runsHtml(Array.from({ length: 130 }, (_, i) => run({ run_id: `r${i}` })));
  assert.equal(many.match(/<tr><th scope="row"/g)?.length, 100);
  assert.match(many, /30 older runs are not listed here: <a [^>]*href="\.\/runs\.html"/);
  assert.match(many, /130 runs, 1,300 attempts/);
  assert.match(runsHtml([run({})]), />10 Jan 2024</);
  assert.match(runsHtml([run({ last_day: "2024-02-03" })]), />10 Jan 2024 to 3 Feb 2024</);
});
