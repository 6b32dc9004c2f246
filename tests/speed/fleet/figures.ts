/** What a run of such a fleet is worth: its figures by the truth, by its rows, and by its rows with the offsets. */
import { draw } from "../../../benchmarks/judging/population.ts";
import { estimate } from "../../../benchmarks/judging/estimate.ts";
import type { Event } from "./play.ts";

/** Whose word is taken for when a request was sent. */
export type By = "truth" | "rows" | "rows and offsets";

/** When an event was sent by whom, seconds from the start that all agreed on. */
export function sentAt({ due_s, machine }: Event, by: By): number {
  if (by === "truth") return due_s;
  const stamped = due_s + machine.skew_s;
  return by === "rows" ? stamped : stamped + machine.offset_s;
}

export interface Figures {
  attempts: number;
  /** Attempts that had an answer, and those that came before their machine was there. */
  ok: number;
  late: number;
  /** Succeeded requests over the seconds from the first sent to the last ended: metric `served_per_s`. */
  served_per_s: number;
  /** Standard deviation of the gaps between arrivals over their mean: 0 of equal gaps, 1 of a Poisson process. */
  gap_variation: number;
  ttft_s: Record<"p50" | "p95" | "p99", number>;
  /** 95% interval of the median; null where the run is too short for one. */
  ttft_interval: [number, number] | null;
}

/** Figures of events, the moments of which are taken by someone's word. Throws where nothing was answered. */
export function figuresOf(events: Event[], by: By): Figures {
  const sent = events.filter(({ answer }) => answer !== null)
    .map((event) => ({ at: sentAt(event, by), answer: event.answer! }))
    .sort((a, b) => a.at - b.at);
  const ok = sent.filter(({ answer }) => answer.outcome === "ok");
  const ends = ok.map(({ at, answer }) => at + answer.chunks.at(-1)!.at_s);
  const status = sent.map(({ answer }) => answer.outcome === "ok" ? "ok" : "failed");
  const ttft = sent.map(({ answer }) => answer.chunks.at(0)?.at_s ?? null);
  const { sample } = draw("succeeded", { status }, ttft, "lower");
  const judged = (p: number) => estimate(sample, p)!;
  return {
    attempts: events.length,
    ok: ok.length,
    late: events.length - sent.length,
    served_per_s: ok.length / (most(ends) - sent[0].at),
    gap_variation: variation(sent.slice(1).map(({ at }, i) => at - sent[i].at)),
    ttft_s: { p50: judged(0.5).q, p95: judged(0.95).q, p99: judged(0.99).q },
    ttft_interval: judged(0.5).interval,
  };
}

/** Of neighbours in the true order, the share that someone's word puts the other way round. */
export function misordered(events: Event[], by: By): number {
  const sent = events.filter(({ answer }) => answer !== null);
  const wrong = sent.slice(1).filter((event, i) => sentAt(event, by) < sentAt(sent[i], by));
  return wrong.length / Math.max(1, sent.length - 1);
}

const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** Standard deviation over mean. */
export function variation(values: number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return Math.sqrt(squares / values.length) / mean;
}
