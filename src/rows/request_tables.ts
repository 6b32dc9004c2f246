/** What figures show, as the rows that their SQL (`request_sql.ts`) returns: by Arquero, not by DuckDB. */
import type { Table } from "../shared/csv.js";
import { type Asked, nameColumns, namesOf } from "./request_sql.js";
import { type Measured, statisticNames, statisticsOf, valueIn } from "./statistics.js";

type Row = Measured;

/** As DuckDB orders: texts by their code points, what is null last. */
function compared(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  const [x, y] = typeof a === "string" && typeof b === "string" ? apart(a, b) : [a, b];
  return (x as number) < (y as number) ? -1 : 1;
}

/** The first code points in which two different texts differ; a text that ends first comes first. */
function apart(a: string, b: string): [number, number] {
  const [x, y] = [a, b].map((text) => Array.from(text, (sign) => sign.codePointAt(0)!));
  const at = x.findIndex((point, i) => point !== y[i]);
  return at < 0 ? [-1, 0] : [x[at], y[at] ?? -1];
}

/** Order by several columns; `sign` -1 turns the first around, with null last all the same. */
export function ordered<R extends Record<string, unknown>>(
  rows: R[],
  keys: string[],
  sign = 1,
): R[] {
  return [...rows].sort((a, b) => {
    for (const [i, key] of keys.entries()) {
      const c = compared(a[key], b[key]);
      if (c) return i === 0 && a[key] != null && b[key] != null ? sign * c : c;
    }
    return 0;
  });
}

const filled = (value: unknown) => value ?? null;
const nameOf = (row: object, names: readonly string[]) =>
  names.map((n) => String(filled((row as Record<string, unknown>)[n]))).join("\n");

/** The rows of `statisticsSql`. */
export function statisticsTable(rows: Row[], { metric, population, targets }: Asked): Table {
  const names = namesOf(targets);
  const own = Map.groupBy(rows, (r) => nameOf(r, names));
  const found = targets.flatMap((target) => {
    const mine = (own.get(nameOf(target, names)) ?? [])
      .filter((r) => valueIn(r, metric.name, metric.better, population) !== undefined);
    if (!mine.length) return [];
    const statistics = statisticsOf(mine, metric.name, metric.better, population);
    return [{ ...target, ...statistics }];
  });
  return {
    columns: [...names, "n", ...statisticNames],
    rows: ordered(found, ["median", ...names], metric.better === "higher" ? -1 : 1),
  };
}

/** The rows of `requestsSql`. */
export function requestsTable(rows: Row[], { metric, population }: Asked): Table {
  const found = rows.flatMap((r) => {
    const x = valueIn(r, metric.name, metric.better, population);
    if (x === undefined || x === null) return [];
    const named = Object.fromEntries(nameColumns.map((n) => [n, filled(r[n])]));
    return [{ ...named, request_index: r.request_index, attempt: r.attempt, [metric.name]: x }];
  });
  return {
    columns: [...nameColumns, "request_index", "attempt", metric.name],
    rows: ordered(found, [...nameColumns, "request_index", "attempt"]),
  };
}
