/** The committed results that page /shards/ shows: the seeds give them again. */
import assert from "node:assert/strict";
import { inFolder } from "../support/bench.ts";
import { lateRow } from "../speed/fleet/late.ts";
import { sameRows } from "../speed/fleet/same.ts";
import { faultRows } from "../speed/fleet/faults.ts";
import { aloneOf, skewRow } from "../speed/fleet/skew.ts";
import {
  clocksPlan,
  counts,
  faultsPlan,
  faultyCounts,
  faultyShards,
  latePlan,
  samePlan,
} from "../speed/fleet/trials.ts";

const kept = JSON.parse(await Deno.readTextFile("benchmarks/coverage/shards.json"));
type Kept = Record<string, number | string>;
const of = (trial: string, shards: number): Kept[] =>
  kept[trial].filter((row: Kept) => row.shards === shards);

Deno.test("the committed run of many machines is that of one process, for every number of them", () =>
  inFolder(async (folder) => {
    assert.deepEqual(kept.same.map(({ shards }: Kept) => shards), counts);
    for (const row of kept.same) {
      assert.equal(row.rows, row.requests);
      assert.equal(row.rows_differ + row.statistics_differ, 0, `${row.shards} machines`);
    }
    assert.deepEqual(await sameRows(samePlan(), [4], folder), of("same", 4));
  }));

Deno.test("the seeds give the committed clocks and late machines again", () => {
  const few = faultyCounts[0];
  const clocks = clocksPlan();
  const alone = aloneOf(clocks);
  for (const row of of("clocks", few).slice(-2)) {
    const [skewSd_s, drawings] = [Number(row.skew_sd_s), Number(row.drawings)];
    const startBy = row.start_by as "own clock" | "offset";
    assert.deepEqual(skewRow(clocks, alone, { shards: few, skewSd_s, startBy, drawings }), row);
  }
  const late = latePlan();
  const last = of("late", few).at(-1)!;
  const [lateShare, drawings] = [Number(last.late_share), Number(last.drawings)];
  assert.deepEqual(lateRow(late, aloneOf(late), { shards: few, lateShare, drawings }), last);
});

Deno.test("the committed clocks say what must be: offsets bound the start, and rows with them the throughput", () => {
  for (const row of kept.clocks) {
    const most = row.start_by === "offset" ? row.round_trip_s / 2 + 1e-6 : Infinity;
    assert.ok(row.start_off_most_s <= most, `${row.shards} machines, ${row.skew_sd_s} s`);
  }
  for (const row of kept.late) {
    // A machine has a share of an arrival more or less, and those are where they are.
    assert.ok(Math.abs(row.lost_percent - row.lost_expected_percent) < 0.5);
    assert.equal(row.lost_percent === 0, row.late_share === 0);
  }
});

Deno.test("what goes wrong is said as the committed results have it, and no row is lost or counted twice", () =>
  inFolder(async (folder) => {
    // Other versions of DuckDB may write other bytes.
    const plain = ({ says, ...row }: Record<string, unknown>) => ({
      ...row,
      says: String(says).replaceAll(/\b[0-9a-f]{16}\b|\d+,\d{3}/g, "#"),
    });
    const found = await faultRows(faultsPlan(), faultyShards, folder);
    assert.deepEqual(found.map((row) => plain({ ...row })), kept.faults.map(plain));
    for (const { merged, rows, requests, says } of found) {
      assert.equal(rows === null, !merged);
      assert.ok(!merged || rows === requests || /Invalid: .*missing/.test(says), says);
      assert.match(says, /^\S.*\.$/);
    }
  }));

Deno.test("a merge was measured for every number of machines", () => {
  assert.deepEqual(kept.cost.map(({ shards }: Kept) => shards), counts);
  for (const row of kept.cost) {
    assert.equal(row.rows, 1000 * row.shards);
    for (const name of ["merge_s", "merge_cpu_s", "merge_mib", "judge_cpu_s", "judge_mib"]) {
      assert.ok(row[name] > 0, name);
    }
  }
});
