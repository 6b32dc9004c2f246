/** What page `/explore` has of its store before anything is asked. */
import type { Client } from "../rows/client.js";
import type { Units } from "./chart_settings.js";

/** What the page's script has to know of the store. */
export interface Facts {
  requests: number;
  /** So many of them. */
  simulated: number;
  /** Units of known columns, by name. */
  units: Units;
}

export interface Sources {
  facts: Facts;
  /** Arrow, as DuckDB gives it, as the bytes of a Parquet file. */
  toParquet(arrow: Uint8Array): Promise<Uint8Array>;
  /** Loads DuckDB; called once, when the first query is run. */
  client(): Promise<Client>;
}
