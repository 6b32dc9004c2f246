import assert from "node:assert/strict";
import { importCommand } from "../../benchmarks/commands/import.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { captured } from "../importers/llmperf_files.ts";
import { inFolder } from "../support/bench.ts";
import { attempt, base, config, rows, runId, writeRun } from "./result_support.ts";

Deno.test("importCommand() reads our files of LLMPerf's shape back to the same rows", () =>
  inFolder(async (folder) => {
    const ours = [...rows, attempt(10, 6, { ...rows[1], request_index: 10 })];
    await writeRun(folder, ours, config(), { provider: "p" });
    const resultsDir = `${folder}/again`;
    const { result } = await captured(() =>
      importCommand([`${folder}/${base}_summary.json`], { resultsDir, json: true })
    );
    assert.equal(result, 0);
    const numbers = async (store: string, where: string) => {
      const db = await openStore(store);
      const found = await db.query(
        `SELECT provider, model, status, input_tokens, CASE WHEN status = 'ok' THEN {ttft: ttft_content_s,
          e2e: e2e_latency_s, tokens: output_tokens, rate: e2e_tokens_per_s, gap: inter_token_latency_s} END AS answer
        FROM requests WHERE ${where} ORDER BY input_tokens, request_index`,
      );
      db.close();
      return found.rows;
    };
    const written = await numbers(
      folder,
      `run_id = '${runId}' AND provider = 'p' AND phase = 'measured' AND status <> 'incomplete'`,
    );
    assert.equal(written.length, 8);
    assert.deepEqual(await numbers(resultsDir, "true"), written);
  }));
