/** What a reader can choose on page `/time`, what is chosen at first, and which hours that leaves. */
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import type { JudgedHours } from "@/benchmarks/queries/time/hour_effects.ts";
import type { HourRow, TimeSet } from "@/benchmarks/queries/time/hours.ts";
import { leftOut } from "../components/system_chips.js";
import { dateOf, modelOf, throughout } from "../rows/throughout.js";
import { count, day } from "../words/format.js";
import { apart, shortName } from "../words/names.js";
import {
  type Cell,
  cellsOf,
  lineOf,
  modelsByServices,
  placesIn,
  regionName,
  serviceName,
} from "./time_data.js";
import { isZone, type Local, localOf, type Offset, offsetsOf } from "./time_zone.js";

/** Kept in the address. `system`: "provider/model", empty for all; `zone`: "utc" or a zone's name. */
export type TimeState = Record<
  "data" | "metric" | "system" | "location" | "zone" | "place" | "systems",
  string
>;

/** What the site has of hours. */
export interface Measured {
  rows: HourRow[];
  sets: TimeSet[];
  judged: JudgedHours[];
  metrics: MetricInfo[];
}

/** A drawing has room for so many systems and places; of more it shows each place, all systems together. */
const mostRows = 8;

/** One's own first; of others one that has two days before one that has a single one. */
const firstSet = (sets: TimeSet[]): TimeSet =>
  sets.find((s) => s.kind === "own") ?? sets.find((s) => s.days > 1) ?? sets[0];
const setOf = ({ sets }: Measured, { data }: Partial<TimeState>): TimeSet =>
  sets.find((s) => s.id === data) ?? firstSet(sets);

/** What a data set offers; `here` are its rows from the chosen place. */
export function offersOf(all: Measured, state: Partial<TimeState>) {
  const set = setOf(all, state);
  const rows = all.rows.filter((r) => r.set === set.id);
  const metrics = all.metrics.filter(({ name }) => rows.some((r) => r[name] !== null));
  const places = placesIn(rows);
  const here = rows.filter((r) =>
    !places.includes(state.location!) || r.location === state.location
  );
  return {
    ...{ set, rows, here, places },
    metrics: metrics.length ? metrics : all.metrics,
    systems: [...new Set(here.map(modelOf))].sort(),
    /** Models of which it has something to say from where they are fast. */
    shared: places.length > 1 ? modelsByServices(rows).map((m) => m.model) : [],
  };
}

/** State of a page nobody touched, or of a data set whose other choices nobody touched. */
export function timeDefaults(all: Measured, state: Partial<TimeState> = {}): TimeState {
  const { metrics, shared } = offersOf(all, state);
  return {
    data: firstSet(all.sets).id,
    metric: metrics[0].name,
    ...{ system: "", location: "", zone: "utc", place: shared[0] ?? "", systems: "" },
  };
}

/** Replaces, in place, every value that the page cannot show by its default: a link may be old. */
export function knownState(state: TimeState, all: Measured): void {
  state.data = setOf(all, state).id;
  const { metrics, systems, places, shared } = offersOf(all, state);
  const defaults = timeDefaults(all, state);
  const allowed: Partial<Record<keyof TimeState, unknown[]>> = {
    metric: metrics.map((m) => m.name),
    system: ["", ...systems],
    location: ["", ...places],
    place: shared,
  };
  for (const name of Object.keys(allowed) as (keyof TimeState)[]) {
    if (!allowed[name]!.includes(state[name])) state[name] = defaults[name];
  }
  if (!isZone(state.zone) || /^utc$/i.test(state.zone)) state.zone = "utc";
}

/** What a drawing has a row of: a system from a place, or where they are many, a place. */
export interface Line {
  key: string;
  label: string;
  provider: string | null;
}

/** What a state leaves of the hours. */
export interface Chosen extends ReturnType<typeof offersOf> {
  state: TimeState;
  metric: MetricInfo;
  cells: Cell[];
  lines: Line[];
  /** Each system from each place, whatever the rows are. */
  systemLines: Line[];
  /** Whether a row is a place, with all its systems. */
  pooled: boolean;
  /** Whether a row is called by its place. */
  byPlace: boolean;
  rowOf(cell: Cell): string;
  local(cell: Cell): Local;
  offsets: Offset[];
  /** Where some systems were measured throughout, and others are left out for that: first day and the systems. */
  steady: ReturnType<typeof throughout> | null;
  /** Systems left out, as "provider/model". */
  out: Set<string>;
  /** What was measured, as a sentence has it. */
  subject: string;
  /** What was measured, when, and what is left out: text for captions. */
  scope: string;
}

function linesOf(cells: Cell[], places: (string | null)[]): Line[] {
  const rows = [...new Map(cells.map((c) => [c.line, c.row]))]
    .sort(([, a], [, b]) =>
      modelOf(a).localeCompare(modelOf(b)) ||
      places.indexOf(a.location) - places.indexOf(b.location)
    );
  const named = ({ provider, model }: HourRow) => `${serviceName(provider)} ${shortName(model)}`;
  const one = new Set(rows.map(([, r]) => modelOf(r))).size === 1;
  const labels = apart(
    rows,
    ([, r]) => one && rows.length > 1 ? regionName(r.location) : serviceName(r.provider),
    ([, r]) => named(r),
    ([, r]) => `${named(r)}, ${regionName(r.location)}`,
  );
  return rows.map(([key, r], i) => ({ key, label: labels[i], provider: r.provider }));
}

export function chosenOf(all: Measured, state: TimeState): Chosen {
  const offers = offersOf(all, state);
  const { rows, here, places, metrics, set } = offers;
  const out = leftOut(state.systems);
  const metric = metrics.find((m) => m.name === state.metric) ?? metrics[0];
  const asked = state.system
    ? here.filter((r) => modelOf(r) === state.system)
    : here.filter((r) => !out.has(modelOf(r)));
  const pooled = new Set(asked.map(lineOf)).size > mostRows;
  // Who joins late would stand for the last days alone.
  const whole = pooled ? throughout(rows as never) : null;
  const dates = new Set(rows.map(dateOf));
  const longEnough = [...dates].filter((d) => whole && d >= whole.from).length * 2 > dates.size;
  const steady = whole?.models.size && longEnough ? whole : null;
  const own = steady
    ? asked.filter((r) => steady.models.has(modelOf(r)) && dateOf(r) >= steady.from)
    : asked;
  const cells = cellsOf(own, metric.name);
  const offsets = offsetsOf(own.map((r) => r.started_at), state.zone);
  const seen = cells.map(({ row }) => dateOf(row)).sort();
  const systems = new Set(cells.map(({ row }) => modelOf(row))).size;
  const inForce = steady ? steady.models.size : offers.systems.length;
  const what = state.system
    ? state.system
    : systems === 1
    ? modelOf(cells[0].row)
    : `the ${count(inForce)} systems${steady ? " measured throughout" : ""}${
      systems < inForce ? `, ${systems} of ${inForce} chosen` : ""
    }`;
  const days = [...new Set([seen[0], seen.at(-1)])].map((d) => day(d ?? null));
  const when = seen.length ? `, ${days.join(" to ")}` : "";
  const systemLines = linesOf(cells, places);
  return {
    ...offers,
    ...{ state, metric, cells, systemLines, pooled, offsets, steady, out },
    lines: pooled
      ? places.filter((p) => cells.some(({ row }) => row.location === p))
        .map((p) => ({ key: String(p), label: regionName(p), provider: null }))
      : systemLines,
    byPlace: pooled || systems === 1 && systemLines.length > 1,
    rowOf: pooled ? ({ row }) => String(row.location) : ({ line }) => line,
    local: ({ row }) => localOf(row.started_at, offsets),
    subject: systems === 1 ? shortName(what) : `the same ${systems} systems`,
    scope: `${set.kind === "simulated" ? "Simulated: " : ""}${metric.label} of ${what}${when}`,
  };
}
