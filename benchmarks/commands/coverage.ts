/** `deno task bench:coverage`: what the judging promises, tried on simulated runs whose truth is known. */
import { comparisons, pairs } from "../coverage/comparisons.ts";
import { cells, coverage } from "../coverage/intervals.ts";
import { boards, type Found, leaderboards } from "../coverage/leaderboards.ts";
import { table } from "../report/table.ts";
import { wallNow } from "../wire/clock.ts";

/** Prints the tables. Returns the exit status: 1 where a promise is not kept. */
export function coverageCommand(
  options: { runs: number; leaderboards: number; json?: boolean },
): Promise<number> {
  const found = {
    intervals: cells.map((cell) => coverage(cell, options.runs)),
    leaderboards: boards.map((board) => leaderboards(board, options.leaderboards)),
    comparisons: comparisons.map((pair) => pairs(pair, options.leaderboards)),
  };
  if (options.json) console.log(JSON.stringify({ made_at: wallNow().toISOString(), ...found }));
  else {
    const intervals = found.intervals.map((c) => [
      c.data,
      c.n,
      `P${100 * c.p}`,
      c.runs,
      percent(c.shown),
      percent(c.covered),
      ...promise(c),
    ]);
    const columns = ["data", "n", "quantile", "runs", "shown", "covered", "promised", "kept"];
    console.log(table(columns, intervals));
    for (const rows of [found.leaderboards, found.comparisons]) {
      const found = rows.map((
        r,
      ) => [r.asks, r.data, r.n, r.count, percent(r.share), ...promise(r)]);
      console.log(
        "\n" + table(["of seeded cases", "data", "n", "cases", "share", "promised", "kept"], found),
      );
    }
  }
  const broken = Object.values(found).flat().some((row) => row.kept === false);
  return Promise.resolve(broken ? 1 : 0);
}

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
