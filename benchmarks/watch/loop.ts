/** The rounds of a watch, one after the other. It knows neither the clock nor the network: those are handed in. */
import { dueAt, type Grid, toleranceMs } from "../store/watches/grid.ts";
import { gridOf, type Round, type WatchState } from "../store/watches/watch_file.ts";
import { addMissed, begun, nextRound } from "./state.ts";

/** How a round went, and what is known of its run. */
export type Outcome =
  & Pick<Round, "status" | "why" | "attempts" | "succeeded" | "ended_at" | "tokens" | "usd">
  // The run was not begun: its settings are wrong, or it would pass the budget.
  & { refused?: "settings" | "budget" };

export interface Hands {
  /** Milliseconds of the wall clock. */
  now(): number;
  /** Resolves at that moment, or earlier where `stopped`. */
  until(moment: number, round: number): Promise<void>;
  /** A person or the system wants the end. */
  stopped(): boolean;
  /** A name for a run that begins now. */
  nameRun(): string;
  measure(round: Round): Promise<Outcome>;
  /** Gives way where something of ours would disturb a measurement. */
  makeRoom(): Promise<void>;
  /** Keeps the state where a restart finds it. */
  keep(state: WatchState): Promise<void>;
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
    if (hands.now() > due + toleranceMs(grid)) continue;
    await hands.makeRoom();
    const round = begun(number, new Date(due), new Date(hands.now()), hands.nameRun());
    state.rounds.push(round);
    await hands.keep(state);
    const { refused, ...outcome } = await hands.measure(round);
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

/** Records the rounds whose moment has passed; null where there are none. */
function missedBy(now: number, state: WatchState, rounds: number, why: string): Round | null {
  const grid = gridOf(state);
  let missed: Round | null = null;
  for (let number = nextRound(state); number <= rounds; number++) {
    const due = dueAt(grid, number);
    if (now <= due + toleranceMs(grid)) break;
    missed = addMissed(state, number, new Date(due), why);
  }
  return missed;
}
