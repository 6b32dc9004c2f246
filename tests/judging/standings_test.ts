import assert from "node:assert/strict";
import { type Entrant, judgeBoard } from "../../benchmarks/judging/standings.ts";

/** `n` answers around `middle`, 1% up and down in turns, so that neighbours do not resemble each other. */
function entrant(provider: string, middle: number, given: Partial<Entrant> = {}, n = 200): Entrant {
  const list = <T>(value: (i: number) => T) => Array.from({ length: n }, (_, i) => value(i));
  return {
    run_id: "r",
    provider,
    model: "m",
    attempts: { status: list(() => "ok") },
    short: list(() => false),
    error_code: list(() => null),
    values: { ttft_s: list((i) => middle * (1 + 0.01 * Math.cos(7 * i))) },
    ...given,
  };
}
const ttft = { metric: "ttft_s", better: "lower", population: "succeeded" } as const;
const named = (key: string) => key.split("\n")[1];

Deno.test("judgeBoard() orders by rank, and names what keeps a system from one", () => {
  const failing = entrant("failing", 1);
  failing.attempts = { status: failing.short.map((_, i) => i < 60 ? "failed" : "ok") };
  const short = entrant("short", 1, { short: Array.from({ length: 200 }, (_, i) => i < 41) });
  const refused = entrant("refused", 1);
  const [found] = judgeBoard(
    [entrant("slow", 3), failing, short, entrant("quick", 2), refused],
    [ttft],
    (key) => named(key) === "refused" ? "the run is invalid" : null,
  );
  assert.deepEqual(
    found.standings.slice(0, 2).map((s) => [named(s.key), s.place, s.rank, s.tier, s.below]),
    [["quick", 0, [1, 1], 1, []], ["slow", 1, [2, 2], 2, []]],
  );
  const below = Object.fromEntries(found.standings.slice(2).map((s) => [named(s.key), s]));
  assert.deepEqual(below.failing.below, ["success rate below 90%"]);
  assert.deepEqual(below.short.below, ["41 of 200 answers short"]);
  assert.deepEqual(below.refused.below, ["the run is invalid"]);
  assert.ok(Object.values(below).every((s) => s.rank === null && s.tier === null));
  // Medians of 2 and 3 with intervals of about 1%: the first is 1.5 times as quick.
  assert.ok(
    Math.abs(found.lead![0] - 1.5) < 0.01 && found.lead![1] > 1.45 && found.lead![2] < 1.55,
  );
});

Deno.test("judgeBoard() ranks nothing without an interval", () => {
  const none = entrant("none", 1, { values: { ttft_s: Array(200).fill(null) } });
  // Two waves, and each stands on one side of the median: 200 requests say no more than two.
  const drifting = entrant("drifting", 1, {
    values: { ttft_s: Array.from({ length: 200 }, (_, i) => i < 100 ? 1 : 2) },
  });
  drifting.attempts = { ...drifting.attempts, wave: 100 };
  const [found] = judgeBoard([none, drifting, entrant("sound", 1)], [ttft]);
  const by = Object.fromEntries(found.standings.map((s) => [named(s.key), s]));
  assert.deepEqual(by.sound.rank, [1, 1]);
  assert.equal(found.lead, null);
  assert.deepEqual(by.none.below, ["no value of this metric"]);
  assert.match(
    by.drifting.below[0],
    /^median: needs 6 independent requests, these 200 count as \d$/,
  );
});

Deno.test("judgeBoard() greys by effective n alone, and says which quantiles need more time blocks", () => {
  // The same values in every batch: as many requests as there are, all independent.
  const judged = (n: number, count?: number) => {
    const one = entrant("a", 1, {}, n);
    const every = count ?? n / 10;
    one.values.ttft_s = one.short.map((_, i) => 1 + (count ? Math.floor(i / count) : i % every));
    if (count) one.attempts = { ...one.attempts, block: one.short.map((_, i) => i % count) };
    return judgeBoard([one], [ttft])[0].standings[0];
  };
  assert.deepEqual(Object.keys(judged(100).weak), ["p99"], "100 requests bear a P95, not a P99");
  assert.match(judged(100).weak.p99!, /^needs 368 independent requests, there are 100$/);
  assert.equal(judged(100).one_sitting, true);
  assert.equal(judged(720, 9).one_sitting, true);
  assert.equal(judged(720, 12).one_sitting, false);
  // 720 independent requests have all four intervals, in however many blocks: METHOD's floors are 6, 72 and 368.
  const quarter = { p25: 20, p75: 20, p95: 20, p99: 40 };
  const cases: [number, Record<string, number>][] = [
    [12, quarter],
    [20, { p99: 40 }],
    [40, {}],
  ];
  for (const [blocks, needed] of cases) {
    const { weak, blocks_needed, blocks: held } = judged(720, blocks);
    assert.deepEqual([weak, blocks_needed, held], [{}, needed, blocks], `${blocks} blocks`);
  }
  assert.deepEqual([judged(720, 9).blocks, judged(720, 9).blocks_needed.median], [9, 10]);
  // Without any blocks the intervals are the same, and hold for this session only.
  const none = judged(720);
  assert.deepEqual([none.weak, none.blocks_needed, none.blocks], [
    {},
    { median: 10, ...quarter },
    0,
  ]);
  // What has no interval is not said to need blocks.
  assert.deepEqual(judged(100).blocks_needed, { median: 10, p25: 20, p75: 20, p95: 20 });
});

Deno.test("judgeBoard() counts the time blocks that hold a value", () => {
  // Twelve blocks of 60, and in three of them every attempt failed: of the others the run knows nine.
  const one = entrant("a", 1, {}, 720);
  const block = one.short.map((_, i) => i % 12);
  const status = block.map((b) => b < 3 ? "failed" : "ok");
  one.attempts = { status, block };
  one.values.ttft_s = one.values.ttft_s.map((v, i) => status[i] === "ok" ? v : null);
  const [succeeded, all] = judgeBoard([one], [ttft, { ...ttft, population: "all" }])
    .map((view) => view.standings[0]);
  assert.deepEqual([succeeded.one_sitting, all.one_sitting], [true, false]);
});

Deno.test("judgeBoard() says where another definition turns neighbours round", () => {
  const pair = (e2e: number, decode: number, provider: string) =>
    entrant(provider, 1, {
      values: {
        e2e_tokens_per_s: entrant("", e2e).values.ttft_s,
        decode_tokens_per_s: entrant("", decode).values.ttft_s,
      },
    });
  const rates = ["e2e_tokens_per_s", "decode_tokens_per_s"].map((metric) => ({
    metric,
    better: "higher" as const,
    population: "succeeded" as const,
  }));
  const [e2e, decode] = judgeBoard(
    [pair(60, 90, "b"), pair(66, 72, "a"), pair(20, 20, "c")],
    rates,
  );
  assert.deepEqual(e2e.standings.map((s) => named(s.key)), ["a", "b", "c"]);
  assert.equal(e2e.flips.length, 1);
  const [flip] = e2e.flips;
  assert.deepEqual([flip.by, named(flip.above), named(flip.below)], [
    "decode_tokens_per_s",
    "a",
    "b",
  ]);
  assert.ok(Math.abs(flip.ratio[0] - 90 / 72) < 0.01 && flip.ratio[1] > 1);
  assert.deepEqual(decode.flips.map((f) => [f.by, named(f.above), named(f.below)]), [
    ["e2e_tokens_per_s", "b", "a"],
  ]);
});

Deno.test("judgeBoard() says who took turns where nobody can be ranked, too", () => {
  // Sixty answers in ten blocks: a rank needs a hundred.
  const few = (provider: string, run_id: string) => {
    const block = Array.from({ length: 60 }, (_, i) => Math.floor(i / 6));
    const attempts = { status: block.map(() => "ok"), block };
    return entrant(provider, 1, { run_id, attempts }, 60);
  };
  const interleaved = (...of: Entrant[]) => {
    const [{ standings, interleaved }] = judgeBoard(of, [ttft]);
    assert.ok(standings.every((s) => s.rank === null));
    return interleaved;
  };
  assert.equal(interleaved(few("a", "r"), few("b", "r")), true);
  assert.equal(interleaved(few("a", "r"), few("b", "s")), false);
  assert.equal(interleaved(few("a", "r")), false);
});
