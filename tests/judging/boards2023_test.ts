/** The boards of 2023 as the pages get them, against what an independent implementation said of the same runs. */
import assert from "node:assert/strict";
import { bakedStatistics } from "../../benchmarks/queries/baked.ts";
import { boardRowsSql, ofLatest, shownBoards } from "../../benchmarks/queries/boards.ts";
import { type BoardJudgement, judgeBoards } from "../../benchmarks/queries/standings.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { assertSixDigits } from "../support/six_digits.ts";

const names = { e2e: "e2e_tokens_per_s", decode: "decode_tokens_per_s", ttft: "ttft_s" };
const cases = JSON.parse(await Deno.readTextFile("tests/fixtures/judging/cases2023.json"));
// These runs alone: a checkout that measured has boards of its own beside them.
const db = await openStore("data/llmperf-2023-12");
const statistics = await bakedStatistics(db, boardRowsSql(shownBoards), Object.values(names));
const all = await judgeBoards(db, ofLatest(shownBoards), Object.values(names), statistics);
db.close();

const view = (size: string, metric: string, population: string): BoardJudgement =>
  all.find((v) =>
    v.board.startsWith(`${size}_`) && v.metric === metric && v.population === population
  )!;
const provider = (key: string) => key.split("\n")[1];
const standing = (v: BoardJudgement, name: string) =>
  v.standings.find((s) => provider(s.key) === name)!;

Deno.test("judgeBoards() gives each board of 2023 nine views", () => {
  assert.equal(all.length, 27);
});

Deno.test("judgeBoards() agrees with the independent implementation", () => {
  let compared = 0;
  for (const size of ["70b", "13b", "7b"]) {
    for (const [short, metric] of Object.entries(names)) {
      // The fixture takes TTFT over answers without an error, rates over answers.
      const v = view(size, metric, "llmperf");
      for (const [name, wanted] of Object.entries<Record<string, never>>(cases[size][short])) {
        const found = standing(v, name);
        assert.deepEqual(found.rank, wanted.ranks, `${size} ${short} ${name}`);
        assert.equal(found.tier, wanted.tier);
        const { P50, P95, P99 } = wanted as Record<string, { m: number; interval: unknown }>;
        assertSixDigits(found.interval, P50.interval, `${size} ${short} ${name} interval`);
        assert.deepEqual([found.worth.median, found.worth.p95, found.worth.p99], [
          P50.m,
          P95.m,
          P99.m,
        ]);
        assert.deepEqual(
          [!found.weak.p95, !found.weak.p99],
          [P95.interval !== null, P99.interval !== null],
        );
        compared++;
      }
    }
  }
  assert.equal(compared, 3 * (6 + 4 + 4));
});

Deno.test("Lepton is below the line at all three sizes and Bedrock at both, with their reasons", () => {
  for (const v of all) {
    const below = v.standings.filter((s) => s.below.length).map((s) => provider(s.key)).sort();
    assert.deepEqual(below, v.board.startsWith("7b_") ? ["lepton"] : ["bedrock", "lepton"]);
    assert.deepEqual(standing(v, "lepton").below.slice(0, 2), [
      "20 successes, a rank needs 100",
      "success rate below 90%",
    ]);
  }
  const bedrock = (size: string) => standing(view(size, "ttft_s", "succeeded"), "bedrock").below;
  assert.deepEqual(bedrock("70b"), ["49 of 150 answers short"]);
  assert.deepEqual(bedrock("13b"), ["97 of 150 answers short"]);
});

Deno.test("Anyscale and Together 70B share tier 2 by throughput end to end", () => {
  for (const population of ["succeeded", "all", "llmperf"]) {
    const v = view("70b", "e2e_tokens_per_s", population);
    for (const name of ["anyscale", "together"]) {
      const { rank, tier } = standing(v, name);
      assert.deepEqual([rank, tier], [[2, 3], 2], `${name} ${population}`);
    }
    assert.deepEqual(v.standings.slice(0, 3).map((s) => provider(s.key)), [
      "groq",
      "anyscale",
      "together",
    ]);
  }
});

Deno.test("sensitivity badges stand by throughput end to end exactly where METHOD's rule puts them", () => {
  const expected = {
    "70b": ["anyscale/together"],
    "13b": ["anyscale/together"],
    "7b": [
      "fireworks/together",
      "anyscale/replicate",
    ],
  };
  for (const [size, pairs] of Object.entries(expected)) {
    for (const population of ["succeeded", "all", "llmperf"]) {
      const { flips } = view(size, "e2e_tokens_per_s", population);
      assert.deepEqual(flips.map((f) => `${provider(f.above)}/${provider(f.below)}`), pairs);
      assert.ok(flips.every((f) => f.by === "decode_tokens_per_s"));
      if (population !== "succeeded") continue;
      cases[size].badges.forEach((badge: Record<string, unknown>, i: number) =>
        assertSixDigits(flips[i].ratio.slice(1), badge["decode ratio below/above"], size)
      );
    }
  }
  // The order by decode rate at 70B is Together before Anyscale, and end to end they cannot be told apart.
  assert.deepEqual(view("70b", "decode_tokens_per_s", "succeeded").flips, []);
  assert.ok(all.filter((v) => v.metric === "ttft_s").every((v) => v.flips.length === 0));
});

Deno.test("every P99 of 2023 is grey, and every row says this session only", () => {
  const standings = all.flatMap((v) => v.standings);
  assert.equal(standings.length, 9 * 19);
  assert.ok(standings.every((s) => s.weak.p99 && s.one_sitting));
});

Deno.test("every row of ours passes the consistency check, Together 13B's TTFT among them", () => {
  assert.ok(all.every((v) => v.standings.every((s) => !/contradict/.test(s.below.join()))));
  const together = standing(view("13b", "ttft_s", "succeeded"), "together");
  assert.deepEqual([together.below, together.rank], [[], [3, 3]]);
});
