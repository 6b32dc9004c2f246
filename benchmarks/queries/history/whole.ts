/** What page /history and its file tell, each run judged. */
import { choiceInfos } from "../../metrics/metrics.ts";
import type { Database } from "../../store/duckdb.ts";
import { heldFile } from "../../store/held_store.ts";
import { type Found, historyChanges } from "./changes.ts";
import { heldAnswer } from "./held_answer.ts";
import { historyRows, withJudged } from "./history.ts";
import { type HistoryRow, seriesWhere } from "./rows.ts";

/** Every run of every workload by every metric, of an open store. From here on it has what `holdHistory` holds. */
export const wholeHistory = (db: Database): Promise<Found> =>
  heldAnswer("history", async () => {
    const names = choiceInfos.map(({ name }) => name);
    const found = await historyChanges(db, names);
    return { ...found, rows: await withJudged(db, found.rows, names) };
  });

/**
 * The same by one metric at least, judged at least in the series of the row that `first` picks. What takes minutes over
 * a large store is the same for every metric, and the file has it, too.
 */
export async function shownHistory(
  db: Database,
  metric: string,
  first: (rows: HistoryRow[]) => HistoryRow | undefined,
): Promise<Found> {
  if (heldFile()) return await wholeHistory(db);
  const { rows, ...found } = await historyChanges(db, [metric]);
  const row = first(rows);
  const judged = row ? await historyRows(db, [metric], seriesWhere(row)) : [];
  // The others are not drawn: they say what came before and after.
  return { ...found, rows: [...judged, ...rows.filter(({ series }) => series !== row?.series)] };
}
