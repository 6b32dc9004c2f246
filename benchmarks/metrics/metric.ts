/** What a metric is, and how an entry of the catalogue is written. */
import type { ColumnName } from "../record/record.ts";

/**
 * What a metric is computed over: a row of the record (request); rows of view `requests` (group); those of one session,
 * as a column of view `sessions` (session); rows of that view (sessions); the requests of one turn of sessions (turn).
 */
export type Scope = "request" | "group" | "session" | "sessions" | "turn";

export interface Metric {
  name: string;
  /** Short words for a control or a column head. */
  label: string;
  /** Unit as printed, "" for none. */
  unit: string;
  better: "higher" | "lower" | null;
  scope: Scope;
  /** DuckDB expression over what its scope says. */
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
const of = (scope: Scope) => (name: string, m: Given): Metric => ({
  name,
  scope,
  choice: false,
  ...m,
});
/** A metric of one request, by what it is. */
export const request = of("request");
/** A metric of a group of requests, by what it is. */
export const groupOf = of("group");
/** A metric of one session, of a group of sessions, and of one turn of sessions, by what it is. */
export const ofSession = of("session");
export const ofSessions = of("sessions");
export const ofTurn = of("turn");
