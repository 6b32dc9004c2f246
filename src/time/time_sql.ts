/** What /time shows as SQL over views `requests` and `latest`, and as the rows that this SQL returns. */
import { quote, remarksOf } from "../rows/request_sql.js";
import { ordered } from "../rows/request_tables.js";
import { sampleOf, sampleRemark } from "../rows/sample.js";
import { modelOf } from "../rows/throughout.js";
import type { Table } from "../shared/csv.js";
import { type Daily, hoursOf, type Place, type Ratio } from "./time_data.js";
import type { Chosen, Measured } from "./time_state.js";

const remarks = ({ rows }: Measured) =>
  remarksOf({ remarks: sampleRemark(sampleOf(rows, "measurements")) });

/** The measurements of the latest runs: of these models, from this day on where there is one. */
function rowsSql(all: Measured, metric: string, models: string[], from = ""): string {
  const list = (values: string[]) => [...new Set(values)].sort().map(quote).join(", ");
  return `FROM requests SEMI JOIN latest USING (run_id, provider, model, location)
  WHERE run_id IN (${list(all.rows.map((r) => String(r.run_id)))})
    AND phase = 'measured' AND status = 'ok' AND ${metric} > 0${
    from ? ` AND started_at::DATE >= ${quote(from)}` : ""
  }
    AND provider || '/' || model IN (${list(models)})`;
}

function ratiosSql(all: Measured, { own, metric, state, from }: Chosen): string {
  const { name } = metric;
  return `${remarks(all)}WITH ratios AS (
  SELECT location, ${state.zone}_hour AS hour, started_at::DATE AS day,
    ${name} / median(${name}) OVER (PARTITION BY provider, model, location) AS ratio
  ${rowsSql(all, name, own.map(modelOf), from)})
`;
}
const n = "count(*)::INTEGER AS n";
const quartiles = (x: string) =>
  `quantile_cont(${x}, 0.25) AS p25, median(${x}) AS median, quantile_cont(${x}, 0.75) AS p75`;

/** Each hour of each region: how many times as long, or as fast, as usual. */
export const hoursSql = (all: Measured, chosen: Chosen): string =>
  `${ratiosSql(all, chosen)}SELECT location, hour::INTEGER AS hour, ${n},
  count(DISTINCT day)::INTEGER AS days, CASE WHEN days > 1 THEN median(ratio) END AS times_usual
FROM ratios GROUP BY location, hour ORDER BY location, hour`;

/** The rows of `hoursSql`. */
export function hoursTable(ratios: Ratio[], regions: string[]): Table {
  const cells = regions.flatMap((region) => hoursOf(ratios, region)).filter((cell) =>
    cell !== null
  );
  const rows = cells.map(({ region, hour, n, days, median }) => ({
    ...{ location: region, hour, n, days, times_usual: median },
  }));
  const columns = ["location", "hour", "n", "days", "times_usual"];
  return { columns, rows: ordered(rows, ["location", "hour"]) };
}

/** Each day of each region. */
export const daysSql = (all: Measured, chosen: Chosen): string =>
  `${ratiosSql(all, chosen)}SELECT location, day::VARCHAR AS day, ${n}, ${quartiles("ratio")}
FROM ratios GROUP BY location, day ORDER BY location, day`;

const quartileNames = ["n", "p25", "median", "p75"];

/** The rows of `daysSql`. */
export function daysTable(daily: Daily[]): Table {
  const rows = daily.map(({ region, date, ...rest }) => ({ location: region, day: date, ...rest }));
  return {
    columns: ["location", "day", ...quartileNames],
    rows: ordered(rows, ["location", "day"]),
  };
}

/** One model, by provider and region. */
export const placesSql = (all: Measured, metric: string, models: string[]): string =>
  `${remarks(all)}SELECT provider, location, count(DISTINCT started_at::DATE)::INTEGER AS days,
  ${n}, ${quartiles(metric)}
${rowsSql(all, metric, models)}
GROUP BY provider, location ORDER BY provider, location`;

/** The rows of `placesSql`. */
export function placesTable(places: Place[]): Table {
  const rows = places.map(({ region, ...rest }) => ({ location: region, ...rest }));
  return {
    columns: ["provider", "location", "days", ...quartileNames],
    rows: ordered(rows, ["provider", "location"]),
  };
}
