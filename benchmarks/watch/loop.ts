/** The rounds of a watch, one after the other. It knows neither the clock nor the network: those are handed in. */
import { dueAt, type Grid, toleranceMs } from "../store/watches/grid.ts";
import { gridOf, type Round, type WatchState } from "../store/watches/watch_file.ts";
import { addMissed, begun, nextRound } from "./state.ts";

/** How a round went, and what is known of its run. */
export type Outcome =
  & Pick<Round, "status" | "why" | "attempts" | "succeeded" | "ended_at" | "tokens" | "usd">
  & { unseen?: number }
  // The run was not begun: its settings are wrong, or it would pass the budget.
  & { refused?: "settings" | "budget" };

export interface Hands {
  /** Milliseconds of the wall clock. */
  now(): number;
  /** Resolves at that moment, or earlier where `stopped` or where the clock was set back. */
  until(moment: number, round: number): Promise<void>;
  /** A person or the system wants the end. */
  stopped(): boolean;
  /** A name for a run that begins now. */
  nameRun(): string;
  measure(round: Round): Promise<Outcome>;
  /** Gives way where something of ours would disturb a measurement. */
  makeRoom(): Promise<void>;
  /** Keeps the state where a restart finds it. Says why it could not; null where it is kept. */
  keep(state: WatchState): Promise<string | null>;
  /** A round is over, or was missed. */
  over(round: Round): void;
}

export type Ending = "done" | "stopped" | { refused: "settings" | "budget"; why: string };

/**
 * Measures round after round until `rounds` have had their moment. A round that was cut by a kill
 * is not made up, nor is one that was missed: its hour is over, and at another hour it would be
 * another measurement.
 */
export async function watchRounds(
  state: WatchState,
  rounds: number,
  hands: Hands,
): Promise<Ending> {
  const grid: Grid = gridOf(state);
  let absent: string = "the watch was not running";
  let measured = 0;
  for (;;) {
    takeBack(hands.now(), state);
    const missed = missedBy(hands.now(), state, rounds, absent);
    if (missed) {
      await hands.keep(state);
      hands.over(missed);
    }
    const number = nextRound(state);
    if (number > rounds) break;
    const due = dueAt(grid, number);
    await hands.until(due, number);
    if (hands.stopped()) return "stopped";
    absent = "the machine slept, or its clock was set";
    if (hands.now() < due || hands.now() > due + toleranceMs(grid)) continue;
    await hands.makeRoom();
    const round = begun(number, new Date(due), new Date(hands.now()), hands.nameRun());
    state.rounds.push(round);
    const unkept = await hands.keep(state);
    // Without it, a restart would know of no round, and of nothing that it used.
    if (unkept) round.run_id = null;
    const { refused, ...outcome } = unkept
      ? failed(`it was not begun, for its state could not be kept: ${unkept}`)
      : await hands.measure(round).catch((error) => failed((error as Error).message));
    const why = outcome.why?.split("\n").map((line) => line.trim()).filter(Boolean).join(" ");
    Object.assign(round, outcome, { why: why ?? null });
    if (refused === "budget" || refused === "settings" && measured === 0) {
      // Nothing was sent: when it is put right the round may still have its moment.
      state.rounds.pop();
      await hands.keep(state);
      return { refused, why: outcome.why ?? "" };
    }
    measured++;
    absent = "the round before it was still running";
    await hands.keep(state);
    hands.over(round);
    if (hands.stopped()) return "stopped";
  }
  state.ended_at = new Date(hands.now()).toISOString();
  await hands.keep(state);
  return "done";
}

const failed = (why: string): Outcome => ({
  ...{ status: "failed", why, attempts: 0, succeeded: 0 },
  ...{ ended_at: null, tokens: 0, usd: null },
});

/** Records the rounds whose moment has passed; null where there are none. */
function missedBy(now: number, state: WatchState, rounds: number, why: string): Round | null {
  const grid = gridOf(state);
  const surely = Math.min(rounds, Math.floor(placesBy(now, grid) - grid.jitter));
  let missed: Round | null = null;
  for (;;) {
    const number = nextRound(state);
    const due = dueAt(grid, number);
    if (number > rounds || now <= due + toleranceMs(grid)) return missed;
    missed = addMissed(state, number, new Date(due), why);
    if (surely > number) addMissed(state, surely, new Date(due), why);
  }
}

/** Takes rounds back that a clock which was ahead had made missed: their moment is still to come. */
function takeBack(now: number, state: WatchState): void {
  const ahead = Math.ceil(placesBy(now, gridOf(state))) + 1;
  const last = state.rounds.at(-1);
  if (last?.status !== "missed" || ahead > (last.through ?? last.round)) return;
  if (ahead > last.round) last.through = ahead - 1;
  else {
    state.rounds.pop();
    takeBack(now, state);
  }
}

/** How many places of the grid, and what part of one, lie so far back that a round there can no longer begin. */
const placesBy = (now: number, grid: Grid) =>
  (now - toleranceMs(grid) - grid.firstAt) / grid.everyMs;
