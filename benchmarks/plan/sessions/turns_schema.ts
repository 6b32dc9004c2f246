/** The turns of sessions. */
import { z } from "zod";

/** A slip of the hand beyond it. */
const mostTokens = 10_000_000;

export const turnsSchema = z.strictObject({
  mean: z.int().positive().max(10_000).default(1).describe(
    "Turns of a session that is made up; each asks mean_input_tokens for mean_output_tokens",
  ),
  stddev: z.number().min(0).max(10_000).default(0),
  system_tokens: z.int().min(0).max(mostTokens).default(0).describe(
    "Of a system prompt that all sessions share, beside the tokens of their turns",
  ),
  think_time_s: z.number().min(0).default(0).describe(
    "Seconds from the end of an answer to the next turn of its session",
  ),
  stddev_think_time_s: z.number().min(0).default(0),
});
