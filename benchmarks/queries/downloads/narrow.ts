/** Files of older runs in a store of many: narrow enough for a site that keeps every run at its address. */
import { derivedMetrics } from "../../metrics/metrics.ts";
import { columnNames, record } from "../../record/record.ts";
import { type Database, quote } from "../../store/duckdb.ts";
import { boardColumns, listColumns } from "../boards.ts";

const shown = new Set(boardColumns);
const isMoment = (name: string, type: string) => /_s$/.test(name) && type === "DOUBLE";
/** What pages can do without: lists, and moments of a request and columns derived of them that no table has. */
const detail = new Set([
  ...listColumns.split(", "),
  "prompt_hash",
  ...columnNames.filter((name) => isMoment(name, record[name].type) && !shown.has(name)),
  ...derivedMetrics.map((m) => m.name).filter((name) => !shown.has(name)),
]);

/** What the narrow files of a store hold: an SQL list of columns, and those that they are without, by name. */
export interface Narrow {
  columns: string;
  /** Stands in the files, so that their reader knows these columns by name. */
  without: string[];
}

/** The columns of these runs' narrow files: those that pages show and that hold a value in any row of them. */
export async function narrowColumns(db: Database, runs: string[]): Promise<Narrow> {
  const { rows } = await db.query("DESCRIBE requests");
  const names = rows.map((row) => String(row.column_name));
  const { rows: [counted] } = await db.query(
    `SELECT ${names.map((name) => `count(${name}) AS ${name}`).join(", ")} FROM requests
    WHERE run_id IN (${runs.map(quote).join(", ")})`,
  );
  const [columns, without] = [true, false].map((kept) =>
    names.filter((name) => (!detail.has(name) && Number(counted[name]) > 0) === kept)
  );
  return { columns: columns.join(", "), without };
}
