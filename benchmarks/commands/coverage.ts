/** `deno task bench:coverage`: what the judging promises, tried on simulated runs whose truth is known. */
import { changeCases, changed, stillCases } from "../coverage/changes.ts";
import { comparisons, pairs } from "../coverage/comparisons.ts";
import { hourCases, hours } from "../coverage/hours.ts";
import { cells, coverage, type Covered } from "../coverage/intervals.ts";
import { boards, type Found, leaderboards } from "../coverage/leaderboards.ts";
import { table } from "../report/table.ts";
import { wallNow } from "../wire/clock.ts";

interface Options {
  runs: number;
  leaderboards: number;
  overTime?: boolean;
  json?: boolean;
}

/** Prints the tables. Returns the exit status: 1 where a promise is not kept. */
export function coverageCommand(
  { runs, leaderboards: cases, ...options }: Options,
): Promise<number> {
  const intervals = options.overTime ? [] : cells.map((cell) => coverage(cell, runs));
  const asked: Record<string, Found[]> = options.overTime
    ? {
      hours: hourCases.flatMap((of) => hours(of, cases)),
      series: stillCases.flatMap((of) => changed(of, cases)),
      changes: changeCases.flatMap((of) => changed(of, cases)),
    }
    : {
      leaderboards: boards.map((board) => leaderboards(board, cases)),
      comparisons: comparisons.map((pair) => pairs(pair, cases)),
    };
  if (options.json) {
    const found = options.overTime ? asked : { intervals, ...asked };
    console.log(JSON.stringify({ made_at: wallNow().toISOString(), ...found }));
  } else {
    const tables = Object.values(asked).map((rows) =>
      table(
        ["of seeded cases", "data", "n", "cases", "share", "promised", "kept"],
        rows.map((r) => [r.asks, r.data, r.n, r.count, percent(r.share), ...promise(r)]),
      )
    );
    if (!options.overTime) tables.unshift(intervalTable(intervals));
    console.log(tables.join("\n\n"));
  }
  const broken = [...intervals, ...Object.values(asked).flat()].some((row) => row.kept === false);
  return Promise.resolve(broken ? 1 : 0);
}

const intervalTable = (intervals: Covered[]) =>
  table(
    ["data", "n", "quantile", "runs", "shown", "covered", "promised", "kept"],
    intervals.map((c) => [
      c.data,
      c.n,
      `P${100 * c.p}`,
      c.runs,
      percent(c.shown),
      percent(c.covered),
      ...promise(c),
    ]),
  );

const percent = (share: number | null) => share === null ? "none" : `${(100 * share).toFixed(1)}%`;

function promise({ promised, kept }: Pick<Found, "promised" | "kept">): [string, string] {
  if (promised === null) return ["", ""];
  const [least, most] = promised;
  const words = [
    least > 0 ? `at least ${percent(least)}` : "",
    most < 1 ? `at most ${percent(most)}` : "",
  ].filter(Boolean).join(", ");
  return [words, kept ? "yes" : "NO"];
}
