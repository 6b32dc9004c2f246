/** What rows say was used and what it cost, worked by hand. */
import assert from "node:assert/strict";
import { pricesOn, usdOf } from "../../benchmarks/budget/price.ts";
import { usedBy } from "../../benchmarks/budget/used.ts";
import { stopped } from "../../benchmarks/bench/run_folder.ts";
import { interrupted } from "../../benchmarks/store/journal/recover.ts";
import { outcomeOf } from "../../benchmarks/watch/outcome.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { openRuns } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { writeRun } from "../support/stores/written_run.ts";

const config = checkConfig({
  name: "c",
  ...{ mean_input_tokens: 100, mean_output_tokens: 20, requests: 5 },
  targets: [{ provider: "acme", model: "m", base_url: "http://127.0.0.1:9/v1" }],
}, "test");
const price = { input: 10, cached: 1, output: 100, reasoning: 50 };
const sent = {
  sent_s: 0.001,
  input_tokens: 100,
  input_tokens_target: 100,
  output_tokens_target: 20,
};
const failed = { ...sent, status: "failed" as const };

Deno.test("usedBy() takes the provider's counts, then ours, and of a failure without a count all it asked for", () =>
  inFolder(async (folder) => {
    const path = await writeRun(folder, { run_id: "r" }, [
      // 110 in, 10 of them cached, 18 out, 8 of them reasoning: 1,000 + 10 + 1,000 + 400 millionths of a dollar.
      {
        ...sent,
        ...{ input_tokens_reported: 110, cached_tokens_reported: 10 },
        ...{ output_tokens: 15, output_tokens_reported: 18, reasoning_tokens_reported: 8 },
      },
      // Counts below 0 are none.
      {
        ...{ ...sent, phase: "warmup", output_tokens: 15, input_tokens_reported: -9 },
        ...{
          output_tokens_reported: -9,
          cached_tokens_reported: -9,
          reasoning_tokens_reported: -9,
        },
      }, // 100 in, 15 out: 1,000 + 1,500
      { ...failed, http_status: 429, error_class: "rate_limited" }, // refused: nothing
      { ...failed, sent_s: null, error_class: "refused" }, // never sent: nothing
      { ...failed, http_status: 200, output_tokens: 3, error_class: "truncated" }, // 100, 20: 1,000 + 2,000
    ]);
    const db = await openRuns([path]);
    const used = await usedBy(db, config, () => price);
    const unknown = await usedBy(db, config, () => null);
    db.close();
    assert.deepEqual([used.requests, used.tokens], [5, 110 + 18 + 100 + 15 + 100 + 20]);
    assert.ok(Math.abs(used.usd - (2410 + 2500 + 3000) / 1e6) < 1e-12, `${used.usd}`);
    assert.ok(Number.isNaN(unknown.usd), "no price is not a price of nothing");
    assert.equal(unknown.tokens, used.tokens);
  }));

Deno.test("pricesOn() gives the price in force on a day, for the tier that is asked for", () =>
  inFolder(async (folder) => {
    const before = Deno.env.get("TOKENBOARD_DATA");
    Deno.env.set("TOKENBOARD_DATA", folder);
    try {
      await Deno.writeTextFile(
        `${folder}/prices.csv`,
        "provider,model,tier,valid_from,input_usd_per_million,cached_input_usd_per_million," +
          "output_usd_per_million,reasoning_usd_per_million,source,seen_on\n" +
          "a,m,,2026-02-01,2,0.5,4,,s,2026-02-02\na,m,,2026-01-01,1,,3,,s,2026-01-02\n" +
          "a,m,flex,,0.5,,1,,s,2026-01-05\nb,m,,,1,,,,s,2026-01-05\n",
      );
      const on = (day: string) => pricesOn(new Date(`${day}T12:00:00Z`));
      const target = { provider: "a", model: "m" };
      assert.equal((await on("2025-12-31"))(target), null);
      assert.deepEqual((await on("2026-01-31"))(target), {
        input: 1,
        output: 3,
        cached: 1,
        reasoning: 3,
      });
      const later = await on("2026-02-01");
      assert.deepEqual(later(target), { input: 2, output: 4, cached: 0.5, reasoning: 4 });
      assert.equal(later({ ...target, params: { service_tier: "flex" } })?.input, 0.5);
      assert.equal(later({ ...target, params: { service_tier: "priority" } }), null);
      assert.equal(later({ provider: "b", model: "m" }), null, "half a price is none");
      assert.equal(usdOf({ input: 9, output: 9 }, later({ ...target, simulate: "groq-70b" })), 0);
    } finally {
      if (before === undefined) Deno.env.delete("TOKENBOARD_DATA");
      else Deno.env.set("TOKENBOARD_DATA", before);
    }
  }));

Deno.test("a round whose process was killed may have sent as many requests more as were under way", () =>
  inFolder(async (folder) => {
    const rows = [{ ...sent, provider: "acme", output_tokens: 15 }];
    const ended_at = "2026-01-02T01:00:00Z";
    for (const [run_id, invalid] of [["killed", interrupted], ["stopped", stopped]]) {
      const path = await writeRun(folder, { run_id, invalid, ended_at, targets: [] }, rows);
      const { status, attempts, unseen } = await outcomeOf(path, { ...config, concurrency: 3 });
      const lost = run_id === "killed" ? 3 : undefined;
      assert.deepEqual([status, attempts, unseen], ["cut", 1, lost]);
    }
    // Of rows that cannot be read all may have been sent.
    await Deno.writeTextFile(`${folder}/killed/requests.parquet`, "torn");
    assert.equal((await outcomeOf(`${folder}/killed`, config)).unseen, 5);
  }));
