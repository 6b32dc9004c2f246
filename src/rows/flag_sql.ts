/** DuckDB's SQL that flags odd requests as `flags.ts` does: within their run, on the log of a metric. */
import { type Asked, nameColumns, ofTargets, remarksOf } from "./request_sql.js";

/** Whose requests, by which metric; `selected` is a condition on columns of `requests`, null where all are. */
export interface FlagsAsked extends Pick<Asked, "metric" | "targets" | "remarks"> {
  selected: string | null;
}

const identity = [...nameColumns, "request_index", "attempt"].join(", ");
const flagColumns = "ratio, robust_z, mad, tukey";

/** Table `flags`, to stand before a SELECT: every request of the targets, with `columns` and the flags of value `x`. */
function withFlags({ metric: { name }, targets }: FlagsAsked, columns: string[] = []): string {
  const run = `WINDOW run AS (PARTITION BY ${nameColumns.join(", ")})`;
  const drawn = `status = 'ok' AND ${name} > 0 AND ${name} < 'infinity'::DOUBLE`;
  return `WITH logs AS (
  SELECT ${
    [identity, "status", ...columns].join(", ")
  }, CASE WHEN status = 'ok' THEN ${name} END AS x,
    ln(CASE WHEN ${drawn} THEN ${name} END) AS l
  FROM requests
  WHERE phase = 'measured'
    AND ${ofTargets(targets)}),
quartiles AS (
  SELECT *, median(l) OVER run AS middle, quantile_cont(l, 0.25) OVER run AS low,
    quantile_cont(l, 0.75) OVER run AS high
  FROM logs ${run}),
spreads AS (
  SELECT *, 1.4826 * median(abs(l - middle)) OVER run AS spread
  FROM quartiles ${run}),
flags AS (
  SELECT *, exp(l - middle) AS ratio, (l - middle) / nullif(spread, 0) AS robust_z,
    abs(l - middle) > 3.5 * spread AS mad,
    l < low - 1.5 * (high - low) OR l > high + 1.5 * (high - low) AS tukey
  FROM spreads)`;
}

/** Each request that can be drawn, failures among them, with its flags, target by target. */
export const flagsSql = (asked: FlagsAsked): string =>
  `${remarksOf(asked)}${withFlags(asked)}
SELECT ${identity}, status, x AS ${asked.metric.name}, ${flagColumns}${
    asked.selected ? `,\n  ${asked.selected} AS selected` : ""
  }
FROM flags
WHERE l IS NOT NULL OR status <> 'ok'
ORDER BY ${identity}`;

/** The selected requests that `rule` flags, the oddest first, with further columns of `requests`. */
export const flaggedSql = (asked: FlagsAsked, rule: string, columns: string[]): string =>
  `${remarksOf(asked)}${withFlags(asked, columns)}
SELECT ${[identity, `x AS ${asked.metric.name}`, flagColumns, ...columns].join(", ")}
FROM flags
WHERE ${[rule, ...(asked.selected ? [asked.selected] : [])].join("\n  AND ")}
ORDER BY abs(l - middle) DESC, ${identity}`;

/** Condition on view `requests` that `rule` does not flag a request. */
export function unflaggedSql(asked: FlagsAsked, rule: string): string {
  // Nothing equals a place that is null.
  const name = identity.replace("location", "coalesce(location, '')");
  return `(${name}) NOT IN (
    ${withFlags(asked)}
    SELECT ${name} FROM flags WHERE ${rule})`;
}
