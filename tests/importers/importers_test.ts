import assert from "node:assert/strict";
import { importCommand } from "../../benchmarks/commands/import.ts";
import { openStore } from "../../benchmarks/store/views.ts";

const summary = {
  version: "2023-08-31",
  model: "m",
  mean_input_tokens: 550,
  stddev_input_tokens: 0,
  mean_output_tokens: 150,
  stddev_output_tokens: 0,
  num_concurrent_requests: 5,
  framework: "groq",
  timestamp: 1704851704,
  results_num_requests_started: 3,
};
const responses = [
  {
    error_code: null,
    error_msg: "",
    ttft_s: 0.5,
    end_to_end_latency_s: 2,
    number_output_tokens: 151,
    number_input_tokens: 550,
  },
  {
    error_code: -100,
    error_msg: "Output too few tokens 30",
    ttft_s: 0.4,
    end_to_end_latency_s: 1,
    number_output_tokens: 30,
    number_input_tokens: 550,
    GEN_TEXT: "secret verse",
  },
  {
    error_code: 429,
    error_msg: "slow down",
    ttft_s: 0,
    end_to_end_latency_s: 0,
    number_output_tokens: 1,
    number_input_tokens: 550,
  },
];

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("importCommand() reads LLMPerf's pair by the rules of the method, twice the same", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(
      `${folder}/x_70b_individual_responses.json`,
      JSON.stringify(responses),
    );
    await Deno.writeTextFile(`${folder}/x_70b_summary.json`, JSON.stringify(summary));
    const options = { resultsDir: `${folder}/runs`, json: true };
    assert.equal(await importCommand([folder], options), 0);
    const once = await Deno.readFile(
      `${folder}/runs/${[...Deno.readDirSync(`${folder}/runs`)][0].name}/requests.parquet`,
    );
    assert.equal(await importCommand([folder], options), 0);
    const entries = [...Deno.readDirSync(`${folder}/runs`)];
    assert.equal(entries.length, 1);
    const bytes = await Deno.readFile(`${folder}/runs/${entries[0].name}/requests.parquet`);
    assert.deepEqual(bytes, once);
    assert.ok(!new TextDecoder("latin1").decode(bytes).includes("secret verse"));
    const db = await openStore(`${folder}/runs`);
    const { rows } = await db.query(
      "SELECT status, error_class, error_code, ttft_s, output_tokens, e2e_tokens_per_s, decode_tokens_per_s, short, model_size FROM requests ORDER BY request_index",
    );
    db.close();
    // 151 / 2 = 75.5; (151 - 1) / (2 - 0.5) = 100; 30 / 1 = 30.
    assert.deepEqual(rows[0], {
      status: "ok",
      error_class: null,
      error_code: null,
      ttft_s: 0.5,
      output_tokens: 151,
      e2e_tokens_per_s: 75.5,
      decode_tokens_per_s: 100,
      short: false,
      model_size: "70b",
    });
    assert.deepEqual(
      [rows[1].status, rows[1].error_code, rows[1].short, rows[1].e2e_tokens_per_s],
      ["ok", "-100", true, 30],
    );
    assert.deepEqual([rows[2].status, rows[2].error_class, rows[2].ttft_s, rows[2].output_tokens], [
      "failed",
      "rate_limited",
      null,
      null,
    ]);
  }));

Deno.test("importCommand() refuses what is not what it claims, and imports nothing of it", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/bad_individual_responses.json`, "[{}]");
    await Deno.writeTextFile(`${folder}/bad_summary.json`, JSON.stringify(summary));
    await Deno.writeTextFile(`${folder}/other.csv`, "a,b\n1,2\n");
    for (
      const path of [
        `${folder}/bad_individual_responses.json`,
        `${folder}/other.csv`,
        `${folder}/absent.json`,
      ]
    ) {
      assert.equal(await importCommand([path], { resultsDir: `${folder}/runs`, json: true }), 2);
    }
    assert.ok(!(await Deno.stat(`${folder}/runs`).then(() => true, () => false)));
  }));

Deno.test("the committed runs are the 19 systems and 5,945 timed measurements of their sources", async () => {
  const db = await openStore("data");
  try {
    const { rows } = await db.query(
      `SELECT count(*) AS n, count(DISTINCT run_id) AS runs, count(DISTINCT workload_hash) AS workloads
      FROM requests WHERE imported_from = 'llmperf'`,
    );
    assert.deepEqual(rows[0], { n: 2845, runs: 19, workloads: 1 });
    // 239 lines of the source have no "/" in their model: awk over the CSV says so.
    const timed = await db.query(
      `SELECT count(*) AS n, count(*) FILTER (provider = 'unknown') AS unknown, count(*) FILTER (status = 'failed') AS failed,
      count(DISTINCT utc_hour) AS hours FROM requests WHERE imported_from = 'thefastest.ai'`,
    );
    assert.deepEqual(timed.rows[0], { n: 5945, unknown: 239, failed: 1, hours: 13 });
  } finally {
    db.close();
  }
});
