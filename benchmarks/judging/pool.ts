/** Runs of one system, taken together: its attempts run by run, its time blocks those of each run. */
import type { Entrant } from "./standing.js";

/** What one run measured of one system. */
export interface Measured extends Entrant {
  /** When its first attempt was sent, ISO 8601, UTC; null where the run does not say. */
  started: string | null;
  /** Which table it stands in. */
  board: string;
}

/** Between the names of runs that are taken together. */
export const between = ", ";

/**
 * The systems of several sides; those of one side that differ in their run alone become one, its attempts in order of
 * the runs' starts. Blocks of different runs have different numbers; those of one run the same on every side, so that
 * systems that took turns are seen.
 */
export function pooled<S extends Measured>(sides: S[][]): S[][] {
  const all = sides.flat().sort((x, y) => order(x) < order(y) ? -1 : 1);
  const runs = [...new Set(all.map((s) => s.run_id))];
  const most = all.reduce(
    (n, s) => (s.attempts.block ?? []).reduce<number>((m, b) => Math.max(m, b ?? 0), n),
    0,
  );
  const first = new Map(runs.map((run, i) => [run, i * (most + 1)]));
  const numbered = (s: S): S => {
    const block = s.attempts.block?.map((b) => b === null ? null : first.get(s.run_id)! + b);
    return { ...s, attempts: { ...s.attempts, block } };
  };
  return sides.map((systems) => {
    const alike = Map.groupBy(systems, (s) => JSON.stringify([s.provider, s.model, s.board]));
    return [...alike.values()].map((own) =>
      joined(own.sort((x, y) => order(x) < order(y) ? -1 : 1).map(numbered))
    );
  });
}

const order = (s: Measured) => `${s.started ?? ""} ${s.run_id}`;

function joined<S extends Measured>(runs: S[]): S {
  const [first] = runs;
  if (runs.length === 1) return first;
  const blocks = runs.map((s) => s.attempts.block);
  return {
    ...first,
    run_id: runs.map((s) => s.run_id).join(between),
    attempts: {
      status: runs.flatMap((s) => s.attempts.status),
      // One run without blocks leaves all without.
      block: blocks.every((b) => b !== undefined) ? blocks.flat() : undefined,
      wave: first.attempts.wave,
    },
    short: runs.flatMap((s) => s.short),
    error_code: runs.flatMap((s) => s.error_code),
    values: Object.fromEntries(
      Object.keys(first.values).map((name) => [name, runs.flatMap((s) => s.values[name])]),
    ),
  };
}
