/** Who is on the frontier of cost and speed, who is off it for sure, and what is said of it. */
import assert from "node:assert/strict";
import { costHtml } from "../../../src/cost/cost.ts";
import type { Board, CostRow, System } from "../../../src/cost/cost_data.ts";
import { findingHtml, linesToAdd } from "../../../src/cost/cost_words.ts";
import { renderSpec } from "../../../src/components/vega.ts";
import { markOf } from "../../../src/components/provider_marks.ts";
import { pointsOf } from "../../../src/cost/frontier.ts";
import { costFrontier } from "../../../src/cost/frontier_spec.ts";
import { ttft } from "../support.ts";

const rate = { ...ttft, name: "rate", label: "Rate", unit: "tokens/s", better: "higher" as const };
const why = "20 successes, a rank needs 100";

/** A system that costs so much per 1,000 requests, null for no price. */
function system(
  label: string,
  usd: number | null,
  values: { rate?: number; ttft_s?: number },
  rank: [number, number] | null = null,
): System {
  const standing = {
    interval: [1, 9] as [number, number],
    rank,
    below: rank ? [] : [why],
  };
  return {
    name: `${label}/m`,
    label,
    provider: label,
    simulated: false,
    row: {
      ...{ run_id: "run", provider: label, model: "m", location: null, tier: "" },
      ...{ run_day: "2026-01-02", seen_on: "2025-12-31", price_age_days: 2, valid_from: null },
      ...{ attempts: 10, succeeded: 10, costed: 10, usage_reported: 10, failed_billed: 0 },
      ...{ input_usd_per_million: 1, output_usd_per_million: 2, total_usd: usd },
      source: usd === null ? null : "a list",
      mean_usd: usd === null ? null : usd / 1000,
      ...values,
    } as CostRow,
    cells: [],
    judged: { rate: standing, ttft_s: standing },
    otherPrice: false,
  };
}

Deno.test("pointsOf() knows the line of the medians, and who is behind another at every rank", () => {
  const systems = [
    system("dear", 4, { rate: 90 }, [1, 2]),
    system("best", 2, { rate: 95 }, [1, 2]),
    system("cheap", 1, { rate: 40 }, [3, 4]),
    system("close", 1.5, { rate: 38 }, [3, 4]), // behind cheap by its median alone
    system("slow", 3, { rate: 20 }, [5, 5]),
    system("few", 0.1, { rate: 10 }), // the cheapest, and not ranked
    system("unpriced", null, { rate: 200 }, [1, 1]),
  ];
  const points = pointsOf(systems, rate);
  assert.deepEqual(points.map((p) => [p.system.label, p.place]), [
    ["few", null],
    ["cheap", "on"],
    ["close", "unsure"],
    ["best", "on"],
    ["slow", "off"],
    ["dear", "unsure"],
  ]);
  const said = findingHtml(points, systems, rate);
  assert.match(
    said,
    /^<b>cheap is the cheapest ranked system \(\$1\.00 per 1,000 requests, 40\.0 tokens\/s\)/,
  );
  assert.match(said, /faster costs more: best \(\$2\.00 [^)]*\)\.<\/b>/);
  assert.match(
    said,
    /Slower for sure and no cheaper than another: slow\. 1 of 7 systems has no cost/,
  );
});

Deno.test("of a metric of which less is faster the line turns round, and twins are both on it", () => {
  const points = pointsOf([
    system("a", 1, { ttft_s: 0.5 }, [1, 3]),
    system("b", 1, { ttft_s: 0.5 }, [1, 3]),
    system("c", 2, { ttft_s: 0.7 }, [1, 3]),
    system("d", 3, { ttft_s: 0.1 }, [1, 3]),
  ], ttft);
  assert.deepEqual(points.map((p) => [p.system.label, p.place]), [
    ["a", "on"],
    ["b", "on"],
    ["c", "unsure"],
    ["d", "on"],
  ]);
});

const board = (systems: System[], own = true): Board => ({
  id: `m__${own}`,
  name: "a workload · m",
  title: "m",
  simulated: false,
  own,
  systems,
});
const page = (boards: Board[], faults: string[] = []) =>
  costHtml({ boards, metrics: [rate], faults });

Deno.test("the baked page says what is there, for one target, none with a price, and faults of the file", async () => {
  const one = await page([board([system("acme", 2, { rate: 50 })])]);
  assert.match(one, /<b>acme costs \$2\.00 per 1,000 requests, 50\.0 tokens\/s\.<\/b>/);
  assert.doesNotMatch(one, /Without a price|only ranked/);
  assert.match(one, /a list, seen <time datetime="2025-12-31">31 Dec 2025/);
  assert.match(one, /; 2 days old at the run/);
  assert.match(one, new RegExp(`not ranked <small>${why}`));
  const fault = "data/prices.csv, line 3: source is <empty>";
  const none = await page([board([system("acme", null, { rate: 50 })])], [fault]);
  assert.match(none, /<b>No cost can be computed for acme:<\/b> no price in data\/prices\.csv\./);
  assert.match(none, /<li>data\/prices\.csv, line 3: source is &#60;empty&#62;<\/li>/);
  assert.match(none, /acme,m,,2026-01-02,INPUT,,OUTPUT,/);
  assert.doesNotMatch(none, /<figure/, "no price, no point");
  assert.match(await page([]), /No run is in this store yet/);
});

Deno.test("a run of one's own is shown before those of others, though they have prices", async () => {
  const others = board([system("old", 2, { rate: 50 }), system("older", 3, { rate: 60 })], false);
  const mine = board([system("mine", null, { rate: 50 })]);
  assert.match(await page([others, mine]), /No cost can be computed for mine/);
  assert.match(await page([others]), /<b>old is the cheapest/);
});

Deno.test("linesToAdd() is read back as soon as its words are filled in", async () => {
  const { readPriceLines } = await import("../../../benchmarks/store/reference/price_lines.ts");
  const text = linesToAdd([system('a, "b"', null, {})]).replace("INPUT", "1").replace("OUTPUT", "2")
    .replace("YYYY-MM-DD", "2026-01-03");
  const { prices, faults } = readPriceLines(text);
  assert.deepEqual(faults, []);
  assert.deepEqual([prices[0].provider, prices[0].valid_from], ['a, "b"', "2026-01-02"]);
});

Deno.test("costFrontier() has a linear axis where a system is free, and it alone too", async () => {
  for (const costs of [[0, 0.4], [0]]) {
    const spec = costFrontier(
      costs.map((usd) => ({
        ...{ label: `for ${usd}`, mark: markOf("acme"), usd, speed: 2 },
        ...{ interval: null, ranked: true, on: true },
      })),
      { usd: "Cost", speed: ["TTFT"] },
      "lower",
      600,
    );
    const svg = await renderSpec(spec);
    const [point] = svg.match(/<text[^>]*>\$0<\/text>/) ?? [];
    assert.ok(point, "the axis begins at nothing");
    assert.doesNotMatch(svg, /NaN|Infinity/);
  }
});
