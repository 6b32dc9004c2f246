/** What /compare shows as SQL over view `requests`, and as the rows that this SQL returns. */
import type { MetricInfo } from "../rows/board.js";
import {
  type Asked,
  chosenSql,
  quantileSql,
  quote,
  valueSql,
  valuesSql,
} from "../rows/request_sql.js";
import { ordered } from "../rows/request_tables.js";
import type { Table } from "../shared/csv.js";
import { levels } from "../shared/levels.js";
import { keysOf } from "./compare_data.js";
import type { Chosen } from "./compare_state.js";

const asked = ({ board, population }: Chosen, metric: MetricInfo, at: number[]): Asked => ({
  metric,
  population,
  targets: at.map((i) => {
    const { run_id, runs, provider, model } = board.systems[i];
    return { run_id: runs ? null : run_id, provider, model, location: board.location, runs };
  }),
});
const system = "provider || '/' || model AS system";

/** Quantiles `ps` of the chosen two in each metric, and how many times as fast b is as a. */
export function pairSql(chosen: Chosen, metrics: MetricInfo[], ps: number[]): string {
  const { board, a, b, population } = chosen;
  const [keyA, keyB] = [a, b].map((i) => quote(keysOf(board)[i]));
  const names = metrics.map((m) => quote(m.name));
  const quantiles = (better: "higher" | "lower") =>
    `[${ps.map((p) => quantileSql(p, better, population)).join(",\n        ")}]`;
  const rates = metrics.filter((m) => m.better === "higher").map((m) => quote(m.name));
  const either = (ofRates: string, ofTimes: string) =>
    rates.length === metrics.length
      ? ofRates
      : rates.length
      ? `CASE WHEN metric IN (${rates.join(", ")}) THEN ${ofRates} ELSE ${ofTimes} END`
      : ofTimes;
  const values = population === "all"
    ? either(quantiles("higher"), quantiles("lower"))
    : quantiles("lower");
  return `-- The page's 95% intervals are not SQL's: order statistics at the effective n, and MOVER (see /method).
SELECT metric, quantile, ${keyA} AS a, ${keyB} AS b, n_a, n_b, value_a, value_b,
  nullif(value_b / value_a, 'nan') AS ratio,
  ${either("ratio", "1 / ratio")} AS times_as_fast
FROM (
  SELECT metric, quantile,
    coalesce(max(n) FILTER (system = ${keyA}), 0) AS n_a,
    coalesce(max(n) FILTER (system = ${keyB}), 0) AS n_b,
    max(value) FILTER (system = ${keyA}) AS value_a,
    max(value) FILTER (system = ${keyB}) AS value_b
  FROM (
    SELECT metric, system, count(x)::INTEGER AS n,
      unnest([${ps.join(", ")}])::DOUBLE AS quantile,
      unnest(${values}) AS value
    FROM (
      SELECT ${system},
        unnest([${names.join(", ")}]) AS metric,
        unnest([${metrics.map((m) => valueSql(m, population)).join(",\n          ")}]) AS x
      FROM requests
      WHERE ${chosenSql(asked(chosen, metrics[0], [a, b]))})
    GROUP BY metric, system)
  GROUP BY metric, quantile)
ORDER BY list_position([${names.join(", ")}], metric), quantile`;
}

/** The rows of `pairSql`. */
export function pairTable(chosen: Chosen, metrics: MetricInfo[], ps: number[]): Table {
  const { board, a, b, population } = chosen;
  const [keyA, keyB] = [a, b].map((i) => keysOf(board)[i]);
  const any = [a, b].some((i) => board.systems[i][population === "all" ? "attempted" : "ok"]);
  const rows = (any ? metrics : []).flatMap((m) => {
    const { n, quantiles } = board.judged[m.name][population];
    return ps.map((quantile) => {
      const [x, y] = [a, b].map((i) => quantiles[i][levels.indexOf(quantile)]);
      const over = x === null || y === null ? NaN : y / x;
      const ratio = Number.isNaN(over) ? null : over;
      return {
        ...{ metric: m.name, quantile, a: keyA, b: keyB, n_a: n[a], n_b: n[b] },
        ...{ value_a: x, value_b: y, ratio },
        times_as_fast: ratio === null || m.better === "higher" ? ratio : 1 / ratio,
      };
    });
  });
  const columns = "metric quantile a b n_a n_b value_a value_b ratio times_as_fast".split(" ");
  return { columns, rows };
}

/** Of every pair of requests, one to each of two systems, the share in which the one to `system` is the faster. */
export function matrixSql(chosen: Chosen, at: number[]): string {
  const { metric } = chosen;
  const slowestFirst = metric.better === "higher" ? "x" : "x DESC";
  return `-- A share is the rank sum of Mann and Whitney over both numbers of requests; ties count half.
WITH x AS (SELECT ${system}, x FROM (${valuesSql(asked(chosen, metric, at))}) WHERE x IS NOT NULL),
  systems AS (SELECT DISTINCT system FROM x),
  ranked AS (
    SELECT s.system, o.system AS against, x.system = s.system AS own,
      rank() OVER (PARTITION BY s.system, o.system ORDER BY ${slowestFirst})
        + (count(*) OVER (PARTITION BY s.system, o.system, x) - 1) / 2 AS place
    FROM systems s JOIN systems o ON s.system <> o.system
      JOIN x ON x.system IN (s.system, o.system))
SELECT system, against, count_if(own)::INTEGER AS n, count_if(NOT own)::INTEGER AS n_against,
  (sum(place) FILTER (own) - n / 2 * (n + 1)) / n / n_against AS share_faster
FROM ranked GROUP BY system, against ORDER BY system, against`;
}

/** The rows of `matrixSql`. */
export function matrixTable({ board, metric, population }: Chosen, at: number[]): Table {
  const { n, faster } = board.judged[metric.name][population];
  const keys = keysOf(board);
  const rows = at.flatMap((i) =>
    at.filter((j) => j !== i && faster[i][j] !== null).map((j) => ({
      ...{ system: keys[i], against: keys[j], n: n[i], n_against: n[j] },
      share_faster: faster[i][j],
    }))
  );
  return {
    columns: ["system", "against", "n", "n_against", "share_faster"],
    rows: ordered(rows, ["system", "against"]),
  };
}
