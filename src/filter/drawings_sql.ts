/** What the drawings show, as SQL over `requests` that returns the rows of their CSV. Pure. */
import { titleOf } from "../components/metric_fields.js";
import { quote } from "../rows/request_sql.js";
import { dimensions } from "./bins.js";
import { rowsSql } from "./board.js";
import type { Key } from "./choices.js";
import { nameColumns, nameKeys, nameLabels } from "./columns.js";
import { type Choices, conditionsOf, type Edges } from "./lines_sql.js";

/**
 * Columns of the CSV. A row is a range or a name; its requests are counted three times: those that all filters leave,
 * those that its bar shows, which are left by the filters of the other drawings, and those there are without a filter.
 */
export const drawingColumns = [
  "drawing",
  "range_from",
  "range_to",
  "name",
  "chosen_requests",
  "drawn_requests",
  "all_requests",
];

const list = (values: number[]) =>
  `[${values.map((x) => Number.isFinite(x) ? x : "'infinity'::DOUBLE").join(", ")}]::DOUBLE[]`;

/** DuckDB's question for the rows of the CSV, in their order. */
export function drawingsSql(
  simulated: boolean,
  succeeded: boolean,
  choices: Choices,
  edges: Edges,
): string {
  const conditions = conditionsOf(choices, edges);
  const counted = (without?: Key) => {
    const all = [
      ...succeeded ? ["status = 'ok'"] : [],
      ...[...conditions].filter(([key]) => key !== without).map(([, sql]) => sql),
    ];
    return `count(status)${all.length ? ` FILTER (${all.join(" AND ")})` : ""}`;
  };
  const counts = (key: Key) =>
    `${counted()} AS chosen_requests,
  ${counted(key)} AS drawn_requests,
  count(status) AS all_requests`;
  const ranges = dimensions.map((dimension, i) => {
    const [key, column] = [dimension.key as Key, dimension.column];
    return `SELECT ${i} AS place, ${quote(titleOf(dimension))} AS drawing, range_from, range_to,
  NULL::VARCHAR AS name, ${counts(key)}
FROM (SELECT unnest(${list(edges[key].slice(0, -1))}) AS range_from,
  unnest(${list(edges[key].slice(1))}) AS range_to)
LEFT JOIN board ON ${column} >= range_from AND ${column} < range_to
GROUP BY ALL`;
  });
  const names = nameKeys.map((key, i) =>
    `SELECT ${dimensions.length + i}, ${quote(nameLabels[key])}, NULL, NULL,
  ${nameColumns[key]}, ${counts(key)}
FROM board WHERE ${nameColumns[key]} <> '' GROUP BY ALL`
  );
  const columns = [...dimensions.map((d) => d.column), ...Object.values(nameColumns)];
  return `WITH board AS (
  SELECT status, ${columns.join(", ")}
  FROM ${rowsSql(simulated)}
)
SELECT ${drawingColumns.join(", ")} FROM (
${[...ranges, ...names].join("\nUNION ALL\n")}
)
ORDER BY place, range_from, all_requests DESC, name`;
}
