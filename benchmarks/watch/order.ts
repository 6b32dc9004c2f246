/** What a watch tells the process of a round, on its standard input; when that ends, the round does. */
import type { Config } from "../plan/config.ts";

export interface Order {
  config: Config;
  runId: string;
  metadata: Record<string, string>;
  resultsDir?: string;
}

/** Exit status of a round that was not begun because its settings are wrong. */
export const wrongSettings = 2;
