/** The runs that a checkout carries. */
import assert from "node:assert/strict";
import { columnNames, record } from "../../benchmarks/record/record.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { names } from "./llmperf_files.ts";

Deno.test("the committed runs are the 19 systems and 5,945 timed measurements of their sources", async () => {
  const db = await openStore("data");
  try {
    const { rows } = await db.query(
      `SELECT count(*) AS n, count(DISTINCT run_id) AS runs, count(DISTINCT workload_hash) AS workloads,
      count(DISTINCT (provider, model_size)) AS systems, count(*) FILTER (location = 'us-west-2') AS west,
      count(*) FILTER (error_code = '429' AND error_class = 'rate_limited') AS limited,
      count(*) FILTER (error_code = '-1' AND error_class = 'unknown') AS unknown,
      count(*) FILTER (error_code = '-100' AND status = 'ok') AS few,
      count(*) FILTER (status = 'failed') AS failed, min(ttft_s) > 0 AS seen
      FROM requests WHERE run_id IN (SELECT run_id FROM runs WHERE source LIKE '%llmperf-leaderboard%')`,
    );
    // Counted over the source's JSON by a script in another language: 392 of 429, one of -1, 146 of -100.
    assert.deepEqual(rows[0], {
      n: 2845,
      runs: 19,
      workloads: 1,
      systems: 19,
      west: 2845,
      limited: 392,
      unknown: 1,
      few: 146,
      failed: 393,
      seen: true,
    });
    // 239 lines of the source have no "/" in their model: awk over the CSV says so.
    const timed = await db.query(
      `SELECT count(*) AS n, count(*) FILTER (provider = 'unknown') AS unknown,
        count(*) FILTER (status = 'failed') AS failed,
      count(DISTINCT utc_hour) AS hours FROM requests WHERE imported_from = 'thefastest.ai'`,
    );
    assert.deepEqual(timed.rows[0], { n: 5945, unknown: 239, failed: 1, hours: 13 });
  } finally {
    db.close();
  }
});

Deno.test("the committed rows hold no generated text", async () => {
  const db = await openStore("data");
  try {
    const text = columnNames.filter((name) => record[name].type === "VARCHAR");
    const { rows: [longest] } = await db.query(
      `SELECT ${text.map((name) => `max(length(${name})) AS ${name}`).join(", ")}
      FROM requests WHERE imported_from IS NOT NULL`,
    );
    // Bedrock's texts have hundreds of characters; the longest here are a message of 120 and Replicate's model names.
    for (const name of text) assert.ok(Number(longest[name]) <= 120, `${name}: ${longest[name]}`);
    const runs = names("data/llmperf-2023-12").filter((name) => name.startsWith("llmperf-"));
    assert.equal(runs.length, 19);
    // The files are older than these columns, which the store fills with nulls.
    const newer = [
      ...["cached_tokens_expected", "content_text", "reasoning_text", "tool_call_text"],
      ...["probe_kind", "expected_answer", "given_answer", "correct"],
      ...["rate_planned", "concurrency_planned"],
      ...["first_request_id", "since_first_s", "retry_in_s"],
    ];
    for (const run of runs) {
      const file = `data/llmperf-2023-12/${run}/requests.parquet`;
      const { rows } = await db.query(`DESCRIBE SELECT * FROM read_parquet('${file}')`);
      assert.deepEqual(
        rows.map((column) => column.column_name),
        columnNames.filter((name) => !newer.includes(name)),
      );
    }
  } finally {
    db.close();
  }
});
