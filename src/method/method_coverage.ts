/** What `deno task bench:coverage` found, as tables of /method. */
import type { Covered, Found, Tried } from "@/benchmarks/queries/tables/method.ts";
import type { Answer } from "@/benchmarks/queries/tables/table.ts";
import { type Html, markup, rowTable } from "../components/row_table.js";
import { numbers } from "../components/table.js";
import { baked } from "../components/files.js";
import { count, day } from "../words/format.js";

export const percent = (x: number) => `${(100 * x).toFixed(1)}%`;
const nothing = markup``;

export function promise({ promised_least: least, promised_most: most, kept }: Tried): Html {
  if (least === null || most === null) return nothing;
  const words = [
    least > 0 ? `at least ${percent(least)}` : "",
    most < 1 ? `at most ${percent(most)}` : "",
  ].filter(Boolean).join(", ");
  return markup`<small class="cap">${words}${
    kept ? nothing : markup` <b class="fails">not kept</b>`
  }</small>`;
}

const quantiles = [[0.5, "median"], [0.95, "P95"], [0.99, "P99"]] as const;

function coveredHtml(c: Covered | undefined): Html {
  if (!c) return nothing;
  const shown = c.shown < 1 && c.share !== null
    ? markup` <small class="cap">shown in ${percent(c.shown)} of the runs</small>`
    : nothing;
  const share = c.share === null ? "never shown" : percent(c.share);
  return markup`<span data-p="${c.p}">${share}</span>${shown} ${promise(c)}`;
}

const attributes = ({ data, n }: Tried) => ({ "data-data": data, "data-n": n });

const intervalsHtml = (cells: Covered[]): string =>
  rowTable<Covered[]>(
    [
      { head: "Requests are", show: ([{ data }]) => data },
      { head: numbers("n"), show: ([{ n }]) => count(n) },
      ...quantiles.map(([p, name]) => ({
        head: name,
        label: name,
        show: (own: Covered[]) => coveredHtml(own.find((c) => c.p === p)),
      })),
    ],
    [...Map.groupBy(cells, (c) => `${c.data}\n${c.n}`).values()],
    { kind: "stack cv", attributes: ([first]) => attributes(first) },
  );

const foundHtml = (rows: Found[], what: string): string =>
  rowTable<Found>(
    [
      { head: what, show: (r) => r.asks },
      { head: "Requests are", show: (r) => r.data },
      { head: numbers("n"), show: (r) => count(r.n) },
      {
        head: "Share",
        label: "share",
        show: (r) => markup`${r.share === null ? "–" : percent(r.share)} ${promise(r)}`,
      },
    ],
    rows,
    { kind: "stack cv", attributes },
  );

/** The three tables, with what they were made of. */
export function coverageHtml({ intervals, leaderboards, comparisons }: {
  intervals: Answer<Covered>;
  leaderboards: Answer<Found>;
  comparisons: Answer<Found>;
}): string {
  const all: Tried[] = [...intervals.rows, ...leaderboards.rows, ...comparisons.rows];
  const promised = all.filter((r) => r.promised_least !== null);
  const kept = promised.filter((r) => r.kept).length;
  const [runs, boards, pairs] = [intervals, leaderboards, comparisons]
    .map(({ rows }) => count(rows[0].runs));
  return [
    `<p><b>${kept} of ${promised.length} promises are kept.</b> ${runs} runs of each kind were `,
    `drawn, and judged as real ones are; the numbers are shares of their intervals that hold the `,
    `true quantile, of 95% intended. Under it what is promised; where nothing is, the share is `,
    `only told.</p>`,
    baked(intervals.table, intervalsHtml(intervals.rows)),
    `<p>A leaderboard may say something false, and may miss what is true. ${boards} leaderboards `,
    `of twelve systems each, by median:</p>`,
    baked(leaderboards.table, foundHtml(leaderboards.rows, "Of leaderboards")),
    `<p>Two systems compared, ${pairs} times each:</p>`,
    baked(comparisons.table, foundHtml(comparisons.rows, "Of comparisons")),
    `<p class="cap">Made on ${day(all[0].made_on)} from seeds that the file names, so that anyone `,
    `gets the same figures. Latencies are lognormal, sigma 0.25 of the log. AR(1) 0.67: each `,
    `request resembles the one before. Waves of 5: requests of a wave share 0.6 of their `,
    `variance.</p>`,
  ].join("");
}
