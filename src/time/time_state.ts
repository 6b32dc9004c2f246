/** What a reader can choose on page `/time`, what is chosen at first, and which measurements that leaves. */
import { leftOut } from "../components/system_chips.js";
import type { Row } from "../rows/systems.js";
import { dateOf, modelOf, throughout } from "../rows/throughout.js";
import { day } from "../words/format.js";
import { modelsByServices, type Ratio, ratiosOf, regionsOf } from "./time_data.js";

/** Kept in the address. */
export type TimeState = Record<
  "metric" | "models" | "model" | "zone" | "place" | "systems",
  string
>;
export interface TimeMetric {
  name: string;
  label: string;
  title: string;
  unit: string;
  better: "higher" | "lower";
}
/** What the page offers; catalogue names. */
export const timeMetrics: TimeMetric[] = [
  { name: "ttft_s", label: "TTFT", title: "Time to first token", unit: "s", better: "lower" },
  {
    name: "decode_tokens_per_s",
    label: "Decode",
    title: "Throughput, decode",
    unit: "tokens/s",
    better: "higher",
  },
];

/** The measurements, and what no choice changes in them. */
export interface Measured {
  rows: Row[];
  steady: ReturnType<typeof throughout>;
  /** Every "provider/model". */
  models: string[];
  /** Models that several services offer. */
  shared: string[];
  regions: string[];
}
export const measuredOf = (rows: Row[]): Measured => ({
  rows,
  steady: throughout(rows),
  models: [...new Set(rows.map(modelOf))].sort(),
  shared: modelsByServices(rows).map((m) => m.model),
  regions: regionsOf(rows),
});

/** State of a page nobody touched. */
export const timeDefaults = ({ steady, models, shared }: Measured): TimeState => ({
  metric: "ttft_s",
  models: "throughout",
  model: [...steady.models].sort()[0] ?? models[0],
  zone: "utc",
  place: shared[0] ?? "",
  systems: "",
});

/** Replaces, in place, every value that the page cannot show by its default: a link may be old. */
export function knownState(state: TimeState, all: Measured): void {
  const defaults = timeDefaults(all);
  const allowed: Partial<Record<keyof TimeState, string[]>> = {
    metric: timeMetrics.map((m) => m.name),
    models: ["throughout", "one"],
    model: all.models,
    zone: ["utc", "local"],
    place: all.shared,
  };
  for (const name of Object.keys(allowed) as (keyof TimeState)[]) {
    if (!allowed[name]!.includes(state[name])) state[name] = defaults[name];
  }
}

/** What a state leaves of the measurements for the hours and days. */
export interface Chosen {
  state: TimeState;
  metric: TimeMetric;
  own: Row[];
  ratios: Ratio[];
  /** First day, where the days before are left out. */
  from?: string;
  /** Systems left out, as "provider/model". */
  out: Set<string>;
  /** What was measured, as a sentence has it. */
  subject: string;
  /** What was measured, when, and what is left out: text for captions. */
  scope: string;
}

export function chosenOf(all: Measured, state: TimeState): Chosen {
  const { steady } = all;
  const out = leftOut(state.systems);
  const metric = timeMetrics.find((m) => m.name === state.metric)!;
  const one = state.models === "one";
  const inForce = one ? new Set([state.model]) : steady.models;
  const models = new Set([...inForce].filter((model) => !out.has(model)));
  const own = all.rows.filter((r) => models.has(modelOf(r)) && (one || dateOf(r) >= steady.from));
  const dates = own.map(dateOf).sort();
  const left = models.size < inForce.size ? `, ${models.size} of ${inForce.size} chosen` : "";
  const what = one ? state.model : `the ${inForce.size} models measured throughout${left}`;
  const when = dates.length ? `, ${day(dates[0])} to ${day(dates.at(-1)!)}` : "";
  return {
    ...{ state, metric, own, out },
    from: one ? undefined : steady.from,
    ratios: ratiosOf(own, metric.name, state.zone === "local"),
    subject: one ? state.model : `the same ${models.size} models`,
    scope: `${metric.title} of ${what}${when}`,
  };
}
