/** What of guidellm's reports is easily read wrong. */
import assert from "node:assert/strict";
import { inFolder } from "../llmperf_files.ts";
import { asked, importInto } from "./peers.ts";

const timings = (start: number, status: string) => ({
  request_id: "own",
  response_id: "chatcmpl-1",
  output: "secret verse",
  info: {
    status,
    error: status === "errored" ? "429 Too Many Requests: sk-abcdefgh12345678" : null,
    timings: {
      targeted_start: start - 0.5,
      request_start: start,
      first_token_iteration: start + 0.25,
      last_token_iteration: start + 1,
      token_iterations: 4,
      request_end: start + 1.125,
    },
  },
  input_metrics: { text_tokens: 10, total_tokens: 10 },
  output_metrics: { text_tokens: 5, total_tokens: 5 },
});
const at = 1767225600; // 2026-01-01

Deno.test("importCommand() tells guidellm's sample, schedule, warm-up and what it cut", () =>
  inFolder(async (folder) => {
    const report = {
      metadata: { version: 1, guidellm_version: "0.6.0" },
      args: { target: "https://user:pass@host.example:8443/v1?key=x", model: "org/m" },
      benchmarks: [{
        config: { strategy: { type_: "poisson", rate: 2 } },
        start_time: at,
        end_time: at + 60,
        scheduler_metrics: { measure_start_time: at + 5, measure_end_time: at + 55 },
        metrics: { request_totals: { successful: 40, errored: 1, incomplete: 1, total: 42 } },
        requests: {
          successful: [timings(at + 1, "completed"), timings(at + 10, "completed")],
          errored: [timings(at + 11, "errored")],
          incomplete: [timings(at + 12, "cancelled")],
          total: null,
        },
      }],
    };
    await Deno.writeTextFile(`${folder}/g.json`, JSON.stringify(report));
    await importInto(folder, [`${folder}/g.json`]);
    const rows = await asked(
      folder,
      `SELECT phase, status, ttft_s, last_token_s, e2e_latency_s, output_tokens, chunks,
        schedule_lag_s, error_class, endpoint, request_id FROM requests ORDER BY started_at`,
    );
    const seen = ["chatcmpl-1", "host.example:8443"].reverse();
    assert.deepEqual(rows.map((r) => Object.values(r)), [
      ["warmup", "ok", 0.25, 1, 1.125, 5, 4, 0.5, null, ...seen],
      ["measured", "ok", 0.25, 1, 1.125, 5, 4, 0.5, null, ...seen],
      ["measured", "failed", null, null, null, null, null, 0.5, "unknown", ...seen],
      ["measured", "incomplete", 0.25, 1, null, null, 4, 0.5, null, ...seen],
    ]);
    const [run] = await asked(folder, "SELECT selection, started_at FROM runs");
    assert.equal(run.selection, "a sample at random: 4 of 42 requests");
    const text = JSON.stringify(await asked(folder, "SELECT * FROM requests")) +
      JSON.stringify(await asked(folder, "SELECT * FROM runs"));
    for (const secret of ["sk-abcdefgh", "secret verse", "user:pass", "key=x"]) {
      assert.ok(!text.includes(secret), `${secret} is kept`);
    }
  }));

Deno.test("importCommand() reads guidellm's first shape, whose times stand in the request", () =>
  inFolder(async (folder) => {
    const request = {
      request_id: "r",
      prompt_tokens: 7,
      output_tokens: 3,
      start_time: at,
      first_token_time: at + 0.5,
      last_token_time: at + 1,
      end_time: at + 1.25,
    };
    const report = {
      benchmarks: [{
        args: { strategy: { type_: "concurrent", streams: 2 } },
        worker: { backend_target: "http://h:1", backend_model: "m" },
        run_stats: { start_time: at, end_time: at + 9, requests_made: { total: 1 } },
        requests: { successful: [request], errored: [], incomplete: [] },
        metrics: {},
      }],
    };
    await Deno.writeTextFile(`${folder}/g.json`, JSON.stringify(report));
    await importInto(folder, [`${folder}/g.json`]);
    const [row] = await asked(
      folder,
      `SELECT ttft_s, last_token_s, e2e_latency_s, output_tokens, q.input_tokens, model, workload, selection,
        scheduled_at FROM requests q JOIN runs USING (run_id)`,
    );
    assert.deepEqual(
      Object.values(row),
      [0.5, 1, 1.25, 3, 7, "m", "about 7 tokens in, 3 out, 2 at a time", null, null],
    );
  }));
