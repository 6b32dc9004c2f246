/** What several runs measured of one system, taken together. Pure. */
import type { System } from "../../queries/systems.ts";

const between = ", ";
const count = (n: number, what: string) =>
  `${n.toLocaleString("en-US")} ${what}${n === 1 ? "" : "s"}`;

/** A system's run, or how many it is of. */
export function runsText({ run_id }: System): string {
  const runs = run_id.split(between);
  return runs.length > 1 ? `${runs.length} runs` : run_id;
}

/** What a filter found, as in "utc_hour=4: 450 requests in 3 runs". */
export function foundText(filter: string, systems: System[]): string {
  const requests = systems.reduce((sum, s) => sum + s.attempts.status.length, 0);
  const runs = new Set(systems.map((s) => s.run_id)).size;
  return `${filter}: ${count(requests, "measured request")} in ${count(runs, "run")}`;
}

/**
 * The systems of several sides; those of one side that differ in their run alone become one, its attempts in order of
 * the runs' starts. Time blocks of a run have the same number on every side, so that those who took turns are seen.
 */
export function together(sides: System[][]): System[][] {
  const all = sides.flat().sort((x, y) => order(x) < order(y) ? -1 : 1);
  const runs = [...new Set(all.map((s) => s.run_id))];
  const blocks = all.flatMap((s) => s.attempts.block ?? []);
  const perRun = blocks.reduce<number>((most, block) => Math.max(most, block ?? 0), 0) + 1;
  const numbered = (s: System): System => {
    const first = runs.indexOf(s.run_id) * perRun;
    const block = s.attempts.block?.map((b) => b === null ? null : first + b);
    return { ...s, attempts: { ...s.attempts, block } };
  };
  return sides.map((systems) => {
    const alike = Map.groupBy(systems, (s) => JSON.stringify([s.provider, s.model, s.board]));
    return [...alike.values()].map((own) =>
      own.length > 1
        ? own.sort((x, y) => order(x) < order(y) ? -1 : 1).map(numbered).reduce(joined)
        : numbered(own[0])
    );
  });
}

const order = (s: System) => `${s.started ?? ""} ${s.run_id}`;

function joined(a: System, b: System): System {
  const lists = <T>(x: readonly T[] | undefined, y: readonly T[] | undefined) => [
    ...(x ?? []),
    ...(y ?? []),
  ];
  return {
    ...a,
    run_id: a.run_id + between + b.run_id,
    attempts: {
      status: lists(a.attempts.status, b.attempts.status),
      block: lists(a.attempts.block, b.attempts.block),
      wave: a.attempts.wave,
    },
    short: lists(a.short, b.short),
    error_code: lists(a.error_code, b.error_code),
    values: Object.fromEntries(
      Object.keys(a.values).map((name) => [name, lists(a.values[name], b.values[name])]),
    ),
  };
}
