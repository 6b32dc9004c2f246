/** Every run of every workload by every metric, judged: the file of page /history, and over a large store its HTML. */
import type { Database } from "../../store/duckdb.ts";
import { type Found, historyChanges } from "./changes.ts";
import { heldAnswer } from "./held_answer.ts";
import { withJudged } from "./history.ts";

/** Of an open store. From here on it has what `holdHistory` holds. */
export const wholeHistory = (db: Database, metricNames: string[]): Promise<Found> =>
  heldAnswer("history", async () => {
    const found = await historyChanges(db, metricNames);
    return { ...found, rows: await withJudged(db, found.rows, metricNames) };
  });
