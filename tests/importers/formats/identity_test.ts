/** One measurement is one run, whatever its file is called, what lies beside it, and which tool's format it has. */
import assert from "node:assert/strict";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { inFolder, names, summary as llmperfSummary, writePair } from "../llmperf_files.ts";
import { asked, importInto, peers } from "./peers.ts";

Deno.test("importCommand() imports each sample once, again under another name too", () =>
  inFolder(async (folder) => {
    const once = await importInto(folder, [peers]);
    assert.equal(once.status, 0);
    const runs = names(`${folder}/runs`);
    assert.equal(runs.length, new Set(once.done.map((d) => d.run_id)).size);
    // guidellm's report as YAML is the run of its JSON.
    assert.deepEqual(
      once.done.filter((d) => d.skipped).map((
        d,
      ) => [d.file.slice(peers.length), d.rows, d.skipped]),
      [["measured/guidellm_yaml/benchmarks.yaml", 0, 12]],
    );
    const again = await importInto(folder, [`${peers}measured`, `${peers}sglang`]);
    assert.deepEqual([again.status, again.done.every((d) => d.rows === 0)], [0, true]);
    // Those that lie there may have been imported before the record had a column.
    const [vllm] = runs.filter((run) => run.startsWith("vllm"));
    const file = `${folder}/runs/${vllm}/requests.parquet`;
    const db = await openDuckdb();
    await db.run(
      `COPY (SELECT * EXCLUDE (shard) FROM '${file}') TO '${folder}/older' (FORMAT parquet)`,
    );
    db.close();
    await Deno.rename(`${folder}/older`, file);
    const copy = `${folder}/copy of results.json`;
    await Deno.copyFile(`${peers}measured/vllm/result.json`, copy);
    const renamed = await importInto(folder, [copy]);
    assert.deepEqual([renamed.status, renamed.done[0].skipped], [0, 12]);
    assert.deepEqual(names(`${folder}/runs`), runs);
    // Boards of one tool have no run of another, and those of statistics alone have none.
    const boards = await asked(
      folder,
      `SELECT workload_hash FROM latest JOIN runs USING (run_id, workload_hash) GROUP BY ALL
      HAVING count(DISTINCT imported_from) > 1 OR bool_or(runs.selection LIKE 'statistics%')`,
    );
    assert.deepEqual(boards, []);
  }));

Deno.test("importCommand() names the run that another format, or a file without its report, holds again", () =>
  inFolder(async (folder) => {
    await importInto(folder, [`${peers}measured/aiperf`]);
    const [run] = names(`${folder}/runs`);
    const rows = await asked(
      folder,
      "SELECT ttft_s, last_token_s, input_tokens, output_tokens FROM requests ORDER BY ttft_s DESC",
    );
    await Deno.mkdir(`${folder}/llmperf`);
    const summary = { ...llmperfSummary, timestamp: 1795890664 }; // 2026-11-28T18:31:04Z
    await writePair(`${folder}/llmperf`, "x", {
      summary,
      responses: rows.map((r) => ({
        error_code: null,
        error_msg: "",
        ttft_s: r.ttft_s,
        end_to_end_latency_s: r.last_token_s,
        number_input_tokens: r.input_tokens,
        number_output_tokens: r.output_tokens,
      })),
    });
    const other = await importInto(folder, [`${folder}/llmperf`]);
    assert.deepEqual([other.status, other.done], [2, []]);
    assert.match(other.err[0], new RegExp(`holds the measurement of run ${run} again`));

    await Deno.copyFile(
      `${peers}measured/aiperf/profile_export.jsonl`,
      `${folder}/llmperf/alone.jsonl`,
    );
    const alone = await importInto(folder, [`${folder}/llmperf/alone.jsonl`]);
    assert.equal(alone.status, 2);
    assert.match(alone.err[0], new RegExp(`holds the measurement of run ${run} again`));

    const csv = `${folder}/llmperf/figures.csv`;
    await Deno.copyFile(`${peers}measured/aiperf/profile_export_aiperf.csv`, csv);
    const figures = await importInto(folder, [csv]);
    assert.match(figures.err[0], new RegExp(`holds the measurement of run ${run} again`));
    await Deno.writeTextFile(csv, (await Deno.readTextFile(csv)).replace("582.59", "582.61"));
    assert.equal((await importInto(folder, [csv])).status, 0);

    await writePair(`${folder}/llmperf`, "x", { summary }); // other times: another measurement
    assert.equal((await importInto(folder, [`${folder}/llmperf/x_summary.json`])).status, 0);
  }));
