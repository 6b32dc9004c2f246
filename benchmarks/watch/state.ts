/** What a watch knows of itself, in `watch/CONFIG.json` beside its runs: enough to go on after it was killed. */
import { z } from "zod";
import type { Amounts } from "../budget/budget.ts";
import { writeWhole } from "../files/own_file.ts";
import { readText } from "../files/text_file.ts";
import { ConfigError } from "../plan/config.ts";
import type { Grid } from "./grid.ts";

const round = z.object({
  /** From 1. */
  round: z.int().positive(),
  /** Of missed rounds: the last of several in a row that were missed for one reason. */
  through: z.int().positive().optional(),
  due_at: z.string(),
  /** `measuring`: begun, and not ended as far as this file knows. `cut`: ended before its plan was done. */
  status: z.enum(["measuring", "measured", "failed", "cut", "missed"]),
  began_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  run_id: z.string().nullable(),
  /** Why there is no result; null where there is one. */
  why: z.string().nullable(),
  /** Attempts in its rows, warm-up too, and how many of them succeeded. */
  attempts: z.int(),
  succeeded: z.int(),
  /** What its rows used: tokens, and US dollars where the prices are known. */
  tokens: z.int(),
  usd: z.number().nullable(),
});

const schema = z.object({
  config_name: z.string(),
  every_s: z.number().positive(),
  jitter: z.number().min(0),
  seed: z.int(),
  first_at: z.string(),
  /** When it came to its own end, by its time or its number of rounds; null where it may go on. */
  ended_at: z.string().nullable(),
  rounds: z.array(round),
});

export type WatchState = z.infer<typeof schema>;
export type Round = z.infer<typeof round>;

/** Reads a state; null where there is none. Throws `ConfigError` where the file holds another thing. */
export async function readState(path: string): Promise<WatchState | null> {
  let text: string;
  try {
    text = await readText(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new ConfigError(path, [
      "it is not what a watch writes; move it away to begin a new watch, the runs stay",
    ], "be read as the state of a watch");
  }
}

/** Writes a state whole: whoever reads the file meanwhile, or after a kill, finds the one before. */
export const writeState = (path: string, state: WatchState): Promise<void> =>
  writeWhole(path, JSON.stringify(state, null, 1) + "\n");

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

/** The grid that a state stands on. */
export const gridOf = (state: WatchState): Grid => ({
  firstAt: Date.parse(state.first_at),
  everyMs: state.every_s * 1000,
  jitter: state.jitter,
  seed: state.seed,
});

/** How many rounds ended in each way. */
export function tally(state: WatchState): Record<Round["status"], number> {
  const counts = { measuring: 0, measured: 0, failed: 0, cut: 0, missed: 0 };
  for (const { status, round, through } of state.rounds) {
    counts[status] += (through ?? round) - round + 1;
  }
  return counts;
}

/** What all rounds have used together, and the most that one did. */
export function used({ rounds }: WatchState): { all: Amounts; most: Amounts } {
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
  };
}
