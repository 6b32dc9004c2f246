import assert from "node:assert/strict";
import { othersHtml, phaseOf } from "../../src/requests/requests_phases.ts";
import { readParquet } from "../../src/rows/load.ts";
import { defaults, requestsOf, sortedBy, statisticAt } from "../../src/requests/requests_select.ts";
import type { Row } from "../../src/rows/systems.ts";
import { failedRow, row, rowsOf, ttft } from "./support.ts";

const rows = [
  ...rowsOf([1, 2, 3, 4, 5]),
  failedRow({ request_index: 5 }),
  row({ request_index: 6, status: "incomplete", ttft_s: null }),
  row({ request_index: 7, ttft_s: null }),
  row({ request_index: 8, provider: "beta", utc_hour: 3, location: "sea" }),
];
const found = (given: Partial<typeof defaults>) => requestsOf(rows, { ...defaults, ...given });
const numbers = (given: Partial<typeof defaults>) =>
  found(given).map((r) => Number(r.request_index));

Deno.test("requestsOf() gives exactly the requests behind a number", () => {
  const table: [string, Partial<typeof defaults>, number[]][] = [
    ["everything without a condition", {}, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    ["one provider, hour and place", { provider: "beta", utc_hour: "3", location: "sea" }, [8]],
    ["a range, from 1", { from: "2", to: "3" }, [1, 2]],
    [
      "succeeded with a value",
      { provider: "alpha", population: "succeeded", metric: "ttft_s" },
      [0, 1, 2, 3, 4],
    ],
    [
      "all attempts: the failure counts, the unfinished and the ok one without a value do not",
      { provider: "alpha", population: "all", metric: "ttft_s" },
      [0, 1, 2, 3, 4, 5],
    ],
    [
      "the success count",
      { provider: "alpha", population: "succeeded", at: "n", metric: "ttft_s" },
      [
        0,
        1,
        2,
        3,
        4,
        7,
      ],
    ],
    ["nothing of an unknown run", { run_id: "gone" }, []],
  ];
  for (const [name, given, right] of table) assert.deepEqual(numbers(given), right, name);
});

Deno.test("requestsOf() searches error messages and request ids, whatever the letters' size", () => {
  const some = [
    failedRow({ request_index: 0, error_message: "Upstream connect error" }),
    failedRow({ request_index: 1, error_message: null, request_id: "req_UP7" }),
    row({ request_index: 2, provider: "upstream" }),
  ];
  const of = (given: Partial<typeof defaults>) =>
    requestsOf(some, { ...defaults, ...given }).map((r) => r.request_index);
  assert.deepEqual(of({ q: "upstream" }), [0]);
  assert.deepEqual(of({ q: " req_up7 " }), [1]);
  assert.deepEqual(of({ q: "up", status: "failed", error_class: "rate_limited" }), [0, 1]);
  assert.deepEqual(of({ status: "ok" }), [2]);
});

Deno.test("sortedBy() puts what was not observed last, whichever way", () => {
  const some = [row({ ttft_s: 2 }), row({ ttft_s: null }), row({ ttft_s: 1 })];
  const by = (sort: string) => sortedBy(some, sort).map((r) => r.ttft_s);
  assert.deepEqual(by(""), [2, null, 1]);
  assert.deepEqual(by("ttft_s"), [1, 2, null]);
  assert.deepEqual(by("-ttft_s"), [2, 1, null]);
});

Deno.test("statisticAt() marks the requests that a statistic lies at", () => {
  const at = (name: string, population = "succeeded") => {
    const state = { ...defaults, provider: "alpha", population, metric: "ttft_s", at: name };
    const a = statisticAt(requestsOf(rows, state), state, ttft);
    return a && [a.value, ...a.rows.map((r) => r.ttft_s)];
  };
  assert.deepEqual(at("median"), [3, 3]);
  assert.deepEqual(at("p75"), [4, 4]);
  const [p95, ...neighbours] = at("p95")!;
  assert.ok(Math.abs((p95 as number) - 4.8) < 1e-12);
  assert.deepEqual(neighbours, [4, 5]);
  assert.deepEqual(at("mean"), [3]);
  assert.deepEqual(at("n"), null);
  assert.deepEqual(at("max", "all"), [Infinity, null], "falls among the failures");
});

Deno.test("loaders/requests.parquet.ts prints every measured row of the real runs, without BigInt", async () => {
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "loaders/requests.parquet.ts"],
    env: { TOKENBOARD_DATA: "data/llmperf-2023-12" },
    stderr: "inherit",
  }).output();
  assert.ok(success);
  const printed = await readParquet(stdout.slice().buffer);
  assert.equal(printed.length, 2845); // the number of requests in the source's result files
  assert.equal(new Set(printed.map((r) => r.run_id)).size, 19);
  assert.equal(printed[0].sampled_from, 2845);
  const numbers = printed.filter((r) => r.provider === "groq").map((r) =>
    r.request_index as number
  );
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b), "in run order");
  for (const value of Object.values(printed[0])) assert.notEqual(typeof value, "bigint");
});

Deno.test("attempts that no number counts have a table of their own, which the others' leads to", () => {
  const phases = ["warmup", "measured", "measured", "retry", "probe"];
  const rows = phases.map((phase, i) => ({ phase, request_index: i }) as unknown as Row);
  const usual = phaseOf(rows, null);
  assert.deepEqual(usual.rows, rows.slice(1, 3));
  const html = othersHtml(usual.others, "a b");
  const link = (phase: string, words: string) =>
    `<a rel="external" href="./requests.html?run_id=a+b${phase}">${words}</a>`;
  assert.ok(
    html.includes(
      `${link("&#38;phase=retry", "1 sent again")}, ${link("&#38;phase=warmup", "1 of warm-up")}, `,
    ),
    html,
  );
  const retried = phaseOf(rows, "retry");
  assert.deepEqual(retried.rows, [rows[3]]);
  assert.ok(othersHtml(retried.others, "a b").includes(link("", "2 measured")));
  // A correctness run has nothing but probes; what an address asks for is not there.
  assert.deepEqual(phaseOf(rows.slice(4), null), { rows: rows.slice(4), others: [] });
  assert.deepEqual(phaseOf(rows.slice(0, 1), "retry").rows, []);
});
