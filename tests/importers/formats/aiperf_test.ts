/** What of AIPerf's records is easily read wrong. */
import assert from "node:assert/strict";
import { inFolder } from "../llmperf_files.ts";
import { asked, importInto, peers } from "./peers.ts";

const record = (n: number, over: Record<string, unknown>) => ({
  metadata: {
    session_num: n,
    turn_index: 1,
    // Nanoseconds of 2026 have more digits than a number of JavaScript holds.
    request_start_ns: `176722560000000000${n}`,
    request_end_ns: `176722560250000000${n}`,
    record_processor_id: "r",
    benchmark_phase: "profiling",
    was_cancelled: false,
  },
  ...over,
});
const value = (value: unknown, unit: string) => ({ value, unit });
const lines = [
  record(1, {
    metrics: {
      time_to_first_token: value(0.25, "sec"),
      time_to_first_output_token: value(750, "ms"),
      request_latency: value(2_000_000_000, "ns"),
      inter_chunk_latency: value([500, 1250], "ms"),
      output_sequence_length: value(8, "tokens"),
      output_token_count: value(6, "tokens"),
      reasoning_token_count: value(2, "tokens"),
      http_req_connection_reused: value(1, "ratio"),
    },
  }),
  record(2, {
    metrics: { error_request_count: value(1, "requests") },
    error: { code: 429, type: "Too Many Requests", message: "slow down, sk-abcdefgh12345678" },
  }),
  record(3, { metrics: {}, error: { code: 499, type: "RequestCancellationError", message: "" } }),
  record(4, { metrics: {}, error: { code: null, type: "ClientConnectorError", message: "x" } }),
].map((r) => JSON.stringify(r).replace(/"(\d{19})"/g, "$1"));

Deno.test("importCommand() reads AIPerf's units, both ends of an answer, and what it cancelled itself", () =>
  inFolder(async (folder) => {
    const warm = lines[0].replace("profiling", "warmup");
    await Deno.writeTextFile(`${folder}/p.jsonl`, [warm, ...lines].join("\n"));
    const { status } = await importInto(folder, [`${folder}/p.jsonl`]);
    assert.equal(status, 0);
    const rows = await asked(
      folder,
      `SELECT phase, status, error_class, http_status, ttft_s, ttft_content_s, last_token_s, e2e_latency_s,
        chunk_at_s, output_tokens, content_tokens, turn, connection_reused, round(tpot_s, 9) AS tpot
      FROM requests ORDER BY phase = 'measured', request_index`,
    );
    // The last content after 2 s, the end of the stream after 2.5 s; (2 - 0.25) / 7 = 0.25 s for each token.
    const answer = ["ok", null, null, 0.25, 0.75, 2, 2.5, [0.25, 0.75, 2], 8, 6, 1, true, 0.25];
    const none = [null, null, null, null, null, null, null];
    assert.deepEqual(rows.map((r) => Object.values(r)), [
      ["warmup", ...answer],
      ["measured", ...answer],
      ["measured", "failed", "rate_limited", 429, ...none, 1, null, null],
      ["measured", "incomplete", null, null, ...none, 1, null, null],
      ["measured", "failed", "refused", null, ...none, 1, null, null],
    ]);
    const [run] = await asked(folder, "SELECT counts::VARCHAR AS counts, started_at FROM runs");
    assert.deepEqual(JSON.parse(String(run.counts)), { attempted: 4, succeeded: 1, failed: 2 });
    const all = JSON.stringify(await asked(folder, "SELECT * FROM requests"));
    assert.ok(!all.includes("abcdefgh12345678"), "a key is kept");
  }));

Deno.test("importCommand() refuses AIPerf's values in a unit that it does not know, by their place", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/p.jsonl`, lines[0].replace('"sec"', '"jiffies"'));
    const { status, err } = await importInto(folder, [`${folder}/p.jsonl`]);
    assert.equal(status, 2);
    assert.match(
      err[0],
      /record 1, metrics, time_to_first_token, has "value" in the unknown unit "jiffies"/,
    );
  }));

Deno.test("importCommand() reads AIPerf's CSV where its JSON is not there, by the JSON's names and units", () =>
  inFolder(async (folder) => {
    const measured = `${peers}measured/aiperf`;
    const csv = `${folder}/renamed.csv`;
    await Deno.copyFile(`${measured}/profile_export_aiperf.csv`, csv);
    const { done } = await importInto(folder, [csv]);
    assert.deepEqual(done.map((d) => [d.file, d.rows]), [[csv, 0]]);
    const [run] = await asked(folder, "SELECT selection, reported FROM runs");
    assert.match(String(run.selection), /^statistics alone/);
    const json = JSON.parse(await Deno.readTextFile(`${measured}/profile_export_aiperf.json`));
    const figures = JSON.parse(String(run.reported));
    assert.equal(figures.length, 65); // its lines with a number
    for (const { name, unit, statistics } of figures) {
      // The CSV names no unit of a count and of a share.
      if (unit) assert.equal(unit, json[name].unit, name);
      for (const [statistic, value] of Object.entries(statistics)) {
        const off = Math.abs(Number(value) - json[name][statistic]);
        assert.ok(off <= 0.005 + 1e-9, `${name}, ${statistic}: ${value}, ${json[name][statistic]}`);
      }
    }
    await Deno.rename(csv, `${folder}/profile_export_aiperf.csv`);
    // Beside the lines of requests it says what the JSON would; beside both it is not needed.
    for (
      const [file, n] of [["profile_export.jsonl", 1], ["profile_export_aiperf.json", 1]] as const
    ) {
      await Deno.copyFile(`${measured}/${file}`, `${folder}/${file}`);
      await Deno.remove(`${folder}/runs`, { recursive: true });
      const again = await importInto(folder, [folder]);
      assert.equal(again.done.length, n, file);
      const [{ reported }] = await asked(folder, "SELECT reported FROM runs");
      const latency = JSON.parse(String(reported)).find((f: { name: string }) =>
        f.name === "request_latency"
      );
      assert.equal(latency.statistics.avg, file.endsWith("l") ? 582.59 : json.request_latency.avg);
    }
  }));
