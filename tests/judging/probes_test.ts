import assert from "node:assert/strict";
import { repeats } from "../../benchmarks/judging/probes.ts";
import { assertSixDigits } from "../support/six_digits.ts";

/** Ratios of the second time over the first, and what they say. Intervals by a calculation of its own. */
const cases: [string, number[], Partial<ReturnType<typeof repeats>>][] = [
  ["no pair says nothing", [], {
    pairs: 0,
    faster: 0,
    median_ratio: null,
    low: null,
    high: null,
    cached: null,
  }],
  ["three are too few, however fast", [0.1, 0.1, 0.1], {
    pairs: 3,
    faster: 3,
    median_ratio: 0.1,
    low: 0.4385029682449546,
    high: 1,
    cached: null,
  }],
  ["four that are all faster", [0.1, 0.3, 0.5, 0.89], {
    pairs: 4,
    faster: 4,
    median_ratio: 0.4,
    low: 0.5101091635454027,
    high: 1,
    cached: true,
  }],
  ["10% faster is not over 10% faster", [0.9, 0.9, 0.9, 0.9], {
    faster: 0,
    median_ratio: 0.9,
    low: 0,
    cached: false,
  }],
  ["four of five may be chance", [0.1, 0.2, 0.3, 0.4, 1.2], {
    pairs: 5,
    faster: 4,
    median_ratio: 0.3,
    low: 0.37553462976252533,
    high: 0.9637758913675698,
    cached: false,
  }],
  ["times that vary both ways", [0.5, 2, 0.6, 1.7, 1, 0.7, 1.4, 1.1], {
    pairs: 8,
    faster: 3,
    median_ratio: 1.05,
    cached: false,
  }],
];

Deno.test("repeats() says cached where more than chance is over 10% faster", () => {
  for (const [why, ratios, expected] of cases) {
    const found = repeats(ratios) as unknown as Record<string, unknown>;
    for (const [name, value] of Object.entries(expected)) {
      if (typeof value === "number") {
        assertSixDigits(found[name] as number, value, `${why}: ${name}`);
      } else assert.equal(found[name], value, `${why}: ${name}`);
    }
  }
});
