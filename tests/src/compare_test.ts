import assert from "node:assert/strict";
import { forestDomain, forestRow, forestTicks } from "../../src/charts/forest.ts";
import { quantileShift, shiftDomain } from "../../src/charts/quantile_shift.ts";
import {
  type Board,
  firstPair,
  type JudgedMetric,
  namesOf,
  type PairAt,
  pairAt,
  speedOf,
} from "../../src/compare/compare_data.ts";
import { matrixHtml } from "../../src/compare/compare_matrix.ts";
import { chosenOf, compareDefaults } from "../../src/compare/compare_state.ts";
import { percentText } from "../../src/words/format.ts";
import { forestHtml } from "../../src/compare/compare_forest.ts";
import { caption, findingHtml, verdictText } from "../../src/compare/compare_words.ts";
import { renderSpec } from "../../src/components/vega.ts";

const at = (given: Partial<PairAt>): PairAt => ({
  ratio: 2,
  low: 1.6,
  high: 2.5,
  verdict: "faster",
  needed: null,
  ...given,
});
const six = (pair: PairAt) => Array.from({ length: 6 }, () => pair);
const judged: JudgedMetric = {
  n: [100, 100, 100],
  quantiles: [Array(6).fill(10), Array(6).fill(20), Array(6).fill(Infinity)],
  faster: [[0.5, 0.004, null], [0.996, 0.5, null], [null, null, null]],
  pairs: [
    [six(at({})), six(at({ ratio: Infinity, low: 3, high: Infinity }))],
    [six(at({ ratio: 1.01, low: 0.9, high: 1.15, verdict: "unknown", needed: 900 }))],
    [],
  ],
};
const rate = {
  name: "e2e_tokens_per_s",
  label: "Throughput, end to end",
  unit: "tokens/s",
  better: "higher" as const,
  digits: 1,
};
const system = (provider: string, below: string[] = []) => ({
  run_id: `run-${provider}`,
  provider,
  model: "m",
  day: "2024-01-01",
  attempted: 100,
  ok: 100,
  below,
  turns: [],
});
const board: Board = {
  id: "w",
  model_size: "70b",
  workload: "w",
  location: null,
  simulated: false,
  systems: [system("alpha"), system("beta"), system("gamma", ["too few"])],
  judged: { [rate.name]: { succeeded: judged, all: judged } },
};

Deno.test("pairAt() reads a pair from either side: b over a is the inverse of a over b", () => {
  assert.deepEqual(pairAt(judged, 0, 1, 2), { ...at({}) });
  assert.deepEqual(
    pairAt(judged, 1, 0, 2),
    at({ ratio: 0.5, low: 0.4, high: 0.625, verdict: "slower" }),
  );
  assert.deepEqual(
    pairAt(judged, 2, 0, 2),
    at({ ratio: 0, low: 0, high: 1 / 3, verdict: "slower" }),
  );
});

Deno.test("pairAt() without an interval is the ratio of the two quantiles, or nothing", () => {
  const none = at({ ratio: null, low: null, high: null, verdict: "unknown" });
  const few = { ...judged, pairs: [[six(none), six(none)], [six(none)], []] };
  assert.equal(pairAt(few, 0, 1, 2).ratio, 2);
  assert.equal(pairAt(few, 1, 0, 2).ratio, 0.5);
  const unseen = { ...few, quantiles: [Array(6).fill(null), ...few.quantiles.slice(1)] };
  assert.equal(pairAt(unseen, 0, 1, 2).ratio, null);
  const fails = { ...few, quantiles: few.quantiles.map(() => Array(6).fill(Infinity)) };
  assert.equal(pairAt(fails, 0, 1, 2).ratio, null);
});

Deno.test("speedOf() is a rate's ratio, and the inverse of a time's", () => {
  const c = pairAt(judged, 0, 1, 2);
  assert.deepEqual(speedOf(c, "higher"), { speed: 2, low: 1.6, high: 2.5 });
  assert.deepEqual(speedOf(c, "lower"), { speed: 0.5, low: 0.4, high: 0.625 });
});

Deno.test("firstPair() is the two fastest that may be ranked; chosenOf() compares nobody with itself", () => {
  assert.deepEqual(firstPair(board, rate.name, "higher"), [0, 1]);
  const state = { board: "?", a: "Beta", b: "Beta", metric: "?", population: "?", systems: "" };
  const { a, b, metric, population } = chosenOf([board], [rate], state);
  assert.deepEqual([a, b, metric.name, population], [0, 1, rate.name, "succeeded"]);
});

Deno.test("namesOf() adds model and run only where a provider stands twice", () => {
  const twice = { ...board, systems: [system("alpha"), { ...system("alpha"), model: "x" }] };
  assert.deepEqual(namesOf(twice), ["Alpha m", "Alpha x"]);
  assert.deepEqual(namesOf(board), ["Alpha", "Beta", "Gamma"]);
});

Deno.test("verdictText() says how many requests it would take, or that enough were made", () => {
  const unsure = pairAt(judged, 1, 2, 2);
  assert.match(verdictText(unsure, 100), /cannot tell: 900 requests of each would find 10%/);
  assert.match(verdictText(unsure, 900), /a difference of 10% would likely have shown/);
  assert.match(
    verdictText({ ...unsure, low: null, high: null, needed: null }, 20),
    /too few requests/,
  );
  assert.match(verdictText({ ...unsure, verdict: "equal" }, 20), /practically equal/);
});

Deno.test("percentText() writes 100 and 0 only where it is whole", () => {
  assert.deepEqual([1, 0.996, 0.5, 0.004, 0].map(percentText), ["100", ">99", "50", "<1", "0"]);
  assert.match(
    matrixHtml(chosenOf([board], [rate], compareDefaults)),
    /data-row="1" data-column="0" class="chosen"[^>]*>&#62;99</,
  );
});

Deno.test("forestRow() draws band, interval and dot where the log axis has them", async () => {
  assert.deepEqual(forestDomain([{ speed: 2, low: 1.6, high: 2.5 }]).map((x) => x.toFixed(3)), [
    "0.381",
    "2.625",
  ]);
  assert.deepEqual(
    forestDomain([{ speed: null, low: 0, high: Infinity }]).map((x) => x.toFixed(2)),
    ["0.66", "1.52"],
  );
  assert.ok(forestTicks([0.1, 10], 300).includes(1));
  // From 1/4 to 4 over 400 pixels (6 to 406): 1 at 206, 2 at 306, 0.5 at 106.
  const svg = await renderSpec(forestRow({ speed: 2, low: 0.5, high: 4 }, [0.25, 4], 412));
  assert.match(svg, /translate\(306,13\)/);
  assert.match(svg, /M106,7\.5h300v11/);
  const open = await renderSpec(forestRow({ speed: 2, low: 1, high: Infinity }, [0.25, 4], 412));
  assert.match(open, /M206,7\.5h200v11/, "an open end reaches the edge");
  const none = await renderSpec(forestRow({ speed: 2, low: null, high: null }, [0.25, 4], 412));
  assert.match(none, /translate\(306,13\)"[^>]*fill="var\(--theme-background\)"/, "hollow");
});

Deno.test("quantileShift() leaves out what fails, and draws the others", async () => {
  const rows = [
    { quantile: "P10", speed: 2, low: 1.5, high: 2.4 },
    { quantile: "median", speed: 1, low: null, high: null },
    { quantile: "P95", speed: Infinity, low: 1, high: Infinity },
  ];
  assert.deepEqual(shiftDomain(rows).map((x) => x.toFixed(3)), ["0.857", "2.520"]);
  const svg = await renderSpec(quantileShift(rows, "times as fast", 300));
  const points = [...svg.matchAll(/<path[^>]*transform="translate\([^)]*\)" d="M[^"]*A/g)];
  assert.equal(points.length, 2);
});

Deno.test("/compare says who is faster in which metric, and that two sessions are compared", () => {
  const chosen = chosenOf([board], [rate], { ...compareDefaults, board: "w" });
  const of = (changed: Board) => caption({ ...chosen, board: changed }).join("");
  assert.match(
    findingHtml(chosen, [rate]),
    /Beta is faster than Alpha in throughput end to end\..*in &#62;99% of the cases/,
  );
  assert.match(of(board), /^Succeeded requests; .* Two sessions are compared/);
  const turns = {
    ...board,
    systems: board.systems.map((s, i) => ({ ...s, turns: [0, 1, 2].filter((j) => j !== i) })),
  };
  assert.match(of(turns), /took turns/);
  const alone = { ...board, systems: board.systems.map((s) => ({ ...s, run_id: "one" })) };
  assert.match(of(alone), /They did not take turns in ten time blocks:/);
});

Deno.test("a metric that neither system has was not observed", async () => {
  const none = at({ ratio: null, low: null, high: null, verdict: "unknown" });
  const unseen: JudgedMetric = {
    n: [0, 0, 100],
    quantiles: [Array(6).fill(null), Array(6).fill(null), Array(6).fill(1)],
    faster: [[null, null, null], [null, null, null], [null, null, 0.5]],
    pairs: [[six(none), six(none)], [six(none)], []],
  };
  const of = { ...board, judged: { [rate.name]: { succeeded: unseen, all: unseen } } };
  const verdict = async (a: number, b: number) => {
    const out = new Set<string>();
    const chosen = { board: of, a, b, metric: rate, population: "succeeded", out } as const;
    const forest = await forestHtml(chosen, [rate], 1280);
    return /<td class="ve"[^>]*>(.*?)<\/td>/.exec(forest)![1];
  };
  assert.equal(await verdict(0, 1), "not observed");
  assert.equal(await verdict(0, 2), "cannot tell: too few requests");
});
