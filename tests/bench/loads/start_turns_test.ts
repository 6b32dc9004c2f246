/** How many requests start in one turn of the event loop, and what an open loop makes of those that wait. */
import assert from "node:assert/strict";
import { open } from "../../../benchmarks/bench/loads/open.ts";
import type { PlanItem } from "../../../benchmarks/plan/plan.ts";
import { nextTurn, startClock } from "../../../benchmarks/wire/clock.ts";
import type { Slot } from "../../../benchmarks/wire/slot.ts";
import { inItsTurn, roomToStart } from "../../../benchmarks/wire/start_turns.ts";
import { inTries } from "../../support/tries.ts";

const busyFor = (ms: number) => {
  for (const until = performance.now() + ms; performance.now() < until;);
};
/** Has every turn of the event loop take so long; `stop` ends it and says how many there were. */
function longTurns(ms: number) {
  let [turns, on] = [0, true];
  const next = () => {
    busyFor(ms);
    turns++;
    if (on) setImmediate(next);
  };
  setImmediate(next);
  return { now: () => turns, stop: () => void (on = false) };
}

Deno.test("in short turns requests start one a turn, in long ones several, in their order", () =>
  inTries(async () => {
    const began: number[] = [];
    let turns = 0;
    let counting = true;
    const count = () => {
      turns++;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all(Array.from({ length: 30 }, () => inItsTurn(() => void began.push(turns))));
    counting = false;
    // On a machine that takes its turn away now and then a turn is long, but not each of them.
    assert.ok(new Set(began).size >= 15, `${began}`);
    await nextTurn();

    const long = longTurns(6);
    const order: number[] = [];
    const at = await Promise.all(
      Array.from({ length: 30 }, (_, i) => inItsTurn(() => (order.push(i), long.now()))),
    );
    long.stop();
    assert.deepEqual(order, at.map((_, i) => i));
    assert.ok(at.at(-1)! - at[0] <= 10, `30 requests took ${at.at(-1)! - at[0]} turns`);
    await assert.rejects(
      inItsTurn(() => {
        throw new Error("a bad request");
      }),
      /a bad request/,
    );
  }));

Deno.test("who asks for room waits until few others do", () =>
  inTries(async () => {
    const long = longTurns(3);
    let started = 0;
    const all = Array.from({ length: 40 }, () => inItsTurn(() => void started++));
    await roomToStart();
    assert.ok(started >= 32, `${started} had started`);
    await Promise.all(all);
    long.stop();
  }));

Deno.test("an arrival that becomes too late while others start is dropped, not sent late", () =>
  inTries(async () => {
    const long = longTurns(20);
    const clock = startClock();
    const [lags, why]: [number[], string[]] = [[], []];
    const slots = { take: () => ({}) as Slot, give() {} };
    const chains = Array.from({ length: 120 }, () => [{ scheduledS: 0 } as PlanItem]);
    await open(
      chains,
      slots,
      {
        ...{ start: clock.now(), clock, mostLag: 0.1e9 },
        run: (_, __, scheduled) => inItsTurn(() => void lags.push((clock.now() - scheduled) / 1e9)),
        drop: (_, __, reason) => void why.push(reason),
      },
      () => "no",
      new AbortController(),
    );
    long.stop();
    assert.equal(lags.length + why.length, 120);
    // Eight of them start in a turn of 20 ms: in 0.1 s less than half.
    assert.ok(
      why.length > 40 && why.every((reason) => reason === "too_late"),
      `${why.length} dropped`,
    );
    assert.ok(lags.length >= 8 && Math.max(...lags) < 0.3, `${Math.max(...lags)} s late`);
  }));
