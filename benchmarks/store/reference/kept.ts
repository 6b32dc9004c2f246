/** Results that files keep, as tables: of the conformance suite, of trying the judging, and as published in 2023. */
import { shownConformance } from "../conformance.ts";
import { publishedTable } from "../published.ts";
import { rowsSql } from "./rows_sql.ts";

/** A stream of the conformance suite per row. */
export async function conformanceSql(): Promise<string> {
  const { met_at, lines } = await shownConformance();
  return rowsSql(
    {
      line: "VARCHAR",
      must_be: "VARCHAR",
      stream: "VARCHAR",
      holds: "BOOLEAN",
      faults: "VARCHAR",
      status: "VARCHAR",
      error_class: "VARCHAR",
      finish_reason: "VARCHAR",
      ttft_s: "DOUBLE",
      ttft_content_s: "DOUBLE",
      chunks: "INTEGER",
      output_tokens: "INTEGER",
      error_message: "VARCHAR",
      met_on: "VARCHAR",
    },
    lines.flatMap(({ line, right, met }) =>
      met.map(({ name, faults, ...recorded }) => ({
        ...recorded,
        line,
        must_be: right,
        stream: name,
        holds: faults.length === 0,
        faults: faults.join("; ") || null,
        met_on: met_at.slice(0, 10),
      }))
    ),
  );
}

interface Tried {
  data: string;
  n: number;
  promised: [number, number] | null;
  kept: boolean | null;
}
type Asked = Tried & { asks: string; count: number; share: number };
interface Coverage {
  made_at: string;
  intervals: (Tried & { p: number; runs: number; shown: number; covered: number | null })[];
  leaderboards: Asked[];
  comparisons: Asked[];
}
interface OverTime {
  made_at: string;
  hours: Asked[];
  series: Asked[];
  changes: Asked[];
}

/** What `deno task bench:coverage` printed; a test holds it to what the code would print today. */
const coverageFile = new URL("../../coverage/results.json", import.meta.url);
/** The same of `deno task bench:coverage --over-time`. */
const overTimeFile = new URL("../../coverage/over_time.json", import.meta.url);

/** A question that was put to data whose truth is known, per row. */
export async function coverageSql(): Promise<string> {
  const found: Coverage = JSON.parse(await Deno.readTextFile(coverageFile));
  const overTime: OverTime = JSON.parse(await Deno.readTextFile(overTimeFile));
  const rowOf = (
    of: string,
    t: Tried,
    row: { asks: string; runs: number; share: number | null },
    { made_at }: { made_at: string } = found,
  ) => ({
    judged: of,
    data: t.data,
    n: t.n,
    p: null as number | null,
    shown: null as number | null,
    ...row,
    promised_least: t.promised?.[0] ?? null,
    promised_most: t.promised?.[1] ?? null,
    kept: t.kept,
    made_on: made_at.slice(0, 10),
  });
  const asked = (of: string, rows: Asked[], made: { made_at: string } = found) =>
    rows.map((t) => rowOf(of, t, { asks: t.asks, runs: t.count, share: t.share }, made));
  return rowsSql(
    {
      judged: "VARCHAR",
      asks: "VARCHAR",
      data: "VARCHAR",
      n: "INTEGER",
      p: "DOUBLE",
      runs: "INTEGER",
      shown: "DOUBLE",
      share: "DOUBLE",
      promised_least: "DOUBLE",
      promised_most: "DOUBLE",
      kept: "BOOLEAN",
      made_on: "VARCHAR",
    },
    [
      ...found.intervals.map((t) => ({
        ...rowOf("interval", t, {
          asks: "holds the true quantile",
          runs: t.runs,
          share: t.covered,
        }),
        p: t.p,
        shown: t.shown,
      })),
      ...asked("leaderboard", found.leaderboards),
      ...asked("comparison", found.comparisons),
      ...asked("hour effect", overTime.hours, overTime),
      ...asked("no change", overTime.series, overTime),
      ...asked("change", overTime.changes, overTime),
    ],
  );
}

const publishedColumns = [
  ...["metric", "model_size", "provider", "model"],
  ...["median", "mean", "min", "max", "p25", "p75", "p95", "p99"],
];

/** A row per metric and system that the LLMPerf leaderboard published, each cell as it was printed. */
export async function publishedSql(folder: string): Promise<string> {
  const [head, ...lines] = (await publishedTable(folder)).trim().split(/\r?\n/)
    .map((line) => line.split(","));
  return rowsSql<string>(
    {
      line: "INTEGER",
      ...Object.fromEntries(publishedColumns.map((name) => [name, "VARCHAR"])),
    },
    lines.map((cells, i) => ({
      line: i + 1,
      ...Object.fromEntries(
        publishedColumns.map((name) => [name, cells[head.indexOf(name)] ?? null]),
      ),
    })),
  );
}
