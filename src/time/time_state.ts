/** What a reader can choose on page `/time`, and what is chosen at first. */
import type { Row } from "../rows/systems.js";
import { modelOf, throughout } from "../rows/throughout.js";
import { modelsByServices } from "./time_data.js";

/** Kept in the address. */
export interface TimeState extends Record<string, string> {
  metric: string;
  models: string;
  model: string;
  zone: string;
  place: string;
}
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
/** The metric that a state names. */
export const metricOf = (state: TimeState) =>
  timeMetrics.find((m) => m.name === state.metric) ?? timeMetrics[0];

/** State of a page nobody touched. */
export function timeDefaults(rows: Row[]): TimeState {
  const steady = [...throughout(rows).models].sort();
  return {
    metric: "ttft_s",
    models: "throughout",
    model: steady[0] ?? modelOf(rows[0]),
    zone: "utc",
    place: modelsByServices(rows)[0]?.model ?? "",
  };
}

/** State with every value that the page cannot show replaced by its default: a link may be old. */
export function knownState(state: TimeState, defaults: TimeState, rows: Row[]): TimeState {
  const allowed: Record<string, string[]> = {
    metric: timeMetrics.map((m) => m.name),
    models: ["throughout", "one"],
    model: rows.map(modelOf),
    zone: ["utc", "local"],
    place: modelsByServices(rows).map((m) => m.model),
  };
  return Object.fromEntries(
    Object.entries(state).map(([k, v]) => [k, allowed[k].includes(v) ? v : defaults[k]]),
  ) as TimeState;
}
