/**
 * The file of page /history. It grows with every run, and a reader looks at one workload by one metric: it is made of
 * parts that a browser asks for alone, each packed by itself. Of each series one has its runs, and one more a metric.
 */
import { around } from "./history_around.js";
import { type Columns, columnsOf, fillRows } from "./history_columns.js";
import {
  type History,
  type HistoryRow,
  type InvalidRun,
  type RoundGap,
  type Series,
  seriesOf,
  systemsOf,
  type TargetChanges,
  type WholeSeries,
} from "./history_data.js";

/** Stands first in the file: what there is, and where. */
interface Head {
  series: Series[];
  metrics: string[];
  /** Bytes of the parts of each series, one behind the other: its runs, then each metric. */
  lengths: number[][];
}

interface Runs {
  /** Those of the series, then runs of others that came just before or after its systems. */
  rows: Columns;
  own: number;
  all: number;
  invalid: InvalidRun[];
  gaps: RoundGap[];
}
interface OfMetric {
  /** Of the series' own rows. */
  rows: Columns;
  changes: TargetChanges[];
}

/** Bytes of the file from one place up to another; fewer where it ends before. */
export type Bytes = (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>;

export interface HistoryFile {
  series: Series[];
  /** What is known of one series and metric: rows of others have no metric. */
  read(series: string, metric: string): Promise<History>;
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  by: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(by)).arrayBuffer(),
  );
}
const packed = (value: unknown) =>
  through(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream("gzip"));
const unpacked = async (bytes: Uint8Array<ArrayBuffer>) =>
  JSON.parse(new TextDecoder().decode(await through(bytes, new DecompressionStream("gzip"))));

/** Columns that only a metric's part has: its value, and what is said of it. */
const isOf = (metric: string, column: string) =>
  column === metric || /^_(n|low|high|first|last|ranked)$/.test(column.slice(metric.length)) &&
    column.startsWith(metric);

/** Runs of other series that a line of this one is compared with at its ends. */
function beside(own: WholeSeries, all: HistoryRow[]): HistoryRow[] {
  const here = new Set(own.rows);
  const found = own.places.flatMap((place) => systemsOf(own, place, "", []))
    .flatMap((system) => around(system, all)).filter((row) => !here.has(row));
  return [...new Set(found)];
}

/** The file of everything that is known, with these metrics. */
export async function historyFile(
  { rows, changes, invalid, gaps }: History,
  metrics: string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const series = seriesOf(rows);
  const facts = Object.keys(rows[0] ?? {})
    .filter((column) => !metrics.some((metric) => isOf(metric, column)));
  const alike = Map.groupBy(rows, ({ provider, model }) => `${provider}\n${model}`);
  const parts: Uint8Array<ArrayBuffer>[][] = [];
  for (const own of series) {
    const systems = new Set(own.rows.map(({ provider, model }) => `${provider}\n${model}`));
    const others = beside(own, [...systems].flatMap((system) => alike.get(system)!));
    const ids = new Set(own.rows.map(({ run_id }) => run_id));
    const runs: Runs = {
      rows: columnsOf([...own.rows, ...others], facts),
      own: own.rows.length,
      all: own.rows.length + others.length,
      invalid: invalid.filter((run) => run.series === own.id),
      gaps: gaps.filter((gap) => ids.has(gap.beside)),
    };
    const told = changes.filter((change) => change.series === own.id);
    const ofMetric = (metric: string): OfMetric => ({
      rows: columnsOf(own.rows, Object.keys(own.rows[0]).filter((name) => isOf(metric, name))),
      changes: told.filter((change) => change.metric === metric),
    });
    parts.push(await Promise.all([runs, ...metrics.map(ofMetric)].map(packed)));
  }
  const head: Head = {
    series: series.map(({ rows: _, ...head }) => head),
    metrics,
    lengths: parts.map((own) => own.map(({ length }) => length)),
  };
  const first = await packed(head);
  const length = new Uint8Array(new Uint32Array([first.length]).buffer);
  return new Uint8Array(await new Blob([length, first, ...parts.flat()]).arrayBuffer());
}

/** Opens the file; of each part that is asked for again nothing is asked twice. */
export async function openHistory(bytes: Bytes): Promise<HistoryFile> {
  const [size] = new Uint32Array((await bytes(0, 4)).buffer);
  const head: Head = await unpacked(await bytes(4, 4 + size));
  const starts: number[][] = [];
  let at = 4 + size;
  for (const own of head.lengths) {
    starts.push(own.map((length) => (at += length) - length));
  }
  const known = new Map<string, Promise<unknown>>();
  const part = <T>(series: number, place: number): Promise<T> => {
    const key = `${series} ${place}`;
    const from = starts[series][place];
    const found = known.get(key) ??
      bytes(from, from + head.lengths[series][place]).then(unpacked);
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found as Promise<T>;
  };
  return {
    series: head.series,
    async read(id, metric) {
      const series = head.series.findIndex((own) => own.id === id);
      const [runs, of] = await Promise.all([
        part<Runs>(series, 0),
        part<OfMetric>(series, 1 + head.metrics.indexOf(metric)),
      ]);
      const rows = Array.from({ length: runs.all }, () => ({}));
      fillRows(rows, runs.rows);
      fillRows(rows, of.rows);
      const { invalid, gaps } = runs;
      return { rows: rows as HistoryRow[], changes: of.changes, invalid, gaps };
    },
  };
}
