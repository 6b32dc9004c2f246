/** Why a published cell is not what its rows give: every explanation that the numbers allow, tried one by one. */
import { quantiles, type StatisticName } from "./statistics.ts";

/** What an explanation may look at. Values are sorted, in the unit of the cell. */
export interface Evidence {
  /** The published row, as printed. */
  row: Record<string, string>;
  /** Values of the table's own population, and of the one it did not use. */
  values: number[];
  others: number[];
  otherWords: string;
}

const decimals = (text: string) => text.split(".")[1]?.length ?? 0;
/** `value` at that many decimals; a hair is allowed for binary fractions. */
const at = (value: number, places: number, how: (x: number) => number, hair = 1e-9) =>
  how(value * 10 ** places + hair) / 10 ** places;
const equal = (a: number, b: number) => Math.abs(a - b) < 1e-9;

/** True where the value, rounded to the decimals printed, is what was printed. */
export const printsAs = (value: number, text: string): boolean =>
  equal(at(value, decimals(text), Math.round), Number(text));

/** Explanations of a cell that does not follow, joined by "or"; `ours` is what its rows give. */
export function explain(statistic: StatisticName, ours: number, evidence: Evidence): string {
  const text = evidence.row[statistic];
  const fits = [
    ...rounding(ours, text),
    ...rank(statistic, text, evidence.values),
    ...(evidence.others.length && printsAs(statisticOf(statistic, evidence.others), text)
      ? [`taken over another population: ${evidence.otherWords}`]
      : []),
  ];
  return fits.join("; or ") || contradiction(statistic, evidence) ||
    "does not follow from the raw data";
}

function rounding(ours: number, text: string): string[] {
  const places = decimals(text);
  const printed = Number(text);
  if (equal(at(ours, places, Math.floor), printed)) return ["cut off instead of rounded"];
  const twice = at(at(ours, places + 1, Math.round), places, Math.round);
  if (equal(twice, printed)) return ["rounded twice"];
  if (equal(at(ours, places, Math.ceil, -1e-9), printed)) {
    return ["rounded up instead of to the nearest"];
  }
  return places > 0 && equal(at(ours, places - 1, Math.round), printed)
    ? [
      `rounded to ${places - 1} decimals, printed with ${places}`.replace(
        "1 decimals",
        "1 decimal",
      ),
    ]
    : [];
}

/** A quantile between two values, where one of the two was printed. */
function rank(statistic: StatisticName, text: string, values: number[]): string[] {
  if (!(statistic in quantiles)) return [];
  const h = (values.length - 1) * quantiles[statistic as keyof typeof quantiles];
  const found = [Math.floor(h), Math.ceil(h)].find((i) => printsAs(values[i], text));
  return found === undefined
    ? []
    : [`the value at one rank (${values[found].toFixed(4)}) instead of between two`];
}

/** What the printed cell cannot be, given the rows or the other cells of its row. */
function contradiction(statistic: StatisticName, { row, values }: Evidence): string | null {
  const printed = Number(row[statistic]);
  const half = 0.5 / 10 ** decimals(row[statistic]);
  const n = values.length;
  if (statistic === "mean") {
    const [low, high] = meanBounds(row, n);
    return printed + half < low || printed - half > high
      ? `impossible beside the other cells of its row, which allow ${low.toFixed(2)} to ${
        high.toFixed(2)
      }`
      : null;
  }
  const p = { ...quantiles, min: 0, max: 1 }[statistic];
  const above = values.filter((v) => v > printed + half).length;
  const below = values.filter((v) => v < printed - half).length;
  const [mayAbove, mayBelow] = [n - 1 - Math.floor((n - 1) * p), Math.ceil((n - 1) * p)];
  if (above > mayAbove) {
    return `${above} of ${n} requests lie above it, where at most ${mayAbove} can`;
  }
  return below > mayBelow
    ? `${below} of ${n} requests lie below it, where at most ${mayBelow} can`
    : null;
}

/** The least and the greatest mean that n values with the printed quantiles, minimum and maximum can have. */
export function meanBounds(row: Record<string, string>, n: number): [number, number] {
  const cells = Object.entries({ min: 0, ...quantiles, max: 1 }).map(([name, p]) => {
    const half = 0.5 / 10 ** decimals(row[name]);
    const h = (n - 1) * p;
    return { h, low: Number(row[name]) - half, high: Number(row[name]) + half };
  });
  let [least, most] = [0, 0];
  for (let i = 0; i < n; i++) {
    least += Math.max(...cells.filter((c) => Math.ceil(c.h) <= i).map((c) => c.low));
    most += Math.min(...cells.filter((c) => Math.floor(c.h) >= i).map((c) => c.high));
  }
  return [least / n, most / n];
}

/** A statistic of sorted values; quantiles of type 7. */
function statisticOf(name: StatisticName, values: number[]): number {
  if (name === "mean") return values.reduce((sum, x) => sum + x, 0) / values.length;
  const h = (values.length - 1) * { ...quantiles, min: 0, max: 1 }[name];
  const low = values[Math.floor(h)];
  return low + (values[Math.ceil(h)] - low) * (h - Math.floor(h));
}
