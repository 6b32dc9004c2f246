/** What a merged run says of its shards' clocks. */
import assert from "node:assert/strict";
import type { ClockOffset } from "../../benchmarks/shards/clock_offset.ts";
import { clocksOf } from "../../benchmarks/shards/clocks/clocks_of.ts";

const at = "2026-01-02T00:00:00.000Z";
const offset = (offset_ms: number, uncertainty_ms: number, reference = "shard 0"): ClockOffset => ({
  reference,
  offset_s: offset_ms / 1000,
  uncertainty_s: uncertainty_ms / 1000,
  round_trip_s: uncertainty_ms / 500,
  exchanges: 8,
  at,
});
const shard = (shard: number, before: ClockOffset | null, after: ClockOffset | null) => ({
  shard,
  clock: { before, after, start_at: at },
});
const own = shard(0, offset(0, 0), offset(0, 0));

Deno.test("clocks that are known well enough have an order, and how far apart they were is said", () => {
  const { clock, clocks } = clocksOf([
    shard(2, offset(-3, 0.5), offset(-4, 0.2)),
    own,
    shard(1, offset(1, 1), offset(1, 2)),
  ])!;
  assert.equal(clock, null);
  assert.deepEqual(clocks.shards.map((s) => [s.shard, s.offset_s, s.uncertainty_s]), [
    [0, 0, 0],
    [1, 0.001, 0.002],
    // From -4.2 to -2.5: the middle, and half of it.
    [2, -0.00335, 0.00085],
  ]);
  // From -4.2 of shard 2 to 3 of shard 1.
  assert.deepEqual([clocks.reference, clocks.sure, clocks.apart_s], ["shard 0", true, 0.0072]);
  assert.equal(
    clocks.words,
    "The clocks of its 3 shards were at most 7.2 ms apart, each known to 2 ms by the clock of shard 0; " +
      "its rows keep their own times.",
  );
  assert.equal(clocks.shards[1].start_at, at);
  // A clock that is far off is known, and what spans it and others is wrong by that much.
  const far = clocksOf([own, shard(1, offset(-3000, 1), offset(-3000, 1))])!;
  assert.deepEqual([far.clocks.sure, far.clocks.apart_s], [true, 3.001]);
  assert.equal(
    far.clock,
    "the clocks of its 2 shards were at most 3 s apart, each known to 1 ms by the clock of shard 0: what " +
      "spans several of them (the run's length, what was served a second in all) may be off by 3 s",
  );
});

Deno.test("clocks that are not known well enough have none, and why is said", () => {
  const words = (...shards: Parameters<typeof clocksOf>[0]) => {
    const { clock, clocks } = clocksOf(shards)!;
    assert.equal(clocks.sure, false);
    assert.equal(`${clock![0].toUpperCase()}${clock!.slice(1)}.`, clocks.words);
    const [, why, rest] = /^moments of different shards have no order: (.*)\. Each .* off by (.*)$/
      .exec(clock!)!;
    return [why, rest];
  };
  assert.deepEqual(words(own, shard(1, offset(5, 35), offset(5, 30))), [
    "the clock of shard 1 is known to 35 ms only, and 10 ms would be enough",
    "40 ms",
  ]);
  // It moved meanwhile: each was sure, and both together are not.
  assert.deepEqual(
    words(own, shard(1, offset(0, 1), offset(2400, 1)))[0],
    "the clock of shard 1 is known to 1.2 s only, and 10 ms would be enough",
  );
  assert.deepEqual(words(own, shard(1, offset(5, 1), null), shard(2, null, null)), [
    "the clock of shard 1 and of 1 more is not known after its load",
    "as much",
  ]);
  assert.deepEqual(
    words(shard(0, null, null), shard(1, null, null))[0],
    "no clock was asked how far the shards' own are apart",
  );
  assert.deepEqual(
    words(own, shard(1, offset(0, 1, "s3://b/p"), offset(0, 1, "s3://b/p")))[0],
    "they asked different clocks (s3://b/p, shard 0)",
  );
  assert.equal(clocksOf([own]), null);
});
