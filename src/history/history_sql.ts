/** What /history shows as SQL over views `requests` and `runs`, and as the rows that this SQL returns. */
import { quote } from "../rows/request_sql.js";
import { ordered } from "../rows/request_tables.js";
import { circumstances } from "../shared/circumstances.js";
import type { Table } from "../shared/csv.js";
import type { HistoryRow } from "./history_data.js";
import type { Chosen } from "./history_state.js";

/** Requests of the workload and the place that are shown. */
const hereSql = ({ series, state }: Chosen): string =>
  `coalesce(q.workload_hash, '') = ${quote(series.rows[0].workload_hash)}
    AND coalesce(q.location, '') = ${quote(state.location)}`;

/** Measured requests of valid runs of the systems that are shown, by run and `which`. */
function chosenSql({ series, shown }: Chosen, which = "true", by = ""): string {
  const { simulated, imported_from } = series.rows[0];
  const systems = shown.map((s) => `(${quote(s.provider)}, ${quote(s.model)})`);
  return `FROM requests q JOIN runs u USING (run_id)
  LEFT JOIN workloads w ON w.workload_hash = coalesce(q.workload_hash, '')
  ANTI JOIN invalid_targets i
    ON i.run_id = q.run_id AND i.provider = q.provider AND i.model = q.model
  WHERE u.invalid IS NULL AND u.selection IS NULL AND q.phase = 'measured'
    AND ${which} AND ${simulated ? "" : "NOT "}q.simulated
    AND u.imported_from IS ${imported_from === null ? "" : "NOT "}NULL
    AND (q.provider, q.model) IN (${systems.join(", ") || "('', '')"})
  GROUP BY q.run_id, q.provider, q.model${by}`;
}
const ranAt =
  "strftime(any_value(coalesce(u.started_at, u.ended_at)), '%Y-%m-%dT%H:%M:%S.%fZ') AS ran_at";
const order = ["ran_at", "run_id", "provider", "model"];

/** The median of each run and system. */
export const runsSql = (chosen: Chosen): string =>
  `-- Intervals, ranks and changes are not SQL's: they are in the JSON (see /method).
SELECT q.run_id, q.provider, q.model, ${ranAt},
  (count(q.${chosen.metric.name}) FILTER (q.status = 'ok'))::INTEGER AS n,
  median(q.${chosen.metric.name}::DOUBLE) FILTER (q.status = 'ok') AS median
${chosenSql(chosen, hereSql(chosen))}
ORDER BY ${order.join(", ")}`;

/** The rows of `runsSql`. */
export function runsTable({ shown, metric }: Chosen): Table {
  const rows = shown.flatMap((s) => s.rows).map((row) => ({
    ...Object.fromEntries(order.map((name) => [name, row[name]])),
    n: row[`${metric.name}_n`],
    median: row[metric.name],
  }));
  return {
    columns: ["run_id", "provider", "model", "ran_at", "n", "median"],
    rows: ordered(rows, order),
  };
}

/** The run next to one end of a line, of the same configuration; `order` begins with the nearest. */
const nextSql = (end: string, beyond: string, order: string): string =>
  `SELECT f.* FROM facts f JOIN ends e USING (provider, model)
  WHERE NOT here AND config_name = ${end}_config AND ran_at ${beyond} ${end}_at
  QUALIFY row_number() OVER (PARTITION BY provider, model ORDER BY ${order}) = 1`;

/** Every circumstance that differs between a run and the one before it of the same system. */
export function circumstancesSql(chosen: Chosen): string {
  const names = circumstances.map(({ column }) => column);
  return `WITH facts AS (
  SELECT q.run_id, q.provider, q.model, ${ranAt}, any_value(u.config_name) AS config_name,
    bool_and(${hereSql(chosen)}) AS here,
    ${circumstances.map(({ column, sql }) => `${sql} AS ${column}`).join(",\n    ")}
  ${chosenSql(chosen, "true", ", q.workload_hash, q.location")}),
ends AS (
  SELECT provider, model, min(ran_at) AS first_at, max(ran_at) AS last_at,
    first(config_name ORDER BY ran_at, run_id) AS first_config,
    last(config_name ORDER BY ran_at, run_id) AS last_config
  FROM facts WHERE here AND ran_at IS NOT NULL GROUP BY provider, model),
around AS (
  SELECT * FROM facts WHERE here
  UNION ALL ${nextSql("first", "<", "ran_at DESC, run_id DESC")}
  UNION ALL ${nextSql("last", ">", "ran_at, run_id")}),
told AS (
  FROM (SELECT * EXCLUDE (config_name, here) FROM around) UNPIVOT INCLUDE NULLS (after FOR what IN (${
    names.join(", ")
  }))),
pairs AS (
  SELECT *, lag(run_id) OVER w AS from_run, lag(after) OVER w AS before
  FROM told WINDOW w AS (PARTITION BY provider, model, what ORDER BY ran_at, run_id))
SELECT provider, model, from_run, run_id AS to_run, ran_at, what, before, after
FROM pairs WHERE from_run IS NOT NULL AND before IS DISTINCT FROM after
ORDER BY ran_at, to_run, provider, model, what`;
}

/** One circumstance that differs between two runs. */
export interface Differing {
  provider: string;
  model: string;
  from_run: string;
  to_run: string;
  ran_at: string | null;
  what: string;
  before: string | null;
  after: string | null;
}

/** What differs between two runs of a system. */
export const differences = (from: HistoryRow, to: HistoryRow): Differing[] =>
  circumstances.filter(({ column }) => from[column] !== to[column]).map(({ column: what }) => ({
    ...{ provider: to.provider, model: to.model, from_run: from.run_id, to_run: to.run_id },
    ...{ ran_at: to.ran_at, what },
    ...{ before: from[what] as string | null, after: to[what] as string | null },
  }));

/** The rows of `circumstancesSql`. */
export function circumstancesTable(
  { shown, around }: Chosen,
): { columns: string[]; rows: Differing[] } {
  const found = shown.flatMap((system) =>
    around(system).flatMap((row, i, all) => i === 0 ? [] : differences(all[i - 1], row))
  );
  const columns = ["provider", "model", "from_run", "to_run", "ran_at", "what", "before", "after"];
  return {
    columns,
    rows: ordered(
      found as unknown as Record<string, unknown>[],
      ["ran_at", "to_run", "provider", "model", "what"],
    ) as unknown as Differing[],
  };
}
