/** The runs of December 2023, judged by an independent implementation (see tests/fixtures/judging/SOURCE.md). */
import assert from "node:assert/strict";
import { batches } from "../../benchmarks/judging/statistics/batches.ts";
import { judge, type Judged } from "../../benchmarks/judging/compare.ts";
import { eligibility } from "../../benchmarks/judging/eligibility.ts";
import { estimate, type Sample, sampleOf } from "../../benchmarks/judging/estimate.ts";
import { rank, sensitive } from "../../benchmarks/judging/ranks.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { assertSixDigits } from "../support/six_digits.ts";

interface Row {
  provider: string;
  status: string;
  error_code: string | null;
  short: boolean | null;
  e2e: number | null;
  decode: number | null;
  ttft: number | null;
}
type Size = Record<string, Record<string, Record<string, unknown>>>;
const cases = JSON.parse(await Deno.readTextFile("tests/fixtures/judging/cases2023.json"));
const levels = { P50: 0.5, P95: 0.95, P99: 0.99 };
const better = { e2e: "higher", decode: "higher", ttft: "lower" } as const;
type Name = keyof typeof better;

const db = await openStore("data");
const all = (await db.query(
  `SELECT lower(model_size) AS size, provider, status, error_code, short, e2e_tokens_per_s AS e2e,
    decode_tokens_per_s AS decode, ttft_s AS ttft
   FROM requests WHERE imported_from = 'llmperf' ORDER BY run_id, request_index`,
)).rows as unknown as (Row & { size: string })[];
db.close();

function sampleOfRows(rows: Row[], name: Name): Sample {
  const { of } = batches({ attempts: rows.length, wave: 5 });
  const inside = rows.map((row, i) => ({ value: row[name], batch: of[i], row })).filter((x) =>
    x.value !== null && x.row.status === "ok" && (name !== "ttft" || x.row.error_code === null)
  );
  return sampleOf(inside.map((x) => x.value!), inside.map((x) => x.batch), {
    attempts: rows.length,
  });
}

for (const [size, expected] of Object.entries<Size>(cases)) {
  Deno.test(`judging the runs of 2023 at ${size}`, async (t) => {
    const { "below the line": belowLine, badges, ...metrics } = expected;
    const groups = Map.groupBy(all.filter((row) => row.size === size), (row) => row.provider);
    const ranked = [...groups.keys()].filter((provider) => {
      const rows = groups.get(provider)!;
      const ok = rows.filter((row) => row.status === "ok");
      const short = ok.filter((row) => row.short).length;
      const reasons = eligibility({ ok: ok.length, attempted: rows.length, short });
      if (!reasons.length) return true;
      assert.equal(`${ok.length}/${rows.length} ok, ${short} short`, belowLine[provider]);
      return false;
    }).sort();
    assert.deepEqual(ranked, Object.keys(expected.e2e).sort());
    const named = [...ranked, ...Object.keys(belowLine)];
    assert.deepEqual([...groups.keys()].sort(), named.sort());

    const judged = (name: Name): Judged[] =>
      ranked.map((provider) => judge(sampleOfRows(groups.get(provider)!, name), 0.5)!);
    for (const name of Object.keys(metrics) as Name[]) {
      await t.step(name, () => {
        const systems = judged(name);
        const { intervals, tiers } = rank(systems, better[name]);
        ranked.forEach((provider, i) => {
          const { ranks, tier, ...quantiles } = metrics[name][provider];
          assert.deepEqual(intervals[i], ranks, `${provider} ranks`);
          assert.equal(tiers[i], tier, `${provider} tier`);
          for (const [level, wanted] of Object.entries(quantiles)) {
            const found = estimate(systems[i].sample, levels[level as keyof typeof levels])!;
            for (const [key, value] of Object.entries(wanted as Record<string, unknown>)) {
              const what = `${provider} ${level} ${key}`;
              assertSixDigits(found[key as keyof typeof found], value, what);
            }
          }
        });
      });
    }

    await t.step("badges", () => {
      const printed = judged("e2e").map((of, i) => ({ i, q: of.estimate.q }))
        .sort((a, b) => b.q - a.q).map(({ i }) => i);
      const found = sensitive(printed, rank(judged("decode"), "higher").pairs, "higher");
      const wanted = badges as unknown as Record<string, unknown>[];
      const names = (list: { above: number; below: number }[]) =>
        list.map(({ above, below }) => [ranked[above], ranked[below]]);
      assert.deepEqual(names(found), wanted.map(({ above, below }) => [above, below]));
      found.forEach(({ other }, i) =>
        assertSixDigits([other.low, other.high], wanted[i]["decode ratio below/above"], "ratio")
      );
    });
  });
}
