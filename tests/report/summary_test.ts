import assert from "node:assert/strict";
import { summarise } from "../../benchmarks/report/summary.ts";
import { summaryText } from "../../benchmarks/report/summary_text.ts";
import { table } from "../../benchmarks/report/table.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { attempt, rows, runId, writeRun } from "./ancestor_support.ts";

const facts = {
  folder: "f",
  simulated: [],
  unverified: [],
  givenUp: [],
  goingOn: false,
  errors: [],
  invalid: null,
};

async function summaryOf(given: typeof rows) {
  let found!: Awaited<ReturnType<typeof summarise>>;
  await inFolder(async (folder) => {
    await writeRun(folder, given);
    const db = await openStore(folder);
    found = await summarise(db, runId);
    db.close();
  });
  return found;
}

Deno.test("summarise() has P50, P90 and the standard deviation beside the eight statistics", async () => {
  const { targets: [{ metrics }] } = await summaryOf(rows);
  assert.deepEqual(
    Object.keys(metrics.inter_token_latency_s).sort(),
    [
      ...[
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

Deno.test("summarise() has no standard deviation of one value", async () => {
  const { targets: [{ metrics }] } = await summaryOf([rows[1]]);
  assert.equal(metrics.e2e_latency_s.stddev, null);
  assert.equal(metrics.e2e_latency_s.p90, 1);
});

Deno.test("summaryText() shows LLMPerf's quantities, in lines of at most 100 characters", async () => {
  const provider = "a-provider-of-a-rather-long-name.example:18777";
  const slow = { ...rows[1], provider, e2e_latency_s: 1234.5678, ttft_content_s: 123.4567 };
  const summary = await summaryOf([...rows, attempt(11, 0, slow), attempt(12, 1, slow)]);
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
    own.trim().split(/ +/).slice(1).map(Number),
    [3, 0.1, 0.1333, 0.0577, 0.1, 0.2, 0.1, 0.15, 0.18, 0.19, 0.198],
  );
  assert.ok(lines.includes("n too small to bear p50, p25, p75, p90, p95, p99 of any target"));
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
  const text = summaryText(await summaryOf([rows[2], rows[3]]), { ...facts, errors: ["2 × p: x"] });
  assert.doesNotMatch(text, /null|Throughput|worth/);
  assert.match(text, /What failed:\n {2}2 × p: x\n\nNo request succeeded/);
});
