/** Which part of a run a request is of: only measured ones are in a population. */
export type Phase = "warmup" | "measured" | "cooldown" | "probe";
