/** What a metric is, and how an entry of the catalogue is written. */
import type { ColumnName } from "../record/record.ts";

export interface Metric {
  name: string;
  /** Short words for a control or a column head. */
  label: string;
  /** Unit as printed, "" for none. */
  unit: string;
  better: "higher" | "lower" | null;
  scope: "request" | "group";
  /**
   * DuckDB expression: over a row of the record (scope request), or an aggregate over view `requests`
   * (scope group).
   */
  sql: string;
  /** Columns of the record the expression reads. */
  needs: ColumnName[];
  /** Decimals in tables. */
  digits: number;
  doc: string;
  /** True where the value is a duration or a rate that tables, charts and summaries offer for choice. */
  choice: boolean;
}

type Given = Omit<Metric, "name" | "scope" | "choice"> & { choice?: boolean };
/** A metric of one request, by what it is. */
export const request = (name: string, m: Given): Metric => ({
  name,
  scope: "request",
  choice: false,
  ...m,
});
/** A metric of a group of requests, by what it is. */
export const groupOf = (name: string, m: Given): Metric => ({
  name,
  scope: "group",
  choice: false,
  ...m,
});
