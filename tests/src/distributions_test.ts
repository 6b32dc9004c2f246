import assert from "node:assert/strict";
import { ecdf, steps } from "../../src/charts/ecdf.ts";
import { flagsOf, mostFlags, named } from "../../src/charts/curve_flags.ts";
import { histogram, logBins } from "../../src/charts/histogram.ts";
import { labelled, logTicks } from "../../src/charts/log_axis.ts";
import { quantiles } from "../../src/charts/quantiles.ts";
import {
  describe,
  findingHtml,
  quantileRows,
  quantilesHtml,
} from "../../src/distributions/distributions_table.ts";
import { systemsOf } from "../../src/rows/systems.ts";
import { markOf } from "../../src/components/provider_marks.ts";
import { renderSpec } from "../../src/components/vega.ts";
import { failedRow, rowsOf, ttft } from "./support.ts";

const sample = (system: string, values: number[]) => ({ system, mark: markOf("groq"), values });

Deno.test("steps() rises by 1/n at each value, ties together, from 0 to 1", () => {
  assert.deepEqual(steps([3, 1, 1, 2]), [
    { value: 1, share: 0 },
    { value: 1, share: 0.25 },
    { value: 1, share: 0.5 },
    { value: 2, share: 0.75 },
    { value: 3, share: 1 },
  ]);
  assert.deepEqual(steps([]), []);
});

Deno.test("logBins() puts every value inside the domain into one bin", () => {
  const bins = logBins([1, 9.9, 10, 99, 100, 0.5, 101], [1, 100], 2);
  assert.deepEqual(bins.map((b) => b.n), [2, 3]);
  assert.ok(Math.abs(bins[0].to - 10) < 1e-12);
});

Deno.test("histogram() draws the fullest bin at full height, on zero", async () => {
  const svg = await renderSpec(histogram(sample("a", [1, 1, 1, 50]), [1, 100], 3, 200));
  const marks = /<g class="mark-rect[^"]*"[^>]*>(.*?)<\/g>/s.exec(svg)![1];
  const bars = [...marks.matchAll(/d="M[-\d.]+,([-\d.]+)h[-\d.]+v([\d.]+)h/g)]
    .map((m) => [Number(m[1]), Number(m[2])].map(Math.round));
  assert.deepEqual(bars, [[0, 84], [56, 28]]); // top and height of 84 pixels: 3 of 3, 1 of 3
});

Deno.test("ecdf() names every curve that has values", async () => {
  const samples = [sample("Fast", [1, 2, 3]), sample("Slow", [10, 20]), sample("None", [])];
  const svg = await renderSpec(ecdf(samples, "TTFT, s", [1, 20], 400));
  assert.match(svg, />Fast<\/text>/);
  assert.match(svg, />Slow<\/text>/);
});

Deno.test("flagsOf() hangs names where none lies over another's name or line", () => {
  const crowd = Array.from(
    { length: 40 },
    (_, i) => ({ name: `System ${i}`, at: 200 + (i * 37) % 400 }),
  );
  const flags = flagsOf(crowd, 640);
  assert.equal(flags.length, 40);
  // No character of Inter at 12 pixels is narrower than 2.7: so much a name takes at the least.
  const right = (f: { left: number; text: string }) => f.left + 2.7 * f.text.length;
  for (const a of flags) {
    assert.ok(a.left >= 0 && right(a) <= 640, "inside the plot");
    for (const b of flags) {
      if (a === b) continue;
      const over = a.left < right(b) && b.left < right(a);
      assert.ok(a.level !== b.level || !over, `${a.name} lies over ${b.name}`);
      // Lines at the right edge, whose names had to move left, may be passed; elsewhere none is.
      if (a.at < 500 && b.at < 500 && b.level > a.level) {
        assert.ok(b.at <= a.left || b.at >= right(a), `the line of ${b.name} crosses ${a.name}`);
      }
    }
  }
});

Deno.test("flagsOf() lets names that are far apart share a level, and cuts one without end", () => {
  const [far, near] = flagsOf([{ name: "Near", at: 10 }, { name: "x".repeat(300), at: 300 }], 600);
  assert.deepEqual([near.level, far.level], [0, 0]);
  assert.match(far.text, /^x{25}…$/);
});

Deno.test("named() lets all of a few curves bear their names, and of many the ends and some between", () => {
  const curves = Array.from({ length: 40 }, (_, i) => ({ name: String(i), at: 10 * i }));
  assert.equal(named(curves.slice(0, mostFlags)).length, mostFlags);
  const some = named(curves);
  assert.equal(new Set(some.map((c) => c.name)).size, mostFlags);
  assert.deepEqual([some[0].name, some.at(-1)!.name], ["0", "39"]);
});

Deno.test("logTicks() has at least three ticks, however narrow the domain", () => {
  assert.deepEqual(logTicks([0.9, 60]), [1, 2, 5, 10, 20, 50]);
  assert.deepEqual(logTicks([48, 105]), [50, 60, 70, 80, 90, 100]);
  assert.deepEqual(logTicks([149, 209]), [160, 180, 200]);
  assert.deepEqual(logTicks([0.0725, 0.148]), [0.08, 0.1, 0.12, 0.14]);
  assert.deepEqual(logTicks([0.21, 0.24]), [0.21, 0.22, 0.23, 0.24]);
  for (const [low, high] of [[0, 1], [-1, 1], [NaN, 1], [1, Infinity]]) {
    assert.deepEqual(
      logTicks([low, high]),
      [],
      "no decade ends there, and neither would the search",
    );
  }
});

Deno.test("labelled() leaves out labels that would touch", () => {
  // A decade over 90 pixels: 1, 2 and 5 lie at 0, 27 and 63.
  assert.deepEqual(labelled([1, 2, 5, 10], [1, 10], 90, 30), [1, 5]);
  assert.deepEqual(labelled([1, 2, 5, 10], [1, 10], 90, 27), [1, 2, 5, 10]);
});

Deno.test("quantilesHtml() greys what the judging calls weak, with its reason", () => {
  const [system] = systemsOf(rowsOf(Array(150).fill(1)), "ttft_s");
  const weak = { [system.key]: { ttft_s: { p99: "needs <368>", p95: "needs more" } } };
  const greys = (m: typeof ttft) =>
    [...quantilesHtml([describe(system, m, weak)], m).matchAll(/title="([^"]+)"/g)]
      .map(([, title]) => title);
  assert.deepEqual(greys(ttft), [
    "Too few requests: it needs more",
    "Too few requests: it needs &#60;368&#62;",
  ]);
  assert.deepEqual(greys({ ...ttft, name: "e2e_latency_s" }), [], "of that metric alone");
  assert.deepEqual(quantileRows([describe(system, ttft, weak)])[0].weak, ["p99", "p95"]);
});

Deno.test("findingHtml() compares the slow twentieth, and leaves out samples without one", () => {
  // 1 ... 101: median 51, P95 96, P5 6.
  const long = rowsOf(Array.from({ length: 101 }, (_, i) => i + 1));
  const even = rowsOf(Array(100).fill(5), { provider: "beta", run_id: "run-2" });
  const few = rowsOf([1, 1000], { provider: "gamma", run_id: "run-3" });
  const described = systemsOf([...long, ...even, ...few], "ttft_s").map((s) =>
    describe(s, ttft, s.provider === "gamma" ? { [s.key]: { ttft_s: { p95: "needs 72" } } } : {})
  );
  const words = findingHtml(described, ttft);
  assert.match(words, /to Alpha 70B takes 96\.0 s or more, 1\.88 times its median/);
  assert.match(words, /to Beta 70B, 5\.00 s, 1\.00 times/);
  assert.doesNotMatch(words, /Gamma/);
  const rate = { ...ttft, better: "higher" as const };
  assert.match(findingHtml(described, rate), /has 6\.00 s or less, 0\.12 times its median/);
});

Deno.test("quantilesHtml() writes null, never 0, for a system without values", () => {
  const [s] = systemsOf([failedRow()], "ttft_s");
  const html = quantilesHtml([describe(s, ttft)], ttft);
  assert.equal(html.match(/<span class="null">null<\/span>/g)!.length, 8);
});

Deno.test("quantiles() keeps what lies beyond the axis from its edge", async () => {
  const described = systemsOf(rowsOf([1, 2, 3, 4, 1000]), "ttft_s").map((s) => describe(s, ttft));
  const rows = quantileRows(described);
  assert.equal(rows[0].max, 1000);
  const spec = quantiles(rows, "TTFT, s", [1, 10], 300) as {
    layer: { data: { values: unknown[] } }[];
  };
  const drawn = spec.layer.slice(2).map((l) => l.data.values.length);
  assert.equal(drawn.reduce((a, b) => a + b, 0), 1, "the median only: P95 and P99 lie beyond");
  assert.match(await renderSpec(spec), />Alpha 70B<\/text>/);
});
