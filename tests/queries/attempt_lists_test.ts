import assert from "node:assert/strict";
import { systemsOf } from "../../benchmarks/queries/systems.ts";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { openRuns, runFolders } from "../../benchmarks/store/views.ts";

Deno.test("systemsOf() lists attempts by start however they lie in the file, those without a start last", async () => {
  const folder = await Deno.makeTempDir();
  const found = (await runFolders("data")).filter((f) => /llmperf-.*-70b-/.test(f)).slice(0, 3);
  await Deno.mkdir(`${folder}/one`);
  await Deno.copyFile(`${found[0]}/run.json`, `${folder}/one/run.json`);
  const run = JSON.parse(await Deno.readTextFile(`${folder}/one/run.json`));
  const all = `read_parquet([${
    found.map((f) => quote(`${f}/requests.parquet`)).join(", ")
  }], union_by_name = true)`;
  const shuffled = await openDuckdb();
  // Dropped requests have no start; some starts are equal, so that the index decides.
  await shuffled.run(
    `COPY (SELECT * REPLACE (${quote(run.run_id)} AS run_id,
      CASE WHEN request_index % 7 = 0 THEN NULL ELSE date_trunc('minute', started_at) END AS started_at,
      CASE WHEN request_index % 7 = 0 THEN 'dropped' ELSE status END AS status)
      FROM ${all} ORDER BY hash(request_index))
    TO '${folder}/one/requests.parquet' (FORMAT parquet)`,
  );
  shuffled.close();
  const db = await openRuns([`${folder}/one`]);
  try {
    const { rows: expected } = await db.query(
      `SELECT provider, model, any_value(model_size) AS model_size, count(*) AS n,
        ${
        ["status", "short", "error_code", "block", "ttft_s", "output_tokens"].map((name) =>
          `list(${name} ORDER BY started_at NULLS LAST, request_index, attempt) AS ${name}`
        ).join(", ")
      } FROM requests WHERE phase = 'measured' GROUP BY provider, model, lower(model_size)
      ORDER BY provider, model`,
    );
    const systems = await systemsOf(db, "true", ["ttft_s", "output_tokens"]);
    assert.equal(systems.length, 3);
    assert(systems.every((s) => s.attempts.status.includes("dropped")));
    assert.deepEqual(
      systems.map((s) => ({
        provider: s.provider,
        model: s.model,
        model_size: s.model_size,
        n: s.attempts.status.length,
        status: s.attempts.status,
        short: s.short,
        error_code: s.error_code,
        block: s.attempts.block,
        ...s.values,
      })),
      expected,
    );
  } finally {
    db.close();
    await Deno.remove(folder, { recursive: true });
  }
});
