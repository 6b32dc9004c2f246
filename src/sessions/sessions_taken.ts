/** What a reader takes away of a drawing or table of /sessions. */
import type { Table } from "../shared/csv.js";
import type { Board, SessionsData, System } from "./sessions_data.js";

/** So many panels one below the other are read; a reader chooses which. */
export const mostPanels = 12;

const quote = (text: string | null) => text === null ? "NULL" : `'${text.replaceAll("'", "''")}'`;

/** The rows of a table that stand on the page, as SQL. */
export const shownSql = (
  sql: string,
  { workload }: Board,
  systems: System[],
  order: string,
): string =>
  `SELECT * FROM (
${sql}
)
WHERE workload IS NOT DISTINCT FROM ${quote(workload)}
  AND (run_id, provider, model, coalesce(location, '')) IN (${
    systems.map(({ row: r }) =>
      `(${[r.run_id, r.provider, r.model, r.location ?? ""].map(quote).join(", ")})`
    ).join(",\n    ")
  })
ORDER BY provider, model, run_id, location${order}`;

export const tableOf = (rows: object[]): Table => ({
  columns: Object.keys(rows[0] ?? {}),
  rows: rows as Table["rows"],
});

export interface Drawing {
  data: SessionsData;
  board: Board;
  chosen: System[];
  /** The page's, in pixels. */
  width: number;
}
