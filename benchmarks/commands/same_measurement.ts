/** The same measurement under two formats, or in files with and without what stands beside them. */
import { rowsIn, rowsPlace } from "../store/compact/rows_place.ts";
import { type Database, parquetFiles } from "../store/duckdb.ts";
import { readRunFile, type ReportedFigure, type RunFile } from "../store/run_file.ts";

/** Two harnesses write one time with other digits: seconds, or thousandths of them. */
const rounding = 1e-6;
/** A file may say only when its run ended, or the day in local time. */
const oneDay = 86_400_000;

const timeOf = (run: RunFile): number => Date.parse(run.started_at ?? run.ended_at ?? "");

/**
 * The run among `folders` whose measured requests have the times and tokens of those in `staged`, all of them; or, of
 * a file of figures alone, the run that has those figures. Null where there is none. A run of another day is another,
 * however alike.
 */
export async function sameMeasurement(
  db: Database,
  run: RunFile,
  staged: string,
  folders: string[],
): Promise<string | null> {
  if (!run.counts.attempted) return await sameFigures(run, folders);
  if (!run.counts.succeeded) return null;
  const times = (from: string) =>
    `(SELECT row_number() OVER (ORDER BY first, tokens) AS n, * FROM (
      SELECT coalesce(ttft_s, e2e_latency_s) AS first, output_tokens AS tokens FROM ${from}
      WHERE phase = 'measured' AND status = 'ok'))`;
  for (const folder of folders) {
    const other = await readRunFile(folder);
    const at = await rowsPlace(folder);
    if (!other || !at || other.counts?.succeeded !== run.counts.succeeded) continue;
    if (Math.abs(timeOf(other) - timeOf(run)) > oneDay) continue;
    const { rows: [{ same }] } = await db.query(
      `SELECT coalesce(bool_and(coalesce(abs(a.first - b.first) <= ${rounding}
        AND a.tokens = b.tokens, false)), false) AS same
      FROM ${times(parquetFiles([`${staged}/requests.parquet`]))} a
      FULL JOIN ${times(rowsIn(at, other.run_id))} b USING (n)`,
    );
    if (same) return other.run_id;
  }
  return null;
}

/** As many figures as no two measurements have in common by chance. */
const enough = 20;

/** The run whose file prints the same figures, rounded to two decimals where one of the files has no more. */
async function sameFigures(run: RunFile, folders: string[]): Promise<string | null> {
  const own = statisticsOf(run.reported);
  for (const folder of folders) {
    const other = await readRunFile(folder);
    if (other?.imported_from !== run.imported_from) continue;
    const theirs = statisticsOf(other?.reported);
    const both = [...own].filter(([name]) => theirs.has(name))
      .map(([name, value]): [number, number] => [value, theirs.get(name)!]);
    const rounded = [0, 1].some((side) => both.every((pair) => isRounded(pair[side])));
    const most = rounded ? 0.005 : 0;
    const alike = both.every(([a, b]) => Math.abs(a - b) <= most + rounding * Math.abs(a));
    if (both.length >= enough && alike) return other!.run_id;
  }
  return null;
}

const isRounded = (value: number) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;

/** Every statistic by the name of its figure and its own; a file of others may hold anything there. */
const statisticsOf = (figures: unknown): Map<string, number> =>
  new Map(
    (Array.isArray(figures) ? figures as Partial<ReportedFigure>[] : []).flatMap((figure) =>
      Object.entries(figure?.statistics ?? {}).filter(([, value]) => typeof value === "number")
        .map(([name, value]) => [`${figure.name} ${figure.unit} ${name}`, value])
    ),
  );
