/** What /distributions greys, against figures of an independent implementation over the runs of 2023. */
import assert from "node:assert/strict";
import { weakQuantiles } from "../../benchmarks/queries/support.ts";
import { openStore } from "../../benchmarks/store/views.ts";

type Level = "P50" | "P95" | "P99";
type Figure = Record<Level, { n: number; m: number; interval: [number, number] | null }>;
const cases = JSON.parse(await Deno.readTextFile("tests/fixtures/judging/cases2023.json"));
const metrics = { e2e: "e2e_tokens_per_s", decode: "decode_tokens_per_s" };
const quantiles = { P50: "median", P95: "p95", P99: "p99" } as const;

Deno.test("weakQuantiles() names the quantiles without an interval, by what their requests count as", async () => {
  const db = await openStore("data");
  const weak = await weakQuantiles(
    db,
    "q.imported_from = 'llmperf'",
    Object.values(metrics),
    ({ run_id, model }) => `${run_id} ${model}`,
  );
  const { rows } = await db.query(
    "SELECT DISTINCT run_id, provider, model, lower(model_size) AS size FROM requests WHERE imported_from = 'llmperf'",
  );
  db.close();
  let compared = 0;
  for (const { run_id, provider, model, size } of rows) {
    for (const [short, name] of Object.entries(metrics)) {
      const expected: Figure | undefined = cases[size as string][short]?.[provider as string];
      if (!expected) continue;
      const own = weak[`${run_id} ${model}`][name];
      for (const [level, quantile] of Object.entries(quantiles)) {
        const { n, m, interval }: Figure[Level] = expected[level as Level];
        assert.equal(
          own[quantile] === undefined,
          interval !== null,
          `${provider} ${size} ${level}`,
        );
        if (interval === null && m < n) {
          assert.match(own[quantile]!, new RegExp(`these ${n} count as ${m}$`));
        }
        compared++;
      }
    }
  }
  assert.ok(compared > 80, `${compared} compared`);
});
