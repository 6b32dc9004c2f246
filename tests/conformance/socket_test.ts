import assert from "node:assert/strict";
import { conformance } from "../../benchmarks/commands/conformance.ts";
import { contextOf } from "../../benchmarks/conformance/context.ts";
import { expected } from "../../benchmarks/conformance/expected/index.ts";
import { meet } from "../../benchmarks/conformance/meet.ts";
import { llama2 } from "../../benchmarks/plan/tokenizers.ts";
import { openai } from "../../benchmarks/providers/openai/openai.ts";
import { differences, replayRow } from "../../benchmarks/record/replay.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { scripts } from "../../benchmarks/simulator/faults/index.ts";
import { carriedConformance, type LineResult } from "../../benchmarks/store/conformance.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { writeParquet } from "../../benchmarks/store/parquet.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";

const key = "sk-conformance-0123456789";

/** What does not vary from machine to machine: neither times nor how bytes arrived. */
const judged = (results: LineResult[]) =>
  results.map(({ line, right, holds, met }) => ({
    ...{ line, right, holds },
    met: met.map(({ ttft_s: _, ttft_content_s: __, chunks: ___, ...same }) => same),
  }));

Deno.test("over a socket", async (t) => {
  const results = await conformance();
  await t.step("a checkout carries the same results", async () => {
    const { lines } = await carriedConformance();
    const how = "deno task conformance --carry makes them anew";
    assert.deepEqual(judged(lines), judged(results), how);
  });
  for (const { line, met } of results) {
    await t.step(line, () => {
      assert.ok(met.length > 0);
      assert.deepEqual(met.flatMap((m) => m.faults.map((fault) => `${m.name}: ${fault}`)), []);
    });
  }
});

Deno.test("what was met over a socket is decoded to the same row again, rates null where they must be", () =>
  inFolder(async (folder) => {
    const simulator = await startSimulator({ seed: 1 });
    try {
      const names = scripts.filter((s) => s.line !== "longer than memory").map((s) => s.name);
      const rows = [];
      for (const name of names) {
        const { row, recording } = await meet(simulator.url, name, expected[name], key, llama2);
        const stored = { ...row, started_at: contextOf(name, [], null).startedAt };
        const again = replayRow(stored, recording, openai, "hello", llama2);
        // Read from the wire itself, unlike a run's file: keys are redacted in one and not in the other.
        const ours = differences(stored, again).filter((column) =>
          !/^error_(message|code)$/.test(column) ||
          !JSON.stringify(stored[column]).includes("[redacted]")
        );
        assert.deepEqual(ours, [], name);
        rows.push(row);
      }
      const run = `${folder}/conformance`;
      await Deno.mkdir(run);
      const db = await openDuckdb();
      await writeParquet(db, rows, `${run}/requests.parquet`);
      db.close();
      await Deno.writeTextFile(
        `${run}/run.json`,
        JSON.stringify({ run_id: "conformance", workload: "w", workload_hash: "h" }),
      );
      const store = await openStore(folder);
      const { rows: rates } = await store.query(
        `SELECT provider, decode_tokens_per_s IS NULL AND tpot_s IS NULL AS unknown, e2e_tokens_per_s AS e2e
          FROM requests WHERE provider IN
            ('reasoning-hidden', 'one-arrival', 'unstreamed', 'well-behaved', 'gzip-buffered')
          ORDER BY provider`,
      );
      store.close();
      assert.deepEqual(rates.map((r) => [r.provider, r.unknown]), [
        ["gzip-buffered", true],
        ["one-arrival", true],
        ["reasoning-hidden", true],
        ["unstreamed", true],
        ["well-behaved", false],
      ]);
      for (const { e2e } of rates) assert.ok((e2e as number) > 0);
    } finally {
      await simulator.stop();
    }
  }));

Deno.test("a line of 64 MB is not kept more than a few times over", async () => {
  const simulator = await startSimulator({ seed: 1 });
  try {
    const before = Deno.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => most = Math.max(most, Deno.memoryUsage().rss - before), 10);
    const { row } = await meet(simulator.url, "long-line", expected["long-line"], key, llama2);
    clearInterval(watch);
    assert.equal(row.error_class, "protocol");
    // 64 MB of bytes, 16 million characters, and what the collector has not come to yet.
    assert.ok(most < 600e6, `${(most / 1e6).toFixed(0)} MB more`);
    console.log(`64 MB line: ${(most / 1e6).toFixed(0)} MB more at most`);
  } finally {
    await simulator.stop();
  }
});
