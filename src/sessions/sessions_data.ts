/** What page /sessions shows: the sessions of each system by workload, and what is counted of each turn. */
import type { SessionsRow, TurnRow } from "@/benchmarks/queries/tables/sessions.ts";
import { apart, providerName, shortName } from "../words/names.js";
import { day } from "../words/format.js";

/** What the build found: the rows of two tables, and their SQL. */
export interface SessionsData {
  sessions: SessionsRow[];
  turns: TurnRow[];
  sql: { sessions: string; turns: string };
}
export interface System {
  /** As an address names it, whichever run it is of. */
  name: string;
  label: string;
  provider: string;
  simulated: boolean;
  row: SessionsRow;
  /** In their order. */
  turns: TurnRow[];
}
/** One workload; real systems and simulated ones are never on one board. */
export interface Board {
  id: string;
  name: string;
  workload: string | null;
  simulated: boolean;
  systems: System[];
}

const keyOf = (row: SessionsRow | TurnRow) =>
  JSON.stringify([row.run_id, row.provider, row.model, row.location]);

function systemsOf(rows: SessionsRow[], turnsOf: Map<string, TurnRow[]>): System[] {
  const labels = apart(
    rows,
    (r) => providerName(r.provider),
    (r) => `${providerName(r.provider)} ${shortName(r.model)}`,
    (r) => `${r.provider} ${r.model}${r.location === null ? "" : ` from ${r.location}`}`,
    (r) => `${r.provider} ${r.model} ${r.location ?? ""} ${day(r.run_day)} ${r.run_id}`,
  );
  return rows.map((row, i) => ({
    name: [row.provider, row.model, row.location].filter((part) => part !== null).join("/"),
    label: labels[i],
    provider: row.provider,
    simulated: row.simulated,
    row,
    turns: turnsOf.get(keyOf(row)) ?? [],
  }));
}

/** The boards: measured ones first, the newest first among them. */
export function boardsOf({ sessions, turns }: SessionsData): Board[] {
  const turnsOf = Map.groupBy(turns, keyOf);
  const idOf = ({ workload, simulated }: SessionsRow) =>
    `${workload ?? ""}${simulated ? " (simulated)" : ""}`;
  const newest = (rows: SessionsRow[]) =>
    rows.map((r) => r.run_day ?? "").reduce((a, b) => a > b ? a : b);
  return [...Map.groupBy(sessions, idOf)]
    .sort(([, a], [, b]) =>
      Number(a[0].simulated) - Number(b[0].simulated) || (newest(a) < newest(b) ? 1 : -1)
    )
    .map(([id, rows]) => ({
      id,
      name: id || "a workload without a name",
      workload: rows[0].workload,
      simulated: rows[0].simulated,
      systems: systemsOf(rows, turnsOf),
    }));
}
