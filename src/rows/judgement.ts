/** What the build judged of a view, as a page receives it; `benchmarks/judging` says how. */
import type { QuantileName, SinceEdition, Standing } from "@/benchmarks/judging/standing.ts";
import type { Flip } from "@/benchmarks/judging/view.ts";
import type { BoardJudgement as Judgement } from "@/benchmarks/queries/standings.ts";
import type { Population } from "./statistics.js";

export type { Flip, Judgement, QuantileName, SinceEdition, Standing };

/** The judgement of one view, where there is one. */
export const judgementOf = (
  all: Judgement[],
  board: string,
  metric: string,
  population: Population,
): Judgement | undefined =>
  all.find((j) => j.board === board && j.metric === metric && j.population === population);

/** What a badge says of an order that another definition turns round. */
export const flipNames: Record<string, string> = {
  e2e_tokens_per_s: "reversed end to end",
  decode_tokens_per_s: "reversed by decode rate",
  succeeded: "reversed without failures",
  all: "reversed with failures",
};
/** And how a sentence names the definition. */
export const flipWords: Record<string, string> = {
  e2e_tokens_per_s: "by throughput end to end",
  decode_tokens_per_s: "by decode throughput",
  succeeded: "over succeeded requests",
  all: "over all attempts",
};
