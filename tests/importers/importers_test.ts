import assert from "node:assert/strict";
import { importCommand } from "../../benchmarks/commands/import.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { answer, captured, inFolder, names, summary, writePair } from "./llmperf_files.ts";

const header = "time,region,cmd,commit,model,ttr,ttft,tps,num_tokens,total_time";

Deno.test("importCommand() reads LLMPerf's pair by the rules of the method", () =>
  inFolder(async (folder) => {
    await writePair(folder, "x_70b");
    const resultsDir = `${folder}/runs`;
    const { result, out } = await captured(() =>
      importCommand([folder], { resultsDir, json: true, location: "here" })
    );
    assert.equal(result, 0);
    const [run_id] = names(resultsDir);
    const file = `${folder}/x_70b_individual_responses.json`;
    assert.deepEqual(JSON.parse(out.join("")), [{ file, run_id, rows: 3, skipped: 0 }]);
    const db = await openStore(resultsDir);
    const { rows } = await db.query(
      `SELECT status, error_class, error_code, http_status, ttft_s, ttft_content_s, e2e_latency_s, output_tokens,
      e2e_tokens_per_s, round(100 * decode_tokens_per_s) AS decode, short FROM requests ORDER BY request_index`,
    );
    const shared = await db.query(
      `SELECT DISTINCT model_size, location, simulated, phase, attempt, input_tokens, input_tokens_target AS asked_in,
      output_tokens_target AS asked_out, imported_from, block FROM requests`,
    );
    const whole = JSON.stringify((await db.query("SELECT * FROM requests")).rows);
    db.close();
    // 151 / 2 = 75.5; (151 - 1) / (2 - 0.5) = 100; 30 / 1 = 30; (30 - 1) / (1 - 0.4) = 48.33; 30 is under 0.8 x 150.
    assert.deepEqual(rows.map((r) => Object.values(r)), [
      ["ok", null, null, null, 0.5, 0.5, 2, 151, 75.5, 10000, false],
      ["ok", null, "-100", null, 0.4, 0.4, 1, 30, 30, 4833, true],
      ["failed", "rate_limited", "429", 429, null, null, null, null, null, null, false],
    ]);
    assert.deepEqual(shared.rows, [{
      model_size: "70b",
      location: "here",
      simulated: false,
      phase: "measured",
      attempt: 1,
      input_tokens: 550,
      asked_in: 550,
      asked_out: 150,
      imported_from: "llmperf",
      block: null,
    }]);
    assert.ok(!whole.includes("secret verse"), "generated text is kept");
    assert.ok(!whole.includes("abcdefgh12345678"), "a key is kept");
    assert.ok(whole.includes("slow down, [redacted]"));
  }));

Deno.test("importCommand() takes Python's NaN, code -1 and an answer without a first token", () =>
  inFolder(async (folder) => {
    const odd = [
      { ...answer, error_code: -1, error_msg: "said NaN" },
      { ...answer, ttft_s: 0 },
    ];
    const withNaN = JSON.stringify({ ...summary, results_ttft_s_stddev: 7 }).replace("7}", "NaN}");
    assert.ok(withNaN.includes(":NaN"));
    await writePair(folder, "x", { responses: odd, summaryText: withNaN });
    const resultsDir = `${folder}/runs`;
    const { result } = await captured(() => importCommand([folder], { resultsDir }));
    assert.equal(result, 0);
    const db = await openStore(resultsDir);
    const { rows } = await db.query(
      "SELECT status, error_class, http_status, error_message, ttft_s, output_tokens FROM " +
        "requests ORDER BY request_index",
    );
    db.close();
    assert.deepEqual(rows.map((r) => Object.values(r)), [
      ["failed", "unknown", null, "said NaN", null, null],
      ["ok", null, null, null, null, 151],
    ]);
  }));

Deno.test("importCommand() claims waves only for the years in which LLMPerf sent them", () =>
  inFolder(async (folder) => {
    await writePair(folder, "old");
    await writePair(folder, "new", { summary: { ...summary, timestamp: 1750000000 } }); // 2025-06-15
    await captured(() => importCommand([folder], { resultsDir: `${folder}/runs` }));
    const db = await openStore(`${folder}/runs`);
    const { rows } = await db.query(
      "SELECT config->>'$.load' AS load, workload, workload_hash FROM runs ORDER BY ended_at",
    );
    db.close();
    assert.deepEqual(rows.map((r) => [r.load, r.workload]), [
      ["waves", "550 tokens in, 150 out, 5 at a time (waves)"],
      ["unknown", "550 tokens in, 150 out, 5 at a time"],
    ]);
    assert.notEqual(rows[0].workload_hash, rows[1].workload_hash);
  }));

Deno.test("importCommand() reads thefastest.ai's columns, hours by region, and nulls for no tokens", () =>
  inFolder(async (folder) => {
    const line = (time: string, region: string, model: string, tokens = 21) =>
      `${time},${region},,c,${model},0.1,0.25,9,${tokens},1.5`;
    await Deno.writeTextFile(
      `${folder}/t.csv`,
      [
        header,
        line("2024-04-15T03:04:05.678901", "sea", "fixie-scentralus.azure/gpt-4"), // a Monday
        line("2024-04-15T03:04:05", "iad", "gpt-4"),
        line("2024-04-15T23:04:05", "cdg", "@cf/meta/llama", 0),
        line("2024-01-15T23:04:05", "cdg", "a/b"),
        "",
      ].join("\n"),
    );
    const resultsDir = `${folder}/runs`;
    const { result } = await captured(() => importCommand([`${folder}/t.csv`], { resultsDir }));
    assert.equal(result, 0);
    assert.deepEqual(names(resultsDir), [
      "thefastest-2024-01-cdg",
      "thefastest-2024-04-iad",
      "thefastest-2024-04-sea",
    ]);
    const db = await openStore(resultsDir);
    const { rows } = await db.query(
      `SELECT location, provider, model, status, error_class, utc_hour, local_hour, weekday, headers_s, ttft_s,
      ttft_content_s, e2e_latency_s, output_tokens, decode_tokens_per_s
      FROM requests ORDER BY location DESC, request_index`,
    );
    const { rows: at } = await db.query(
      "SELECT epoch_us(started_at) % 1000000 AS us FROM requests WHERE location = 'sea'",
    );
    const { rows: said } = await db.query(
      "SELECT DISTINCT selection, caveat IS NOT NULL AS caveat FROM runs",
    );
    db.close();
    // Summer: Seattle is 7 hours behind UTC, Washington 4, Paris 2 ahead; Paris in January 1. (21 -
    // 1) / (1.5 - 0.25) = 16.
    const seen = [0.1, 0.25, 0.25, 1.5, 21, 16];
    assert.deepEqual(rows.map((r) => Object.values(r)), [
      ["sea", "fixie-scentralus.azure", "gpt-4", "ok", null, 3, 20, 1, ...seen],
      ["iad", "unknown", "gpt-4", "ok", null, 3, 23, 1, ...seen],
      ["cdg", "@cf", "meta/llama", "failed", "empty", 23, 1, 1, ...seen.map(() => null)],
      ["cdg", "a", "b", "ok", null, 23, 0, 1, ...seen],
    ]);
    assert.deepEqual(at, [{ us: 678901 }]);
    assert.deepEqual(said, [{ selection: "best of three tries", caveat: true }]);
  }));
