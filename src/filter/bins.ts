/** Ranges that a histogram counts in and a brush selects by: edges that people read, and SQL that is exact. Pure. */

/** What is counted along a histogram. */
export interface Dimension {
  /** Key in the address, and the column of the board's table that holds the number of a row's range. */
  key: string;
  /** Column of `requests`. */
  column: string;
  label: string;
  unit: string;
  scale: "log" | "linear" | "hour";
}

export const dimensions: Dimension[] = [
  { key: "ttft", column: "ttft_s", label: "Time to first token", unit: "s", scale: "log" },
  {
    key: "decode",
    column: "decode_tokens_per_s",
    label: "Throughput, decode",
    unit: "tokens/s",
    scale: "log",
  },
  { key: "hour", column: "utc_hour", label: "Hour of the day", unit: "UTC", scale: "hour" },
  { key: "input", column: "input_tokens", label: "Input tokens", unit: "tokens", scale: "linear" },
  {
    key: "output",
    column: "output_tokens",
    label: "Output tokens",
    unit: "tokens",
    scale: "linear",
  },
];

/** Least and greatest value, and the 95th percentile; null where no row has a value. */
export interface Extent {
  low: number;
  p95: number;
  high: number;
}

const mostBins = 60;
/** Two digits tell twenty edges of a factor of ten apart. */
const rounded = (x: number) => Number(x.toPrecision(2));

/**
 * Edges of the ranges: a value lies in the one whose lower edge is the last that it reaches. The last upper edge is
 * Infinity where few values lie far beyond the others.
 */
export function edgesOf({ scale }: Dimension, extent: Extent | null): number[] {
  if (scale === "hour") return Array.from({ length: 25 }, (_, i) => i);
  if (!extent) return [0, 1];
  const { low, p95, high } = extent;
  const far = high > 50 * p95;
  const end = far ? 3 * p95 : high;
  return scale === "log" ? logEdges(low, end, far) : linearEdges(end, far);
}

function logEdges(low: number, end: number, far: boolean): number[] {
  const decades = Math.max(Math.log10(end / low), 0.1);
  const perDecade = Math.max(4, Math.min(20, Math.floor(mostBins / decades)));
  const first = Math.floor(Math.log10(low) * perDecade);
  const edges: number[] = [];
  for (let i = first; edges.length < 2 || edges.at(-1)! <= end; i++) {
    edges.push(rounded(10 ** (i / perDecade)));
  }
  // Rounding may have lifted the first edge over the least value.
  if (edges[0] > low) edges.unshift(rounded(10 ** ((first - 1) / perDecade)));
  return far ? [...edges.slice(0, -1), Infinity] : edges;
}

function linearEdges(end: number, far: boolean): number[] {
  const rough = Math.max(1, (end + 1) / mostBins);
  const ten = 10 ** Math.floor(Math.log10(rough));
  const width = ten * [1, 2, 5, 10].find((by) => rough <= by * ten)!;
  const edges = Array.from({ length: Math.floor(end / width) + 2 }, (_, i) => i * width);
  return far ? [...edges.slice(0, -1), Infinity] : edges;
}

/** A range's number as SQL: values over a hundred powers of ten have more ranges than a byte counts. */
const numberType = (edges: number[]) => edges.length > 256 ? "USMALLINT" : "UTINYINT";

/** SQL of the number of the range that a value lies in, from 0; null where it lies in none. */
export function binSql({ column, scale }: Dimension, edges: number[]): string {
  const x = `CAST(${column} AS DOUBLE)`;
  const last = edges.length - 2;
  if (scale !== "log") {
    const width = edges[1] - edges[0];
    return `CASE WHEN ${x} >= ${
      edges[0]
    } AND isfinite(${x}) THEN CAST(least(${last}, floor((${x} - ${edges[0]}) / ${width})) AS ${
      numberType(edges)
    }) END`;
  }
  const [from, to] = [edges[0], edges.findLast(Number.isFinite)!];
  const steps = edges.filter(Number.isFinite).length - 1;
  const list = `[${edges.map((e) => Number.isFinite(e) ? `${e}::DOUBLE` : "'infinity'::DOUBLE")}]`;
  const guess = `CAST(greatest(0, least(${last}, floor(ln(${x} / ${from}) * ${
    steps / Math.log(to / from)
  }))) AS INTEGER)`;
  // Edges are rounded, so that the guess may lie beside.
  return `CASE WHEN ${x} >= ${from} AND isfinite(${x}) THEN CAST(${guess}
    - (${x} < ${list}[${guess} + 1])::INTEGER
    + (${x} >= ${list}[${guess} + 2])::INTEGER AS ${numberType(edges)}) END`;
}

/** Ranges from the one at `from` to the one at `to`, as SQL over `requests`. */
export function rangeSql({ column }: Dimension, edges: number[], from: number, to: number): string {
  const upper = edges[to + 1];
  return `${column} >= ${edges[from]}${
    Number.isFinite(upper) ? ` AND ${column} < ${upper}` : ` AND isfinite(${column})`
  }`;
}

/** The ranges between two values, as an address or a reader gives them; null where that is nonsense. */
export function binsBetween(edges: number[], low: number, high: number): [number, number] | null {
  if (!(low < high)) return null;
  const last = edges.length - 2;
  const nearest = (x: number) => {
    let best = 0;
    edges.forEach((edge, i) => {
      if (Math.abs(edge - x) < Math.abs(edges[best] - x)) best = i;
    });
    return best;
  };
  const from = Math.min(last, low <= edges[0] ? 0 : nearest(low));
  const to = high >= edges.at(-1)! || high > edges[last] ? last : nearest(high) - 1;
  return [from, Math.max(from, to)];
}
