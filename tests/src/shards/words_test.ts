/** Sentences of page /shards/: each follows from its rows. */
import assert from "node:assert/strict";
import type { ShardsData } from "../../../src/shards/shards_data.ts";
import { listed, offText, seconds } from "../../../src/shards/shards_data.ts";
import { costText, findingHtml, kickerText, lateText } from "../../../src/shards/shards_words.ts";

const made_on = "2026-01-02";
const answer = <R>(rows: R[]) => ({ table: { name: "t", title: "T", sql: "SELECT 1" }, rows });
const same = {
  shards: 1,
  requests: 9,
  rows: 9,
  rows_differ: 0,
  statistics: 5,
  statistics_differ: 0,
  made_on,
};
const clocks = {
  ...{ start_by: "offset" as const, shards: 4, skew_sd_s: 0.1, round_trip_s: 0.004, requests: 9 },
  ...{ drawings: 3, start_off_s: 0.001, start_off_most_s: 0.002, gap_variation: 0.1 },
  ...{ gap_variation_planned: 0, ttft_p50_off_percent: 0, ttft_p95_off_percent: 1 },
  ...{
    ttft_p99_off_percent: 2,
    served_off_percent: -3.21,
    served_with_offsets_off_percent: 0.0004,
  },
  ...{ misordered_percent: 40, misordered_with_offsets_percent: 1, made_on },
};
const late = {
  ...{ shards: 1000, late_share: 0.1, late_s: 5, late_of_run: 0.1, requests: 9, drawings: 3 },
  ...{ lost_expected_percent: 1, lost_percent: 1.25, lost_most_percent: 1.5 },
  ...{ ttft_p50_off_percent: 0, ttft_p95_off_percent: 0, ttft_p99_off_percent: 0, made_on },
};
const cost = {
  ...{ shards: 1000, rows: 1_000_000, parts_mib: 50, merge_s: 20, merge_cpu_s: 12, merge_mib: 700 },
  ...{ judge_s: 4, judge_cpu_s: 3, judge_mib: 900, cores: 2, load: 1.4, made_on },
};
const data: ShardsData = {
  same: answer([same, { ...same, shards: 4 }]),
  clocks: answer([clocks]),
  late: answer([late]),
  faults: answer([]),
  cost: answer([cost]),
};

Deno.test("what is said of a fleet follows from its rows", () => {
  assert.equal(kickerText(data), "Simulated · up to 1,000 machines on virtual time · 2 Jan 2026");
  assert.match(findingHtml(data), /^<b>While nothing is wrong, 1 and 4 machines make the rows /);
  assert.match(findingHtml(data), /100 ms off .* of 4 machines by −3\.2%, .* by &#60;0\.001%\.$/);
  const broken = { ...data, same: answer([same, { ...same, shards: 4, rows_differ: 1 }]) };
  assert.match(findingHtml(broken), /^<b>It is another run<\/b> for 4 machines\./);
  assert.match(lateText(data), /within 0\.25 percentage points .* over 1,000 machines\./);
  assert.match(
    costText(data),
    /1,000,000 rows of 1,000 machines take 12 s of a processor to merge, with 700 MiB/,
  );
});

Deno.test("of an empty list nothing is said that is not so", () => {
  const none: ShardsData = {
    ...{ same: answer([]), clocks: answer([]), late: answer([]), faults: answer([]) },
    cost: answer([]),
  };
  for (const say of [kickerText, findingHtml, lateText, costText]) {
    assert.doesNotMatch(say(none), /undefined|NaN|Infinity/);
  }
});

Deno.test("times and differences as people say them", () => {
  assert.deepEqual([0, 0.0000012, 0.004, 0.1, 45.4].map(seconds), [
    ...["0", "1.2 µs", "4 ms", "100 ms", "45.4 s"],
  ]);
  assert.deepEqual([0, 0.0002, -0.05, 3.21, 250].map(offText), [
    ...["0%", "<0.001%", "−0.050%", "+3.2%", "+250%"],
  ]);
  assert.deepEqual([[], ["4"], ["1", "4", "16"]].map(listed), ["", "4", "1, 4 and 16"]);
});
