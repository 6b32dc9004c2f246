/** What `deno task bench:coverage` found, as tables of /method. */
import { numbers, region, table } from "../components/table.js";
import { count, day, escapeHtml } from "../words/format.js";

interface Promised {
  n: number;
  data: string;
  /** Least and greatest share that is promised; null where it is only printed. */
  promised: [number, number] | null;
  kept: boolean | null;
}
/** Seeded runs of one kind, judged: how many of their intervals hold the true quantile. */
export interface Covered extends Promised {
  p: number;
  runs: number;
  shown: number;
  covered: number | null;
}
/** Seeded leaderboards or pairs, and the share of which a question's answer holds. */
export interface Found extends Promised {
  asks: string;
  count: number;
  share: number;
}
/** The file that `--json` prints. */
export interface CoverageResults {
  /** ISO 8601, UTC. */
  made_at: string;
  intervals: Covered[];
  leaderboards: Found[];
  comparisons: Found[];
}

const percent = (x: number) => `${(100 * x).toFixed(1)}%`;

function promise({ promised, kept }: Promised): string {
  if (!promised) return "";
  const [least, most] = promised;
  const words = [
    least > 0 ? `at least ${percent(least)}` : "",
    most < 1 ? `at most ${percent(most)}` : "",
  ].filter(Boolean).join(", ");
  return `<small class="cap">${words}${kept ? "" : ' <b class="fails">not kept</b>'}</small>`;
}

const columns = [[0.5, "median"], [0.95, "P95"], [0.99, "P99"]] as const;

function intervalsHtml(cells: Covered[]): string {
  const rows = Map.groupBy(cells, (c) => `${c.data}\n${c.n}`);
  const cell = (c: Covered | undefined, name: string) =>
    c
      ? `<td data-l="${name}" data-p="${c.p}">${
        c.covered === null ? "never shown" : percent(c.covered)
      }${
        c.shown < 1 && c.covered !== null
          ? ` <small class="cap">shown in ${percent(c.shown)} of the runs</small>`
          : ""
      } ${promise(c)}</td>`
      : "<td></td>";
  return table(
    ["Requests are", numbers("n"), ...columns.map(([, name]) => name)],
    [...rows.values()].map((own) =>
      `<tr data-data="${escapeHtml(own[0].data)}" data-n="${own[0].n}"><th scope="row">${
        escapeHtml(own[0].data)
      }</th><td class="n" data-l="n">${count(own[0].n)}</td>${
        columns.map(([p, name]) => cell(own.find((c) => c.p === p), name)).join("")
      }</tr>`
    ).join(""),
    "stack cv",
  );
}

const foundHtml = (rows: Found[], what: string): string =>
  table(
    [what, "Requests are", numbers("n"), "Share"],
    rows.map((r) =>
      `<tr data-data="${escapeHtml(r.data)}" data-n="${r.n}"><th scope="row">${
        escapeHtml(r.asks)
      }</th><td>${escapeHtml(r.data)}</td><td class="n" data-l="n">${
        count(r.n)
      }</td><td data-l="share">${percent(r.share)} ${promise(r)}</td></tr>`
    ).join(""),
    "stack cv",
  );

/** The three tables, with what they were made of. */
export function coverageHtml(found: CoverageResults): string {
  const all = [...found.intervals, ...found.leaderboards, ...found.comparisons];
  const promised = all.filter((r) => r.promised !== null);
  const kept = promised.filter((r) => r.kept).length;
  return `<p><b>${kept} of ${promised.length} promises are kept.</b> ${
    count(found.intervals[0].runs)
  } runs of each kind were drawn, and judged as real ones are; the numbers are shares of their intervals that hold the true quantile, of 95% intended. Under it what is promised; where nothing is, the share is only told.</p>${
    region("How often an interval holds the truth", intervalsHtml(found.intervals))
  }<p>A leaderboard may say something false, and may miss what is true. ${
    count(found.leaderboards[0].count)
  } leaderboards of twelve systems each, by median:</p>${
    region("How often a leaderboard is right", foundHtml(found.leaderboards, "Of leaderboards"))
  }<p>Two systems compared, ${count(found.comparisons[0].count)} times each:</p>${
    region("How often a comparison is right", foundHtml(found.comparisons, "Of comparisons"))
  }<p class="cap">Made on ${
    day(found.made_at)
  } from seeds that the file names, so that anyone gets the same figures. Latencies are lognormal, sigma 0.25 of the log. AR(1) 0.67: each request resembles the one before. Waves of 5: requests of a wave share 0.6 of their variance.</p>`;
}
