/** The catalogue of metrics as a table, for questions that choose among them. */
import { metrics } from "../metrics/metrics.ts";
import { quote } from "./duckdb.ts";

const columns = ["name", "label", "unit", "better", "scope", "digits", "sql", "doc"] as const;

/** SQL of view `metrics`: an entry of the catalogue per row. */
export const metricsSql = (): string => {
  const literal = (value: string | number | null) =>
    value === null ? "NULL" : typeof value === "number" ? String(value) : quote(value);
  const rows = metrics.map((m) => `(${columns.map((name) => literal(m[name])).join(", ")})`);
  return `SELECT * FROM (VALUES ${rows.join(", ")}) AS m(${columns.join(", ")})`;
};
