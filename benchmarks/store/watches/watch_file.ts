/** What a watch knows of itself, in `watch/CONFIG.json` beside its runs: enough to go on after it was killed. */
import { z } from "zod";
import { writeWhole } from "../../files/own_file.ts";
import { NotText, readPlainText } from "../../files/text_file.ts";
import { ConfigError } from "../../plan/config.ts";
import { issueText } from "../../plan/settings_file.ts";
import { type Grid, longestInterval, mostJitter, shortestInterval } from "./grid.ts";

const moment = z.iso.datetime("is no moment");
const amount = z.number().min(0);
/** The folder of a run below that of all runs. */
const runName = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/i, "is no name of a run");

// Loose: what a later version keeps there stays.
const round = z.looseObject({
  /** From 1. */
  round: z.int().positive(),
  /** Of missed rounds: the last of several in a row that were missed for one reason. */
  through: z.int().positive().optional(),
  due_at: moment,
  /** `measuring`: begun, and not ended as far as this file knows. `cut`: ended before its plan was done. */
  status: z.enum(["measuring", "measured", "failed", "cut", "missed"]),
  began_at: moment.nullable(),
  ended_at: moment.nullable(),
  /** Null where no run was begun. */
  run_id: runName.nullable(),
  /** Why there is no result; null where there is one. */
  why: z.string().nullable(),
  /** Attempts in its rows, warm-up too, and how many of them succeeded. */
  attempts: amount,
  succeeded: amount,
  /** What its rows used: tokens, and US dollars where the prices are known. */
  tokens: amount,
  usd: amount.nullable(),
  /** Requests that may have been sent and have no row, where its process was killed or its rows cannot be read. */
  unseen: amount.optional(),
}).refine(({ round, through = round }) => through >= round, "ends before it begins")
  .refine(
    ({ status, run_id }) => run_id !== null || status === "missed" || status === "failed",
    "has no run",
  );

const schema = z.looseObject({
  config_name: z.string(),
  every_s: z.number().min(shortestInterval).max(longestInterval),
  jitter: z.number().min(0).max(mostJitter),
  seed: z.int(),
  first_at: moment,
  /** When it came to its own end, by its time or its number of rounds; null where it may go on. */
  ended_at: moment.nullable(),
  rounds: z.array(round).refine(
    (all) =>
      all.every(({ round }, i) => i === 0 || round > (all[i - 1].through ?? all[i - 1].round)),
    "are not one after the other",
  ),
});

export type WatchState = z.infer<typeof schema>;
export type Round = z.infer<typeof round>;

/** A round takes a few hundred; one per second for years are fewer. */
const mostBytes = 500_000_000;

/** Reads a state; null where there is none. Throws `ConfigError` where the file holds another thing. */
export async function readState(path: string): Promise<WatchState | null> {
  const refuse = (faults: string[]): never => {
    throw new ConfigError(path, [
      ...faults.slice(0, 5),
      "it is not what a watch writes; move it away to begin a new watch, the runs stay",
    ], "be read as the state of a watch");
  };
  const text = await readPlainText(path, mostBytes).catch((error) => {
    if (error instanceof NotText) return refuse([`it ${error.message}`]);
    throw error;
  });
  if (text === null) return null;
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return refuse([]);
  }
  const { data, error } = schema.safeParse(found);
  return data ?? refuse(error.issues.map(issueText));
}

/** Writes a state whole: whoever reads the file meanwhile, or after a kill, finds the one before. */
export const writeState = (path: string, state: WatchState): Promise<void> =>
  writeWhole(path, JSON.stringify(state, null, 1) + "\n");

/** The grid that a state stands on. */
export const gridOf = (state: WatchState): Grid => ({
  firstAt: Date.parse(state.first_at),
  everyMs: state.every_s * 1000,
  jitter: state.jitter,
  seed: state.seed,
});
