/** What a watch knows of itself, in `watch/CONFIG.json` beside its runs: enough to go on after it was killed. */
import { z } from "zod";
import { writeWhole } from "../../files/own_file.ts";
import { readText } from "../../files/text_file.ts";
import { ConfigError } from "../../plan/config.ts";
import type { Grid } from "./grid.ts";

const round = z.object({
  /** From 1. */
  round: z.int().positive(),
  /** Of missed rounds: the last of several in a row that were missed for one reason. */
  through: z.int().positive().optional(),
  due_at: z.iso.datetime(),
  /** `measuring`: begun, and not ended as far as this file knows. `cut`: ended before its plan was done. */
  status: z.enum(["measuring", "measured", "failed", "cut", "missed"]),
  began_at: z.iso.datetime().nullable(),
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
  first_at: z.iso.datetime(),
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

/** The grid that a state stands on. */
export const gridOf = (state: WatchState): Grid => ({
  firstAt: Date.parse(state.first_at),
  everyMs: state.every_s * 1000,
  jitter: state.jitter,
  seed: state.seed,
});
