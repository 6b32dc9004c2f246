import assert from "node:assert/strict";
import { interval, significant } from "../../benchmarks/report/summary/significant.ts";
import { summaryText } from "../../benchmarks/report/summary/summary_text.ts";
import { table } from "../../benchmarks/report/table.ts";
import { attempt, rows } from "../llmperf/result_support.ts";
import { facts, summaryOf } from "./summaries.ts";

Deno.test("summarise() has P50, P90 and the standard deviation beside the eight statistics", async () => {
  const { targets: [{ metrics }] } = await summaryOf(rows);
  assert.deepEqual(
    Object.keys(metrics.inter_token_latency_s).sort(),
    [
      ...[
        "blocks",
        "blocks_needed",
        "effective_n",
        "eligible",
        "interval",
        "max",
        "mean",
        "median",
        "min",
        "n",
        "one_sitting",
      ],
      ...["p25", "p50", "p75", "p90", "p95", "p99", "rank", "reasons", "stddev", "tier", "weak"],
    ],
  );
  // Latencies 1, 3 and 4 s for 10, 30 and 20 tokens.
  const byHand = {
    e2e_latency_s: [3, 3.8, 1.5275252317],
    inter_token_latency_s: [0.1, 0.18, 0.0577350269],
  };
  for (const [name, [p50, p90, stddev]] of Object.entries(byHand)) {
    const found = metrics[name] as unknown as Record<string, number>;
    assert.equal(found.n, 3);
    assert.ok(Math.abs(found.p50 - p50) < 1e-9 && found.median === found.p50, name);
    assert.ok(Math.abs(found.p90 - p90) < 1e-9, name);
    assert.ok(Math.abs(found.stddev - stddev) < 1e-9, name);
  }
});

Deno.test("summaryText() of a shard says that it is a part, and how to go on where it was cut", async () => {
  const summary = await summaryOf(rows);
  const part = "shard 1 of 4";
  const text = summaryText(summary, { ...facts, part });
  assert.match(text, /^Run [^\n]+, shard 1 of 4: what this process sent\n/);
  assert.doesNotMatch(text, /deno task|Rows:/);
  assert.match(summaryText(summary, facts), /Rows: .*deno task dev/s);
  const cut = summaryText(summary, { ...facts, part, invalid: "interrupted: by a signal" });
  assert.match(cut, /The same command goes on with it\.$/m);
  assert.doesNotMatch(cut, /--resume/);
  // A whole run is gone on with by its folder, a search by nothing.
  const whole = { ...facts, invalid: "interrupted: by a signal" };
  assert.match(summaryText(summary, whole), /^Go on with it: deno task bench --resume /m);
  const search = summaryText(summary, { ...whole, search: true });
  assert.match(search, /^A search is not gone on with: make it again\.$/m);
  assert.doesNotMatch(search, /--resume/);
});

Deno.test("summaryText() marks as simulated whoever's rows say it, whatever the configuration calls it", async () => {
  const line = async (given: typeof rows) =>
    summaryText(await summaryOf(given), facts).split("\n").find((l) => l.startsWith("SIMULATED"));
  const sim = rows.map((row) => ({ ...row, simulated: true }));
  assert.equal(await line(rows), undefined);
  assert.match(await line(sim) ?? "", /^SIMULATED: every answer/);
  const beside = await line([...rows, ...sim.map((row) => ({ ...row, provider: "here" }))]);
  assert.equal(beside, "SIMULATED: here answered from the simulator, not from a provider.");
  // An attempt that met nobody has no word of the simulator's; the others have.
  assert.match(await line([rows[0], ...sim.slice(1)]) ?? "", /^SIMULATED: every answer/);
});

Deno.test("summarise() has no standard deviation of one value", async () => {
  const { targets: [{ metrics }] } = await summaryOf([rows[1]]);
  assert.equal(metrics.e2e_latency_s.stddev, null);
  assert.equal(metrics.e2e_latency_s.p90, 1);
});

Deno.test("summaryText() shows LLMPerf's quantities, in lines of at most 100 characters", async () => {
  const provider = "a-provider-of-a-rather-long-name.example:18777";
  const slow = { ...rows[1], provider, e2e_latency_s: 1234.5678, ttft_content_s: 123.4567 };
  const summary = await summaryOf([
    ...rows,
    attempt(11, 0, { ...slow, request_index: 11 }),
    attempt(12, 1, { ...slow, request_index: 12 }),
  ]);
  const text = summaryText(summary, facts);
  const lines = text.split("\n");
  for (const line of lines) assert.ok(line.length <= 100, `${line.length}: ${line}`);
  const at = lines.indexOf("Inter-token latency (LLMPerf), s (succeeded requests)");
  assert.deepEqual(
    lines[at + 1].split(/ +/),
    ["target", "n", "p50", "mean", "stddev", "min", "max", "p25", "p75", "p90", "p95", "p99"],
  );
  const own = lines.slice(at).find((line) => line.startsWith("p "))!;
  assert.deepEqual(
    own.replaceAll("*", "").trim().split(/ +/).slice(1).map(Number),
    [3, 0.1, 0.1333, 0.0577, 0.1, 0.2, 0.1, 0.15, 0.18, 0.19, 0.198],
  );
  // Under 50 attempts no quantile has an interval: each is marked, and what the mark means stands once.
  assert.match(own, / 0\.15\* +0\.18\* +0\.19\* +0\.198\*$/);
  assert.equal(text.match(/too few requests/gi)?.length, 1);
  for (const title of ["Throughput, end to end", "Time to first token", "Latency, end to end"]) {
    assert.ok(lines.some((line) => line.startsWith(title)), title);
  }
});

Deno.test("table() leaves out the middle of the first column where a line would be too long", () => {
  assert.equal(
    table(["target", "n"], [["127.0.0.1:18777", 12345]], 17),
    ["target          n", "──────────  ─────", "127.0…8777  12345"].join("\n"),
  );
  assert.equal(table(["a", "n"], [["xyz", 1]], 100), "a    n\n───  ─\nxyz  1");
});

Deno.test("summaryText() has no table of nulls where every request failed", async () => {
  const text = summaryText(await summaryOf([rows[2], rows[3]]), facts);
  assert.doesNotMatch(text, /null|Throughput|counts as/);
  const failed = ["1 × p: connection_reset", "1 × p: rate_limited (slow down é)"];
  assert.ok(
    text.includes(
      ["What failed:", ...failed.map((line) => `  ${line}`), "", "No request"].join("\n"),
    ),
    text,
  );
});

Deno.test("summaryText() counts failures as its table does, and names those of the warm-up beside", async () => {
  const failed = (index: number, over: Partial<typeof rows[0]>) =>
    attempt(index, index, { status: "failed", error_class: "server_error", ...over });
  const given = [
    rows[0],
    failed(1, { error_message: "second" }),
    failed(0, { provider: "q", model: "a", error_message: "first" }),
    failed(2, { provider: "q", model: "a" }),
    failed(0, { provider: "q", model: "b", error_class: null, status: "incomplete" }),
    failed(9, { phase: "warmup", error_message: "too soon" }),
  ];
  const text = summaryText(await summaryOf(given), { ...facts, full: false });
  assert.match(text, /^5 requests to 3 targets: 1 succeeded, 3 failed, 1 incomplete\.$/m);
  const lines = [
    "What failed:",
    "  1 × p: server_error (second)",
    "  1 × p, warm-up: server_error (too soon)",
    "  2 × q a: server_error (first)",
    "  1 × q b: incomplete",
  ];
  assert.ok(text.includes(lines.join("\n")), text);
});

Deno.test("significant() and interval() read as people write them", () => {
  const cases: [number, string][] = [
    [0.0905, "0.0905"],
    [0.0899999, "0.0900"],
    [41.329, "41.3"],
    [99.96, "100"],
    [1234.5678, "1235"],
    [0, "0"],
  ];
  for (const [value, text] of cases) assert.equal(significant(value), text);
  assert.equal(interval(0.216, [0.2063, 0.2918]), "0.206–0.292");
  assert.equal(
    interval(0.211, [0.21101, 0.21149]),
    "0.2110–0.2115",
    "one digit more tells the ends apart",
  );
  assert.equal(interval(1, [0.996, 1.004]), "0.996–1.004");
  assert.equal(interval(3, [3, 3]), "3.00–3.00");
});
