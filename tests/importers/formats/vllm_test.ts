/** What of vLLM's files is easily read wrong. */
import assert from "node:assert/strict";
import { importCommand } from "../../../benchmarks/commands/import.ts";
import { captured, inFolder } from "../llmperf_files.ts";
import { asked, importInto } from "./peers.ts";

const result = {
  date: "20260102-030405",
  endpoint_type: "openai-chat",
  model_id: "org/model",
  tokenizer_id: "org/model",
  num_prompts: 3,
  request_rate: "inf",
  burstiness: 1,
  max_concurrency: 2,
  duration: 1.5,
  completed: 1,
  mean_ttft_ms: 100,
  "p99.9_itl_ms": 70,
  std_tpot_ms: 0,
  input_lens: [10, 11, 12],
  output_lens: [3, 0, 0],
  ttfts: [0.1, 0, 0.2],
  itls: [[0.05, 0.07], [], []],
  errors: ["", "Too Many Requests", "Traceback: Connection reset by peer"],
};

Deno.test("a model on the command line does not stand in the place of the file's, which is said", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/r.json`, JSON.stringify(result));
    const facts = { resultsDir: `${folder}/runs`, provider: "acme", model: "mine" };
    const { result: status, err } = await captured(() =>
      importCommand([`${folder}/r.json`], facts)
    );
    assert.equal(status, 0);
    assert.match(
      err.join("\n"),
      /r\.json: --model mine is not used: its rows name org\/model and keep it\.$/,
    );
    assert.doesNotMatch(err.join("\n"), /--provider/);
  }));

Deno.test("importCommand() reads vLLM's zeros of failed requests as nothing observed", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/r.json`, JSON.stringify(result));
    await importInto(folder, [`${folder}/r.json`]);
    const rows = await asked(
      folder,
      `SELECT status, error_class, ttft_s, round(last_token_s, 9) AS last, e2e_latency_s, chunks,
        output_tokens, input_tokens, started_at FROM requests ORDER BY request_index`,
    );
    // Older files have no latency: its end was not observed. 0.1 + 0.05 + 0.07 = 0.22.
    assert.deepEqual(rows.map((r) => Object.values(r)), [
      ["ok", null, 0.1, 0.22, null, 3, 3, 10, null],
      ["failed", "rate_limited", null, null, null, null, null, 11, null],
      ["failed", "connection_reset", null, null, null, null, null, 12, null],
    ]);
    const [run] = await asked(
      folder,
      "SELECT clock, selection, started_at, ended_at, workload, reported FROM runs",
    );
    assert.match(String(run.clock), /20260102-030405, local time of a zone unknown/);
    assert.deepEqual([run.selection, run.started_at, run.ended_at], [null, null, null]);
    assert.equal(run.workload, "about 11 tokens in, 3 out, 2 at a time");
    const figures = JSON.parse(String(run.reported));
    assert.deepEqual(
      figures.map((
        f: { name: string; n: number; statistics: unknown },
      ) => [f.name, f.n, f.statistics]),
      [
        ["ttft", 1, { mean: 100 }],
        ["tpot", 1, { std: 0 }],
        ["itl", 1, { "p99.9": 70 }],
        ["duration", 1, { value: 1.5 }],
      ],
    );
  }));

Deno.test("importCommand() reads several results of one file, and a sweep's list, as runs of their own", () =>
  inFolder(async (folder) => {
    const second = { ...result, date: "20260102-040000", max_concurrency: 4 };
    await Deno.writeTextFile(
      `${folder}/appended.json`,
      `${JSON.stringify(result)}${JSON.stringify(second, null, 2)}\n`,
    );
    const once = await importInto(folder, [`${folder}/appended.json`]);
    assert.deepEqual(once.done.map((d) => d.rows), [3, 3]);
    await Deno.writeTextFile(`${folder}/summary.json`, JSON.stringify([result, second]));
    const again = await importInto(folder, [`${folder}/summary.json`]);
    assert.deepEqual(again.done.map((d) => [d.rows, d.skipped]), [[0, 3], [0, 3]]);
    const boards = await asked(folder, "SELECT DISTINCT workload_hash FROM latest");
    assert.equal(boards.length, 2);
  }));

Deno.test("importCommand() makes of vLLM's statistics alone a run without rows that is in no ranking", () =>
  inFolder(async (folder) => {
    const { input_lens: _i, output_lens: _o, ttfts: _t, itls: _l, errors: _e, ...printed } = result;
    await Deno.writeTextFile(`${folder}/r.json`, JSON.stringify(printed));
    const { status, done } = await importInto(folder, [`${folder}/r.json`]);
    assert.deepEqual([status, done.map((d) => d.rows)], [0, [0]]);
    const [run] = await asked(
      folder,
      "SELECT selection, invalid, len(reported::JSON[]) AS figures FROM runs",
    );
    assert.match(String(run.selection), /^statistics alone/);
    assert.deepEqual([run.invalid, run.figures], [null, 4]);
    assert.deepEqual(await asked(folder, "SELECT * FROM latest"), []);
  }));
