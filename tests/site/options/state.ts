/** What the address of a page says, and the rows it is about. */
import type { Page } from "playwright-core";
import type { Database } from "../../../benchmarks/store/duckdb.ts";

/** The parameters of an address, over their defaults. */
export type State = Record<string, string>;

/**
 * Compares every number that a page shows in a state with DuckDB's.
 *
 * @returns the number of table rows it looked at.
 */
export type Check = (db: Database, page: Page, state: State) => Promise<number>;

/** One 2023 run has one model; its place is in the key only. */
export const ofKey = (key: string) => {
  const [run, provider] = key.split(" ");
  return `run_id = '${run}' AND provider = '${provider}'`;
};
export const inRange = ({ from, to }: State) =>
  `request_index + 1 BETWEEN ${from || 0} AND ${to || 1e9}`;
