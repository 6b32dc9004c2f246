/** Did it change? The unit is the run. Pure. */
import { type HourCell, type HourEffect, hourEffect } from "./hour_effect.ts";
import { changesOf, leastRuns } from "./change.ts";

/** The median of one run. */
export interface RunValue {
  /** Milliseconds since 1970. */
  at: number;
  /** Above 0. */
  value: number;
}

/** A change that chance does not explain. */
export interface Change {
  /** Indices of runs: the change lies between them; of a step they are neighbours. */
  from: number;
  to: number;
  kind: "step" | "drift";
  /** Value before and after it. */
  before: number;
  after: number;
  /** After over before, with its 95% interval. */
  ratio: number;
  low: number;
  high: number;
}

/** What is known of changes in a series of runs. */
export interface Changes {
  runs: number;
  tested: boolean;
  /** Why nothing was tested, as a sentence. */
  why: string | null;
  /** In order of time. */
  changes: Change[];
  /** What would have been found, as a sentence; null where nothing was tested. */
  power: string | null;
}

const hourMs = 3_600_000;
const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;

/** Changes in a series of runs, in order of time; the hour's curve is removed where it was claimed. */
export function changes(runs: readonly RunValue[], hour?: HourEffect): Changes {
  const n = runs.length;
  if (n < leastRuns) {
    const why = `A change takes ${leastRuns} runs; ${n === 1 ? "1 is" : `${n} are`} there.`;
    return { runs: n, tested: false, why, changes: [], power: null };
  }
  const effect = hour ?? hourEffect(runs.map(cellOf));
  const ratios = new Map(effect.claimed ? effect.curve.map((h) => [h.hour, h.ratio]) : []);
  const logs = runs.map((run) => Math.log(run.value) - Math.log(ratios.get(cellOf(run).hour) ?? 1));
  const found = changesOf(logs).map(({ kind, between: [from, to] }): Change => {
    const [before, after] = [logs.slice(0, to), logs.slice(to)].map(mean);
    const error = Math.hypot(
      ...[logs.slice(0, to), logs.slice(to)].map((l) =>
        Math.sqrt(l.reduce((s, x) => s + (x - mean(l)) ** 2, 0)) / l.length
      ),
    );
    const [low, high] = [-2, 2].map((z) => Math.exp(after - before + z * error));
    const ratio = Math.exp(after - before);
    return { from, to, kind, before: Math.exp(before), after: Math.exp(after), ratio, low, high };
  });
  return { runs: n, tested: true, why: null, changes: found, power: null };
}

const cellOf = ({ at, value }: RunValue): HourCell => {
  const hours = Math.floor(at / hourMs);
  return { day: Math.floor(hours / 24), hour: ((hours % 24) + 24) % 24, value };
};
