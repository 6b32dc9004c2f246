/** Speculation as servers and clients see it, over rows whose answers can be worked out by hand. */
import assert from "node:assert/strict";
import { metric } from "../../benchmarks/metrics/metrics.ts";
import { speculation } from "../../benchmarks/queries/tables/speculation.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";

const answer = (status: string, phase: string, tokens: number, characters: number[]) =>
  `('r', 'p', 'm', '${phase}', '${status}', ${tokens}, ${characters.length}, [${characters}])`;

Deno.test("speculation: what a server counted meanwhile, and the tokens of each arrival", async () => {
  const db = await openDuckdb();
  try {
    await db.run(`CREATE TABLE requests AS SELECT * FROM (VALUES
      ${
      [
        answer("ok", "measured", 4, [4, 8, 4]), // of 16 characters and 4 tokens: 1, 2 and 1
        answer("ok", "measured", 6, [2, 2]), // 3 and 3
        answer("ok", "measured", 9, [30]), // one arrival says nothing of steps
        answer("failed", "measured", 5, [1, 1]),
        answer("ok", "warmup", 50, [1, 1]),
      ].join(",\n")
    }) t(run_id, provider, model, phase, status, output_tokens, chunks, chunk_chars)`);
    // Its counts ran on from before the run, and began anew in it.
    await db.run(`CREATE TABLE server AS SELECT 'r' AS run_id, * FROM (VALUES
      ('p', 'm', 1, 'vLLM', 100, 50, NULL), ('p', 'm', 2, 'vLLM', 110, 54, NULL),
      ('p', 'm', 3, NULL, NULL, NULL, 'the server cannot be asked'),
      ('p', 'm', 4, 'vLLM', 130, 66, NULL), ('p', 'm', 5, 'vLLM', 5, 2, NULL),
      ('p', 'm', 6, 'vLLM', 15, 6, NULL), ('q', 'silent', 1, 'TGI', NULL, NULL, NULL)
      ) t(provider, model, seen_at, engine, draft_tokens, accepted_tokens, error)`);
    const { rows } = await db.query(speculation.sql);
    assert.deepEqual(rows, [
      {
        ...{ run_id: "r", provider: "p", model: "m", engine: "vLLM" },
        // 10 + 20 + 10 proposed, 4 + 12 + 4 accepted.
        ...{ draft_tokens: 40, accepted_tokens: 20, accepted_share: 0.5 },
        // 1, 1, 2, 3, 3: the 90th percentile lies at 3.6 of 0 to 4.
        ...{ answers: 2, arrivals: 5, tokens_per_arrival: 2 },
        ...{ tokens_per_arrival_p50: 2, tokens_per_arrival_p90: 3, many_token_arrivals: 0.6 },
      },
      {
        ...{ run_id: "r", provider: "q", model: "silent", engine: "TGI" },
        ...{ draft_tokens: null, accepted_tokens: null, accepted_share: null },
        ...{ answers: 0, arrivals: 0, tokens_per_arrival: null },
        ...{
          tokens_per_arrival_p50: null,
          tokens_per_arrival_p90: null,
          many_token_arrivals: null,
        },
      },
    ]);
    const of = ["tokens_per_arrival", "many_token_arrivals"].map((name) => metric(name).sql);
    const { rows: [group] } = await db.query(
      `SELECT ${of[0]} AS mean, ${of[1]} AS many FROM requests WHERE phase = 'measured'`,
    );
    assert.deepEqual(group, { mean: 2, many: 0.6 });
  } finally {
    db.close();
  }
});
