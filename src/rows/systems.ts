/** Systems of a page's rows: who ran what, with the flags of a metric, and how their panels are laid out. */
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import { runOf } from "./chosen.js";
import { type Flag, flagsOf } from "./flags.js";
import { count } from "../words/format.js";
import { apart, providerName, shortName } from "../words/names.js";
import type { Measured } from "./statistics.js";

export type Row = Measured & Record<string, unknown>;
/** A metric as the catalogue gives it. */
export type Choice = MetricInfo;
/** One provider's run, or runs, of one model; `flags[i]` belongs to `rows[i]`, null where it has no positive value. */
export interface System {
  /** Of this run of it. */
  key: string;
  /** As an address names it, whichever run it is of. */
  name: string;
  label: string;
  provider: string;
  rows: Row[];
  flags: (Flag | null)[];
  /** Largest request number, from 1. */
  last: number;
}

const sizeOf = (row: Row) => (row.model_size ? String(row.model_size).toUpperCase() : "");
/** Name of a system in a link. */
export const systemKey = (r: Record<string, unknown>): string => named(runOf(r), r);
const named = (run: string, r: Record<string, unknown>) =>
  [run, r.provider, r.model, ...(r.location ? [r.location] : [])].join(" ");
/** Name of a system whichever run it is of. */
export const systemName = (r: Record<string, unknown>): string => `${r.provider}/${r.model}`;
/** Name of one attempt in a link. */
export const rowKey = (r: Record<string, unknown>): string =>
  `${named(String(r.run_id), r)} ${r.request_index} ${r.attempt ?? 1}`;
/** Number of a request as people count, from 1. */
export const numberOf = (r: Row): number => Number(r.request_index) + 1;

/** What is odd is odd within its run, also where several are taken together. */
function flagsByRun(rows: Row[], metric: string): (Flag | null)[] {
  const found = new Map<Row, Flag | null>();
  for (const own of Map.groupBy(rows, (r) => r.run_id).values()) {
    const flags = flagsOf(own.map((r) => (r.status === "ok" ? r[metric] as number | null : null)));
    own.forEach((row, i) => found.set(row, flags[i]));
  }
  return rows.map((row) => found.get(row)!);
}

/** Systems of rows of one workload, in order of model size and name; no two bear one label. */
export function systemsOf(rows: Row[], metric: string): System[] {
  const systems = [...Map.groupBy(rows, (r) => systemKey(r))].map(([key, own]): System => ({
    key,
    name: systemName(own[0]),
    provider: String(own[0].provider),
    rows: own,
    label: `${providerName(String(own[0].provider))} ${
      shortName(sizeOf(own[0]) || String(own[0].model))
    }`,
    flags: flagsByRun(own, metric),
    last: own.reduce((n, r) => Math.max(n, numberOf(r)), 1),
  }));
  const longer = (s: System, ...columns: string[]) =>
    [s.label, ...columns.map((c) => s.rows[0][c])].filter(Boolean).join(" ");
  const labels = apart(
    systems,
    (s) => s.label,
    (s) => `${s.label} ${shortName(String(s.rows[0].model))}`,
    (s) => longer(s, "model"),
    (s) => longer(s, "model", "location", "run_id"),
  );
  systems.forEach((s, i) => s.label = labels[i]);
  return systems.sort((a, b) =>
    parseFloat(sizeOf(b.rows[0]) || "0") - parseFloat(sizeOf(a.rows[0]) || "0") ||
    a.label.localeCompare(b.label)
  );
}

/** Panels in rows (model sizes) and columns (providers), null for no run; null altogether where no such grid fits. */
export function gridOf(
  systems: System[],
): { columns: string[]; rows: { name: string; cells: (System | null)[] }[] } | null {
  const columns = [...new Set(systems.map((s) => s.provider))].sort();
  if (columns.length > 8 || systems.length === 0) return null;
  const named = Map.groupBy(systems, (s) => sizeOf(s.rows[0]) || String(s.rows[0].model));
  const rows = [...named].map(([name, own]) => ({
    name,
    cells: columns.map((c) => own.find((s) => s.provider === c) ?? null),
  }));
  const placed = rows.reduce((n, r) => n + r.cells.filter((c) => c !== null).length, 0);
  return placed === systems.length ? { columns, rows } : null;
}

/**
 * One line: how many requests to how many systems, how many of them simulated, and the days they ran. `page` are all
 * rows of the page, where `rows` are those of one choice.
 */
export function kickerOf(rows: Row[], dayOf: (iso: string) => string, page = rows): string {
  const days = rows.map((r) => r.run_day as string | null).filter((d): d is string => !!d).sort();
  const span = days.length === 0
    ? "at an unknown date"
    : days[0] === days.at(-1)
    ? dayOf(days[0])
    : `${dayOf(days[0])} to ${dayOf(days.at(-1)!)}`;
  const all = Number(page[0]?.sampled_from ?? page.length);
  const sample = all > page.length
    ? ` (of a seeded sample, ${count(page.length)} of ${count(all)})`
    : "";
  const systems = new Set(rows.map(systemKey)).size;
  const simulated = rows.filter((r) => r.simulated).length;
  const share = simulated === 0
    ? ""
    : simulated === rows.length
    ? "simulated "
    : `(${count(simulated)} simulated) `;
  return `${count(rows.length)} ${share}${
    rows.length === 1 ? "request" : "requests"
  }${sample} to ${systems} ${systems === 1 ? "system" : "systems"} · measured ${span}`;
}
