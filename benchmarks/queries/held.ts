/** A store that answers many small questions. */
import type { Database } from "../store/duckdb.ts";
import { openStore } from "../store/views.ts";

/** Holds the rows of view `latest` in an open store: to find them anew takes as long as all else of such a question. */
export const holdLatest = (db: Database): Promise<void> =>
  db.run("CREATE TEMP TABLE latest AS FROM latest");

let opened: Promise<Database> | undefined;
/** The store, read once in a process: the programs of a build's provider pages run in one, and each asks of its own. */
export const heldStore = (): Promise<Database> => opened ??= open();

async function open(): Promise<Database> {
  const db = await openStore();
  await holdLatest(db);
  addEventListener("unload", () => db.close());
  return db;
}
