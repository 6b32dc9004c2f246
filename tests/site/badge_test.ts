import assert from "node:assert/strict";
import { badgePath, badgeSvg } from "../../benchmarks/site/api/badge.ts";
import { leaderboardInfos } from "../../benchmarks/metrics/metrics.ts";
import type { PublishedBoard } from "../../benchmarks/queries/published/board_figures.ts";

const figure = {
  metric: "ttft_s",
  population: "succeeded" as const,
  n: 12,
  omitted: 0,
  failed: 0,
  ...{ median: 0.4567, mean: 0.5, min: 0.1, max: 1, p25: 0.3, p75: 0.6, p95: 0.9, p99: 1 },
  interval: null,
  rank: null,
  tier: null,
  not_ranked: ["needs 30 attempts, has 14"],
  weak: {},
  disputed: [{ reason: "a cold cache", date: "2026-03-10" }],
};
const system = {
  provider: "a & b",
  model: '<script>alert("x")</script>',
  run_id: "r",
  started_at: null,
  day: "2026-03-09",
  attempted: 14,
  succeeded: 12,
  run_by: null,
  interest: null,
  figures: [figure],
};
const board: PublishedBoard = {
  board: "m_p_w_simulated",
  model_size: null,
  location: null,
  workload: null,
  workload_hash: null,
  simulated: true,
  systems: [system],
};
const ttft = leaderboardInfos.find(({ name }) => name === "ttft_s")!;

Deno.test("a badge says its median, n, day, what it leaves out, and that nothing was measured of a provider", () => {
  const svg = badgeSvg(board, system, figure, ttft);
  const words = svg.replace(/<[^>]*>/g, " ");
  assert.match(words, /0\.457 s, no interval · n 12 · 9 Mar 2026/);
  assert.match(words, /2 of 14 attempts that did not succeed/);
  assert.match(words, /Not ranked: needs 30 attempts, has 14/);
  assert.match(words, /Contested on 2026-03-10: a cold cache/);
  assert.match(words, /simulated/);
  assert.match(words, /A simulator answered/);
  assert.doesNotMatch(svg, /<script/);
  assert.match(svg, /a &amp; b/);
});

Deno.test("a long name is cut by its width on paper, and stands whole in the title", () => {
  const widthOf = (model: string) => {
    const svg = badgeSvg(board, { ...system, provider: "p", model }, figure, ttft);
    assert.ok(svg.includes(`<title>p ${model} · `), svg);
    return { width: Number(/width="(\d+)"/.exec(svg)![1]), svg };
  };
  const short = widthOf("m");
  for (const long of ["m".repeat(400), "語".repeat(400), "👩".repeat(400)]) {
    const { width, svg } = widthOf(long);
    assert.ok(width < short.width + 270, `${width}`);
    assert.match(svg, />p [^<]+… · Time to first token/);
  }
});

Deno.test("the ends of a badge's interval can be told apart, and from its median", () => {
  const said = (median: number, interval: [number, number]) =>
    / · [^:]*: ([^·]*) · /.exec(badgeSvg(board, system, { ...figure, median, interval }, ttft))![1];
  assert.equal(said(0.2219, [0.2161, 0.2242]), "0.222 s (0.216–0.224)");
  assert.equal(said(0.22194, [0.22191, 0.22198]), "0.222 s (0.2219–0.2220)");
  assert.equal(said(12.34, [9.5, 101.2]), "12.3 s (9.5–101.2)");
});

Deno.test("a badge of what was never observed says so", () => {
  assert.match(badgeSvg(board, system, { ...figure, median: null }, ttft), /not observed/);
});

Deno.test("two names that are alike in small letters have badges of their own", () => {
  const paths = ["Llama 2", "llama-2", "llama_2", "../../x"].map((model) =>
    badgePath("b", { provider: "p", model }, "ttft_s")
  );
  assert.equal(new Set(paths).size, 4);
  for (const path of paths) assert.match(path, /^badges\/b\/p_[a-z0-9.-]+\/ttft_s\.svg$/);
});
