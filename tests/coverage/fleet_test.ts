/** One run by many machines on virtual time: without faults it is the run of one process, with them it is not. */
import assert from "node:assert/strict";
import { metrics } from "../../benchmarks/metrics/metrics.ts";
import { columnNames } from "../../benchmarks/record/record.ts";
import { inFolder } from "../support/bench.ts";
import { figuresOf, misordered, variation } from "../speed/fleet/figures.ts";
import { mergeFleet, sealAlone } from "../speed/fleet/files.ts";
import { rowsIn, statisticsOf } from "../speed/fleet/read_run.ts";
import { machinesOf, type Plants } from "../speed/fleet/machines.ts";
import { lengthOf, planned, planOf } from "../speed/fleet/plan.ts";
import { play } from "../speed/fleet/play.ts";
import { countedRows, lateStart } from "../speed/fleet/rows.ts";
import { shareOfTurn } from "../speed/fleet/share.ts";

/** Some of its requests wait for a seat, and some are refused. */
const plan = planOf({
  ...{ requests: 240, rate: 18, arrivals: "poisson", profile: "perplexity-70b~8", seed: 3 },
});
const shardCounts = [1, 4, 16];

Deno.test("so many shards have the requests of one plan, each once", () => {
  const all = plan.turn.items.map(planned).toSorted();
  for (const count of shardCounts) {
    const shares = machinesOf(count, {}, "s").map((machine) => shareOfTurn(plan, machine));
    assert.deepEqual(shares.flat().map(planned).toSorted(), all, `${count} shards`);
    const sizes = shares.map(({ length }) => length);
    assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, "an arrival each in turn");
  }
});

Deno.test("on virtual time so many shards make the rows and statistics of one process, to the last digit", () =>
  inFolder(async (folder) => {
    await sealAlone(plan, countedRows(plan, play(plan, machinesOf(1, {}, "one"))), `${folder}/one`);
    const alone = await rowsIn(`${folder}/one`);
    const statistics = await statisticsOf(`${folder}/one`);
    assert.equal(alone.length, plan.asked.requests);
    assert.ok(new Set(alone.map(({ status }) => status)).size === 2, "some are refused");
    const firstTokens = plan.answers.map(({ chunks }) => chunks.at(0)?.at_s ?? null);
    assert.ok(
      alone.some((row) => Number(row.ttft_s) > firstTokens[row.request_index as number]! + 0.001),
      "some waited for a seat",
    );
    assert.ok(Object.keys(statistics).length > metrics.length / 2);
    for (const count of shardCounts) {
      const runs = `${folder}/${count}`;
      const merged = await mergeFleet(plan, play(plan, machinesOf(count, {}, "s")), runs);
      const rows = await rowsIn(merged);
      const shards = new Set(rows.map(({ shard }) => shard));
      assert.deepEqual(
        [...shards].toSorted((a, b) => Number(a) - Number(b)),
        [...shards.keys()]
          .map((_, i) => i),
        "who made a row stands in it",
      );
      const others = columnNames.filter((name) => name !== "shard");
      for (const name of others) {
        assert.deepEqual(rows.map((row) => row[name]), alone.map((row) => row[name]), name);
      }
      assert.deepEqual(await statisticsOf(merged), statistics, `${count} shards`);
    }
    // It can be told: with clocks that are off it is another run.
    const off = play(plan, machinesOf(4, { skewSd_s: 1, startBy: "own clock" }, "off"));
    const skewed = await statisticsOf(await mergeFleet(plan, off, `${folder}/off`));
    assert.notEqual(skewed["ttft_s p95"], statistics["ttft_s p95"]);
  }));

Deno.test("a machine that begins by its clock and the offset it found is off by no more than that may be", () => {
  const plants: Plants = { skewSd_s: 3, roundTrip_s: 0.01, startBy: "offset" };
  const machines = machinesOf(200, plants, "uncertain");
  for (const { skew_s, offset_s, uncertainty_s, start_s } of machines) {
    assert.ok(Math.abs(skew_s + offset_s) <= uncertainty_s + 1e-6);
    assert.ok(Math.abs(start_s) <= 0.005 + 1e-6);
  }
  assert.ok(machines.some(({ skew_s }) => Math.abs(skew_s) > 3), "clocks are off by more");
  const byOwn = machinesOf(200, { ...plants, startBy: "own clock" }, "uncertain");
  assert.ok(byOwn.every(({ skew_s, start_s }) => start_s === -skew_s));
});

Deno.test("figures of a fleet: by the truth, by the rows, and with the offsets", () => {
  assert.equal(variation([1, 3]), 0.5);
  const [a, b] = machinesOf(2, {}, "two");
  const item = plan.turn.items[0];
  const answer = plan.answers.find(({ outcome }) => outcome === "ok")!;
  const took = answer.chunks.at(-1)!.at_s;
  // The second machine's clock is 5 s behind, and it knows that to a second.
  const behind = { ...b, skew_s: -5, offset_s: 6 };
  const events = [0, 2].map((due_s, i) => ({ machine: i ? behind : a, item, due_s, answer }));
  const served = (by: Parameters<typeof figuresOf>[1]) => figuresOf(events, by).served_per_s;
  assert.ok(Math.abs(served("truth") - 2 / (2 + took)) < 1e-12);
  // The rows have 0 and -3 s, with the offset 0 and 3 s.
  assert.ok(Math.abs(served("rows") - 2 / (3 + took)) < 1e-12);
  assert.ok(Math.abs(served("rows and offsets") - 2 / (3 + took)) < 1e-12);
  assert.deepEqual(
    (["truth", "rows", "rows and offsets"] as const).map((by) => misordered(events, by)),
    [0, 1, 0],
  );
});

Deno.test("what was due before its machine was there is a row that was not sent, at its own moment", () => {
  const late_s = 0.25 * lengthOf(plan);
  const machines = machinesOf(4, { lateShare: 0.5, late_s }, "late");
  const behind = machines.filter(({ ready_s }) => ready_s > 0).map(({ index }) => index);
  assert.equal(behind.length, 2);
  const rows = countedRows(plan, play(plan, machines));
  const start = Date.UTC(2026, 0, 2);
  for (const { shard, status, error_code, started_at, scheduled_at, request_index } of rows) {
    const due_s = plan.turn.items[request_index].scheduledS!;
    const missed = behind.includes(shard!) && due_s < late_s;
    assert.equal(error_code === lateStart, missed);
    assert.equal(status === "dropped", missed);
    assert.equal(started_at === null, missed);
    assert.ok(Math.abs(Date.parse(scheduled_at!) - start - 1000 * due_s) <= 1, "never moved");
  }
});
