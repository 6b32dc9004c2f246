/** DuckDB's SQL that gives the numbers of a report's tables and figures. */
import { ofTargets, type Target } from "../rows/request_sql.js";

const names = "run_id, provider, model";

interface Ordered {
  name: string;
  better: "higher" | "lower" | null;
}

/** A row per system of a board, in the order of `first`: what the table shows but for intervals, ranks and cost. */
export function tableSql(
  targets: Target[],
  metrics: string[],
  first: Ordered,
  limits: { ttft_s: number; decode_tokens_per_s: number },
): string {
  const counted = (name: string, where: string) =>
    `(count(*) FILTER (${where}))::INTEGER AS ${name}`;
  return `SELECT ${names},
  ${counted("attempts", "status IN ('ok', 'failed', 'dropped')")},
  ${counted("succeeded", "status = 'ok'")},
  ${metrics.map((name) => `median(${name}) FILTER (status = 'ok') AS ${name}`).join(",\n  ")},
  quantile_cont(${first.name}, 0.95) FILTER (status = 'ok') AS p95_${first.name},
  ${
    counted(
      "within_limits",
      `status = 'ok' AND ttft_s <= ${limits.ttft_s} AND decode_tokens_per_s >= ${limits.decode_tokens_per_s}`,
    )
  }
FROM requests WHERE phase = 'measured'
  AND ${ofTargets(targets)}
GROUP BY ${names} ORDER BY ${first.name}${
    first.better === "higher" ? " DESC" : ""
  } NULLS LAST, ${names}`;
}

/**
 * The values that a figure draws, a row each: of a system with more than `most` of them so many, evenly spaced in their
 * order.
 */
export const drawnSql = (targets: Target[], metric: string, most: number): string =>
  `WITH numbered AS (
  SELECT ${names}, ${metric},
    row_number() OVER (PARTITION BY ${names} ORDER BY ${metric}) - 1 AS place,
    count(*) OVER (PARTITION BY ${names}) AS n
  FROM requests WHERE phase = 'measured' AND status = 'ok' AND ${metric} IS NOT NULL
    AND ${ofTargets(targets)})
SELECT ${names}, ${metric} FROM numbered
WHERE n <= ${most}
  OR place = round(round(place * ${most - 1}::DOUBLE / (n - 1)) * (n - 1)::DOUBLE / ${most - 1})
ORDER BY ${names}, ${metric}`;
