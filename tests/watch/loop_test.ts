/** The rounds of a watch on a clock that moves only when somebody waits or measures. */
import assert from "node:assert/strict";
import process from "node:process";
import { type Hands, type Outcome, watchRounds } from "../../benchmarks/watch/loop.ts";
import { begun } from "../../benchmarks/watch/state.ts";
import { roundText } from "../../benchmarks/watch/text.ts";
import type { WatchState } from "../../benchmarks/store/watches/watch_file.ts";

const first = Date.UTC(2026, 0, 5, 12);
const hour = 3_600_000;
const newWatch = (jitter = 0): WatchState => ({
  config_name: "c",
  every_s: 3600,
  jitter,
  seed: 7,
  first_at: new Date(first).toISOString(),
  ended_at: null,
  rounds: [],
});
const done: Outcome = {
  status: "measured",
  why: null,
  attempts: 2,
  succeeded: 2,
  ended_at: null,
  tokens: 90,
  usd: null,
};

/** A world in which round n takes `minutes(n)` and ends as `outcome(n)`; `sleeps` moves the clock while it waits. */
function world(
  {
    at = first,
    minutes = () => 5,
    outcome = () => done,
    stopAt = Infinity,
    full = () => false,
  }: {
    at?: number;
    minutes?: (round: number) => number;
    outcome?: (round: number) => Outcome;
    stopAt?: number;
    /** Whether the disk is full. */
    full?: (now: number) => boolean;
  } = {},
) {
  const clock = { now: at };
  const said: string[] = [];
  const kept: string[] = [];
  const hands: Hands = {
    now: () => clock.now,
    until: (due) => Promise.resolve(void (clock.now = Math.max(clock.now, due))),
    stopped: () => clock.now >= stopAt && clock.now < stopAt + hour,
    nameRun: () => `run at ${new Date(clock.now).toISOString().slice(11, 16)}`,
    makeRoom: () => Promise.resolve(),
    keep(state) {
      if (full(clock.now)) return Promise.resolve("the disk is full");
      kept.push(JSON.stringify(state));
      return Promise.resolve(null);
    },
    over: (round) => said.push(`${round.round}-${round.through ?? round.round} ${round.status}`),
    async measure(round) {
      clock.now += await minutes(round.round) * 60_000;
      return outcome(round.round);
    },
  };
  return { hands, clock, said, kept };
}
const shown = (state: WatchState) =>
  state.rounds.map((r) => [r.round, r.status, r.run_id ?? r.why, r.due_at.slice(11, 16)]);

Deno.test("rounds stand on the grid of the first start; one too long costs the next and moves none", async () => {
  const state = newWatch();
  const { hands, said } = world({ minutes: (n) => n === 2 ? 70 : 5 });
  assert.equal(await watchRounds(state, 4, hands), "done");
  assert.deepEqual(shown(state), [
    [1, "measured", "run at 12:00", "12:00"],
    [2, "measured", "run at 13:00", "13:00"],
    [3, "missed", "the round before it was still running", "14:00"],
    [4, "measured", "run at 15:00", "15:00"],
  ]);
  assert.deepEqual(said, ["1-1 measured", "2-2 measured", "3-3 missed", "4-4 measured"]);
});

Deno.test("a round may begin late by a tenth of the interval", async () => {
  const state = newWatch();
  await watchRounds(state, 2, world({ minutes: (n) => n === 1 ? 65 : 5 }).hands);
  assert.deepEqual(shown(state)[1], [2, "measured", "run at 13:05", "13:00"]);
});

Deno.test("from every state that a kill can leave, a restart keeps to the grid and makes no round twice", async () => {
  const { hands, kept } = world();
  await watchRounds(newWatch(), 5, hands);
  for (const text of kept.slice(0, -1)) {
    const state: WatchState = JSON.parse(text);
    const before = state.rounds.map((round) => ({ ...round }));
    // The command gives a round under way its ending first.
    for (const round of state.rounds) if (round.status === "measuring") round.status = "cut";
    const later = world({ at: first + 2.5 * hour });
    assert.equal(await watchRounds(state, 5, later.hands), "done");
    const numbers = state.rounds.flatMap(({ round, through }) =>
      Array.from({ length: (through ?? round) - round + 1 }, (_, i) => round + i)
    );
    assert.deepEqual(numbers, [1, 2, 3, 4, 5], text);
    const runs = state.rounds.flatMap(({ run_id }) => run_id ?? []);
    assert.equal(new Set(runs).size, runs.length);
    before.forEach((round, i) => assert.equal(state.rounds[i].run_id, round.run_id, "it stays"));
    const gaps = state.rounds.filter(({ status }) => status === "missed");
    assert.ok(gaps.every(({ why }) => why === "the watch was not running"));
    assert.equal(later.said.length, 1 * +(gaps.length > 0) + 5 - Math.max(before.length, 3));
  }
});

Deno.test("a failed round ends no watch; settings that are wrong do, before there was a run", async () => {
  const state = newWatch();
  const failed: Outcome = { ...done, status: "failed", why: "nobody listens", succeeded: 0 };
  const refused: Outcome = { ...failed, why: "no key", refused: "settings" };
  const { hands } = world({ outcome: (n) => n === 2 ? failed : n === 3 ? refused : done });
  assert.equal(await watchRounds(state, 4, hands), "done");
  assert.deepEqual(
    state.rounds.map(({ status, why }) => [status, why]),
    [["measured", null], ["failed", "nobody listens"], ["failed", "no key"], ["measured", null]],
  );
  const wrong = newWatch();
  const ending = await watchRounds(wrong, 4, world({ outcome: () => refused }).hands);
  assert.deepEqual([ending, wrong.rounds], [{ refused: "settings", why: "no key" }, []]);
});

Deno.test("a full disk, or a fault of ours, fails the rounds it meets and ends no watch", async () => {
  const state = newWatch();
  // It is full from the middle of round 2 until after round 3; round 4 throws.
  const { hands, kept } = world({
    full: (now) => now > first + hour && now < first + 2.5 * hour,
    outcome(n) {
      if (n === 4) throw new Error("a fault");
      return done;
    },
  });
  assert.equal(await watchRounds(state, 5, hands), "done");
  assert.deepEqual(
    state.rounds.map(({ round, status, run_id, why }) => [round, status, run_id, why]),
    [
      [1, "measured", "run at 12:00", null],
      [2, "measured", "run at 13:00", null],
      [3, "failed", null, "it was not begun, for its state could not be kept: the disk is full"],
      [4, "failed", "run at 15:00", "a fault"],
      [5, "measured", "run at 16:00", null],
    ],
  );
  assert.deepEqual(JSON.parse(kept.at(-1)!), state, "what could not be kept is kept later");
});

Deno.test("a clock that was far ahead and is set right leaves no round missed that is still to come", async () => {
  const state = newWatch();
  const { hands, clock } = world({ stopAt: first + 5.01 * hour });
  const until = hands.until;
  hands.until = async (due, round) => {
    await until(due, round);
    if (round === 3) clock.now = first + 876_579.5 * hour; // a hundred years
    if (round > 3 && round > 800_000) clock.now = first + 3.4 * hour;
  };
  const used = process.cpuUsage();
  assert.equal(await watchRounds(state, Infinity, hands), "stopped");
  assert.ok(process.cpuUsage(used).user < 5e6, "hundreds of thousands of rounds are not looked at");
  assert.deepEqual(state.rounds.map((r) => [r.round, r.through, r.status]), [
    [1, undefined, "measured"],
    [2, undefined, "measured"],
    [3, 4, "missed"],
    [5, undefined, "measured"],
    [6, undefined, "measured"],
  ]);
});

Deno.test("a stop before a round leaves it to the next process", async () => {
  const state = newWatch();
  const { hands } = world({ stopAt: first + hour });
  assert.equal(await watchRounds(state, 9, hands), "stopped");
  assert.deepEqual([state.rounds.length, state.ended_at], [1, null]);
});
Deno.test("a round that left nothing names no run, and one that somebody else measured no medians", () => {
  const at = new Date("2026-01-05T12:00:00Z");
  const round = { ...begun(3, at, at, "r"), ended_at: "2026-01-05T12:00:09Z" };
  const why = "it ended before its first request";
  assert.equal(
    roundText({ ...round, status: "cut", ended_at: null, why }, []),
    "2026-01-05 12:00:00  round 3  cut off: it ended before its first request",
  );
  assert.equal(
    roundText({ ...round, status: "measured", attempts: 2, succeeded: 1 }, []),
    "2026-01-05 12:00:00  round 3  1 of 2 requests answered in 9 s  r",
  );
});
