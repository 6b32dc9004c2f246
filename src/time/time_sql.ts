/** What /time shows as SQL over view `requests`, and as the rows that this SQL returns. */
import { quote } from "../rows/request_sql.js";
import { ordered } from "../rows/request_tables.js";
import { modelOf } from "../rows/throughout.js";
import type { Table } from "../shared/csv.js";
import type { Cell, Daily, Place, Tile } from "./time_data.js";
import type { Chosen } from "./time_state.js";
import { localSql } from "./time_zone.js";

const kinds = {
  own: "AND NOT simulated AND imported_from IS NULL",
  simulated: "AND simulated",
  imported: "AND NOT simulated AND imported_from IS NOT NULL",
};

/** The requests of a data set: what follows the columns of a query. */
function requestsOf(chosen: Chosen, systems: Iterable<string>, narrowed: boolean): string {
  const { set, state, steady } = chosen;
  const hash = set.kind === "own" ? set.id : set.id.slice(0, -set.kind.length - 1);
  const list = [...new Set(systems)].sort().map(quote).join(", ");
  const place = chosen.places.length > 1 && state.location;
  const narrow = narrowed && place ? `\n    AND location = ${quote(place)}` : "";
  const from = narrowed && steady ? `\n    AND started_at::DATE >= ${quote(steady.from)}` : "";
  return `FROM requests ANTI JOIN invalid_targets USING (run_id, provider, model)
  WHERE run_id IN (SELECT run_id FROM runs WHERE invalid IS NULL)
    AND phase = 'measured' AND status = 'ok' AND started_at IS NOT NULL
    AND coalesce(workload_hash, '') = ${quote(hash)} ${kinds[set.kind]}${narrow}${from}
    AND provider || '/' || model IN (${list})`;
}

/** The hours of a data set as tables: `hours`, and `cells` with the ratio and the reader's time of each. */
function cellsSql(chosen: Chosen, systems: Iterable<string>, narrowed: boolean): string {
  const { metric: { name }, offsets } = chosen;
  return `WITH hours AS (
  SELECT provider, model, location, date_trunc('hour', started_at) AS utc, count(*) AS n,
    median(CASE WHEN ${name} > 0 AND ${name} < 'infinity'::DOUBLE THEN ${name} END) AS x
  ${requestsOf(chosen, systems, narrowed)}
  GROUP BY ALL HAVING x IS NOT NULL),
cells AS (
  SELECT *, ${localSql(offsets)} AS local,
    x / median(x) OVER (PARTITION BY provider, model, location) AS ratio FROM hours)
`;
}

const own = (chosen: Chosen) => cellsSql(chosen, chosen.cells.map(({ row }) => modelOf(row)), true);
const keysOf = ({ pooled }: Chosen) => pooled ? ["location"] : ["provider", "model", "location"];
const named = ({ row }: Cell, keys: string[]) => Object.fromEntries(keys.map((k) => [k, row[k]]));
const n = "sum(n)::INTEGER AS n";
const quartiles = (x: string) =>
  `quantile_cont(${x}, 0.25) AS p25, median(${x}) AS median, quantile_cont(${x}, 0.75) AS p75`;
const grouped = (columns: string[]) =>
  `FROM cells GROUP BY ${columns.join(", ")} ORDER BY ${columns.join(", ")}`;

/** Each hour of the clock, of each row or each day of the week: how many times as long, or as fast, as usual. */
export function tilesSql(chosen: Chosen, weekdays = false): string {
  const keys = weekdays ? ["weekday"] : keysOf(chosen);
  return `${own(chosen)}SELECT ${
    weekdays ? "isodow(local)::INTEGER AS weekday" : keys.join(", ")
  }, hour(local)::INTEGER AS hour,
  ${n}, count(DISTINCT local::DATE)::INTEGER AS days,
  CASE WHEN days > 1 THEN median(ratio) END AS times_usual
${grouped([...keys, "hour"])}`;
}

/** The rows of `tilesSql`. */
export function tilesTable(tiles: Tile[], chosen: Chosen, weekdays = false): Table {
  const keys = weekdays ? ["weekday"] : keysOf(chosen);
  const rows = tiles.map(({ row, hour, n, days, median, cells }) => ({
    ...weekdays ? { weekday: Number(row) } : named(cells[0], keys),
    ...{ hour, n, days, times_usual: median },
  }));
  return {
    columns: [...keys, "hour", "n", "days", "times_usual"],
    rows: ordered(rows, [...keys, "hour"]),
  };
}

/** The requests of a tile whose hours are one hour in UTC: those of hours in which the metric has a value. */
export function tileRequestsSql({ cells }: Tile, chosen: Chosen): string {
  const [{ row: { started_at, location } }] = cells;
  const { name } = chosen.metric;
  const place = location === null ? "IS NULL" : `= ${quote(location)}`;
  return `SELECT run_id, request_index, started_at, provider, model, location, ${name}
${requestsOf(chosen, cells.map(({ row }) => modelOf(row)), true)}
    AND location ${place} AND utc_hour = ${Number(started_at.slice(11))}
QUALIFY count(${name}) OVER (PARTITION BY provider, model, date_trunc('hour', started_at)) > 0
ORDER BY started_at, run_id, request_index`;
}

/** Each UTC day of each row. */
export function daysSql(chosen: Chosen): string {
  const keys = keysOf(chosen);
  return `${own(chosen)}SELECT ${keys.join(", ")}, utc::DATE::VARCHAR AS day, ${n}, ${
    quartiles("ratio")
  }
${grouped([...keys, "day"])}`;
}

const quartileNames = ["n", "p25", "median", "p75"];

/** The rows of `daysSql`. */
export function daysTable(daily: Daily[], chosen: Chosen): Table {
  const keys = keysOf(chosen);
  const cells = new Map(chosen.cells.map((cell) => [chosen.rowOf(cell), cell]));
  const rows = daily.map(({ row, date, n, p25, median, p75 }) => ({
    ...named(cells.get(row)!, keys),
    ...{ day: date, n, p25, median, p75 },
  }));
  return { columns: [...keys, "day", ...quartileNames], rows: ordered(rows, [...keys, "day"]) };
}

const cellColumns = ["provider", "model", "location", "hour", "n"];

/** Each measured hour, UTC: its median, and how many times its usual that is. */
export const hoursSql = (chosen: Chosen): string =>
  `${
    own(chosen)
  }SELECT provider, model, location, strftime(utc, '%Y-%m-%dT%H') AS hour, n::INTEGER AS n,
  x AS ${chosen.metric.name}, ratio AS times_usual
FROM cells ORDER BY provider, model, location, hour`;

/** The rows of `hoursSql`. */
export function hoursTable({ cells, metric }: Chosen): Table {
  const rows = cells.map((cell) => ({
    ...named(cell, cellColumns),
    ...{ hour: cell.row.started_at, n: cell.row.succeeded, [metric.name]: cell.x },
    times_usual: cell.ratio,
  }));
  return {
    columns: [...cellColumns, metric.name, "times_usual"],
    rows: ordered(rows, cellColumns.slice(0, 4)),
  };
}

/** One model, by provider and place. */
export const placesSql = (chosen: Chosen, models: string[]): string =>
  `${
    cellsSql(chosen, models, false)
  }SELECT provider, location, count(DISTINCT utc::DATE)::INTEGER AS days,
  ${n}, ${quartiles("x")}
${grouped(["provider", "location"])}`;

/** The rows of `placesSql`. */
export function placesTable(places: Place[]): Table {
  const rows = places.map(({ provider, location, days, n, p25, median, p75 }) => ({
    ...{ provider, location, days, n, p25, median, p75 },
  }));
  return {
    columns: ["provider", "location", "days", ...quartileNames],
    rows: ordered(rows, ["provider", "location"]),
  };
}
