/** What a watch tells the process of a round, on its standard input; when that ends, the round does. */
import type { Left } from "../budget/budget.ts";
import type { Config } from "../plan/config.ts";

export interface Order {
  config: Config;
  runId: string;
  metadata: Record<string, string>;
  resultsDir?: string;
  spend?: Left;
}

/** Exit status of a round that was not begun because its settings are wrong. */
export const wrongSettings = 2;
/** Exit status of a round that was not begun because it could pass the budget. */
export const wouldPassBudget = 3;
