/** The rounds of a watch, counted and added up, and how one is added. Pure. */
import type { Amounts } from "../budget/budget.ts";
import type { Round, WatchState } from "../store/watches/watch_file.ts";

/** The number of the next round that nothing is known of. */
export function nextRound({ rounds }: WatchState): number {
  const last = rounds.at(-1);
  return last ? (last.through ?? last.round) + 1 : 1;
}

/** Records a round as missed; several in a row for one reason are one entry. */
export function addMissed(state: WatchState, number: number, due: Date, why: string): Round {
  const last = state.rounds.at(-1);
  if (last?.status === "missed" && last.why === why) {
    last.through = number;
    return last;
  }
  const missed: Round = { ...begun(number, due, null, null), status: "missed", why };
  state.rounds.push(missed);
  return missed;
}

/** A round about to be measured. */
export const begun = (round: number, due: Date, at: Date | null, runId: string | null): Round => ({
  round,
  due_at: due.toISOString(),
  status: "measuring",
  began_at: at?.toISOString() ?? null,
  ended_at: null,
  run_id: runId,
  why: null,
  attempts: 0,
  succeeded: 0,
  tokens: 0,
  usd: null,
});

/** How many rounds ended in each way. */
export function tally(state: WatchState): Record<Round["status"], number> {
  const counts = { measuring: 0, measured: 0, failed: 0, cut: 0, missed: 0 };
  for (const { status, round, through } of state.rounds) {
    counts[status] += (through ?? round) - round + 1;
  }
  return counts;
}

/** What all rounds have used together, the most that one did, and how many requests left no row. */
export function used(
  { rounds }: WatchState,
): { all: Amounts; most: Amounts; unseen: number } {
  const each = rounds.map(({ attempts, tokens, usd }) => ({
    requests: attempts,
    tokens,
    usd: usd ?? 0,
  }));
  const of = (join: (values: number[]) => number): Amounts => ({
    requests: join(each.map((one) => one.requests)),
    tokens: join(each.map((one) => one.tokens)),
    usd: join(each.map((one) => one.usd)),
  });
  return {
    all: of((values) => values.reduce((a, b) => a + b, 0)),
    most: of((values) => values.reduce((a, b) => Math.max(a, b), 0)),
    unseen: rounds.reduce((sum, { unseen = 0 }) => sum + unseen, 0),
  };
}
