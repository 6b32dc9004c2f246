import assert from "node:assert/strict";
import { orderAxis, valueAxis } from "../../src/charts/outlier_axes.ts";
import { orderAt, outlierPanel, placeOf } from "../../src/charts/outlier_panel.ts";
import { nearest } from "../../src/outliers/outliers_brush.ts";
import { pointsOf } from "../../src/outliers/outliers_panels.ts";
import { gridOf, systemsOf } from "../../src/rows/systems.ts";
import { alignRuns } from "../../src/outliers/outliers_select.ts";
import { flaggedOf } from "../../src/rows/flag_tables.ts";
import { findingHtml, statisticsHtml } from "../../src/outliers/outliers_tables.ts";
import { renderSpec } from "../../src/components/vega.ts";
import { failedRow, row, rowsOf, ttft } from "./support.ts";

const size = { width: 109, height: 118 }; // 100 by 100 inside the padding
const domain: [number, number] = [0.01, 100];

Deno.test("placeOf() puts requests on a linear and a log axis, failures into the gutter", () => {
  assert.deepEqual(placeOf(1, 100, 151, domain, size), { x: 4, y: 14 });
  assert.deepEqual(placeOf(151, 0.01, 151, domain, size), { x: 104, y: 114 });
  const middle = placeOf(76, 1, 151, domain, size);
  assert.equal(middle.x, 54);
  assert.ok(Math.abs(middle.y - 64) < 1e-9);
  assert.equal(placeOf(1, null, 151, domain, size).y, 7);
  assert.equal(placeOf(1, 1, 1, domain, size).x, 4, "a run of one request");
});

Deno.test("orderAt() finds back the request of every column, and the ends outside", () => {
  for (let order = 1; order <= 150; order++) {
    assert.equal(orderAt(placeOf(order, null, 150, domain, size).x, 150, size), order);
  }
  assert.deepEqual([orderAt(-50, 150, size), orderAt(900, 150, size)], [1, 150]);
});

Deno.test("outlierPanel() draws every request once, by its kind", async () => {
  const rows = [
    ...rowsOf([1, 2, 4, 8, 16, 2048]),
    failedRow({ request_index: 6 }),
    row({ ttft_s: null }),
  ];
  const [s] = systemsOf(rows, "ttft_s");
  const points = pointsOf(s, "ttft_s");
  assert.deepEqual(points.map((p) => p.kind), [
    ...Array(5).fill("plain"),
    "both rules",
    "failed",
  ]);
  const svg = await renderSpec(outlierPanel({
    points,
    median: 4,
    last: 7,
    domain: [1, 2048],
    color: "var(--tb-groq)",
    size,
  }));
  const marks = [...svg.matchAll(/<g class="mark-(symbol|rect)[^"]*"[^>]*>(.*?)<\/g>/gs)]
    .map((m) => m[2].match(/<path/g)?.length ?? 0);
  assert.equal(marks.reduce((a, b) => a + b, 0), 7);
  assert.match(svg, /width="109" height="118"/);
  assert.match(svg, /var\(--tb-groq\)/);
});

Deno.test("valueAxis() and orderAxis() stand where the panels' marks do", async () => {
  const place = (svg: string, label: string) =>
    new RegExp(`translate\\(([-\\d.]+),([-\\d.]+)\\)"[^>]*>${label}</text>`).exec(svg)?.slice(1)
      .map(Number);
  const beside = await renderSpec(valueAxis(domain, 36, size.height));
  assert.match(beside, /width="36" height="118"/);
  // From 0.01 to 100 over 100 pixels: a decade is 25 of them; a label hangs a little below its tick.
  const hang = place(beside, "100")![1];
  assert.ok(hang > 0 && hang < 6);
  assert.ok(Math.abs(place(beside, "1")![1] - hang - 50) < 1e-6);
  const under = await renderSpec(orderAxis(151, size.width));
  assert.match(under, /width="109"/);
  assert.equal(place(under, "76")?.[0], 50);
});

Deno.test("alignRuns() gives runs of like length one axis, and leaves a short one its own", () => {
  const of = (n: number) => systemsOf(rowsOf(Array(n).fill(1)), "ttft_s")[0];
  const alike = [of(10), of(8)], apart = [of(10), of(4)];
  assert.equal(alignRuns(alike), true);
  assert.deepEqual(alike.map((s) => s.last), [10, 10]);
  assert.equal(alignRuns(apart), false);
  assert.deepEqual(apart.map((s) => s.last), [10, 4]);
});

Deno.test("nearest() finds the request under a finger, and nothing far from all", () => {
  const [s] = systemsOf([...rowsOf([1, 1, 100]), failedRow({ request_index: 3 })], "ttft_s");
  const view = { systems: [s], m: ttft, domain, size };
  const at = placeOf(3, 100, 4, domain, size);
  assert.equal(nearest(s, view, at.x + 3, at.y + 3)?.request_index, 2);
  assert.equal(nearest(s, view, 104, 7)?.status, "failed");
  assert.equal(nearest(s, view, 80, 110), null);
});

Deno.test("systemsOf() gives every system its own label and sorts large models first", () => {
  const rows = [
    row({ model: "small", model_size: "7b" }),
    row({ provider: "beta" }),
    row({ model: "n" }),
    row(),
  ];
  assert.deepEqual(systemsOf(rows, "ttft_s").map((s) => s.label), [
    "Alpha 70B m",
    "Alpha 70B n",
    "Beta 70B",
    "Alpha 7B",
  ]);
});

Deno.test("gridOf() has a cell for each size and provider, null where nothing ran", () => {
  const rows = [
    row({ run_id: "a", provider: "alpha", model_size: "70b" }),
    row({ run_id: "b", provider: "beta", model_size: "70b" }),
    row({ run_id: "c", provider: "beta", model_size: "7b" }),
  ];
  const grid = gridOf(systemsOf(rows, "ttft_s"))!;
  assert.deepEqual(grid.columns, ["alpha", "beta"]);
  assert.deepEqual(grid.rows.map((r) => [r.name, ...r.cells.map((c) => c?.rows.length ?? null)]), [
    ["70B", 1, 1],
    ["7B", null, 1],
  ]);
  const many = Array.from({ length: 9 }, (_, i) => row({ run_id: `r${i}`, provider: `p${i}` }));
  assert.equal(gridOf(systemsOf(many, "ttft_s")), null, "nine providers do not fit");
  const twice = [row({ run_id: "a" }), row({ run_id: "b" })];
  assert.equal(gridOf(systemsOf(twice, "ttft_s")), null, "two runs would share a cell");
});

Deno.test("flaggedOf() lists the oddest first, whichever way, within the range", () => {
  const rows = rowsOf([1, 2, 4, 8, 16, 2048, 4096]);
  const systems = systemsOf(rows, "ttft_s");
  // Logs 0 1 2 3 4 11 12: median 3, MAD 2, reach 10.4; quartiles 1.5 and 7.5, fence 16.5: none by both.
  assert.equal(flaggedOf(systems, "both", () => true).length, 0);
  const low = systemsOf(rowsOf([2 ** -12, 1, 1, 2, 2, 4, 4, 2 ** 14]), "ttft_s");
  // Median 2 and 2: ratios 2^-13 and 2^13, so the order of the file decides nothing; the slower is last.
  const odd = flaggedOf(low, "both", () => true).map((f) => f.row.request_index);
  assert.deepEqual([...odd].sort(), [0, 7]);
  assert.deepEqual(
    flaggedOf(low, "both", (r) => Number(r.request_index) > 0).map((f) => f.row.request_index),
    [7],
  );
});

Deno.test("findingHtml() says which way, by the metric's direction", () => {
  const rows = [...rowsOf([1, 2, 4, 8, 16, 2048]), failedRow({ request_index: 6 })];
  const flagged = flaggedOf(systemsOf(rows, "ttft_s"), "both", () => true);
  const found = { selected: rows, values: [1], flagged, rule: "both" as const, m: ttft };
  const words = findingHtml(found);
  assert.match(
    words,
    /1 of 6 succeeded requests is flagged by both rules,<\/b> 1 for being slow and 0 for being fast; 1 more failed/,
  );
  assert.match(words, /request 6 of Alpha 70B, has 2\.0k s in a run whose median is 5\.66 s/); // 2 ^ 2.5
  const rate = findingHtml({ ...found, m: { ...ttft, better: "higher" } });
  assert.match(rate, /1 for being fast and 0 for being slow/);
});

Deno.test("statisticsHtml() adds a line without what is left out, and only there", () => {
  const rows = [...rowsOf([1, 2, 3, 100]), ...rowsOf([5], { provider: "beta", run_id: "run-2" })];
  const html = statisticsHtml(systemsOf(rows, "ttft_s"), ttft, new Set([rows[3]]));
  const lines = html.match(/<tr data-key|<tr class="wo"/g)!;
  assert.deepEqual(lines, ["<tr data-key", '<tr class="wo"', "<tr data-key"]);
  const means = [...html.matchAll(/data-statistic="mean">(?:<span class="moved">)?([^<]*)/g)].map((
    m,
  ) => m[1]);
  assert.deepEqual(means, ["26.50", "2.00", "5.00"]); // (1 + 2 + 3 + 100) / 4, (1 + 2 + 3) / 3
});
