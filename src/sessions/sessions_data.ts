/** What page /sessions shows: the sessions of each system by workload, and what is counted of each turn. */
import type { SessionsRow, TtftDot, TurnRow } from "@/benchmarks/queries/tables/sessions.ts";
import { apart, providerName, shortName } from "../words/names.js";
import { day } from "../words/format.js";

/** An answered turn: the turn, the place of its session from 0 to 1, and the seconds to its first token. */
export type Dot = [turn: number, place: number, ttftS: number];

/** What the build found: the rows of two tables, their SQL, and answered turns by their system's key. */
export interface SessionsData {
  sessions: SessionsRow[];
  turns: TurnRow[];
  dots: Record<string, Dot[]>;
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
  /** All answered turns, or some of very many. */
  dots: Dot[];
}
/** One workload; real systems and simulated ones are never on one board. */
export interface Board {
  id: string;
  name: string;
  workload: string | null;
  simulated: boolean;
  systems: System[];
}

const keyOf = (row: SessionsRow | TurnRow | TtftDot) =>
  JSON.stringify([row.run_id, row.provider, row.model, row.location]);

/** Answered turns as a page holds them: each system is named once. */
export const dotsOf = (rows: TtftDot[]): SessionsData["dots"] =>
  Object.fromEntries(
    [...Map.groupBy(rows, keyOf)].map(([key, own]) => [
      key,
      own.map((r): Dot => [r.turn, Number(r.place.toFixed(3)), Number(r.ttft_s.toPrecision(4))]),
    ]),
  );

function systemsOf(
  rows: SessionsRow[],
  turnsOf: Map<string, TurnRow[]>,
  dots: SessionsData["dots"],
): System[] {
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
    dots: dots[keyOf(row)] ?? [],
  }));
}

/** The boards: measured ones first, the newest first among them. */
export function boardsOf({ sessions, turns, dots }: SessionsData): Board[] {
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
      systems: systemsOf(rows, turnsOf, dots),
    }));
}
