/** What a reader can choose on page `/load/`, and what that leaves of the steps. */
import type {
  Asked,
  LoadData,
  LoadStep,
  TimeName,
} from "@/benchmarks/queries/load/judged_steps.ts";
import { knownLimits, limitDefaults, limitsOf, type LimitState } from "../choice/limits.js";
import { leftOut } from "../components/system_chips.js";
import { type Good, goodAsked, goodWithin } from "./load_good.js";
import { type LoadSet, type LoadTarget, setsOf } from "./load_sets.js";

/**
 * Kept in the address. `run`: a run with steps, or a workload of runs without; `good`: "asked" by the run's own search,
 * or "mine".
 */
export type LoadState = LimitState & Record<"run" | "metric" | "at" | "systems" | "good", string>;

/** The times that a reader can look at. */
export const metrics: Record<Exclude<TimeName, "decode_tokens_per_s">, string> = {
  e2e_latency_s: "Latency from sending",
  response_time_s: "Response time from the schedule",
  ttft_s: "Time to first token",
};
export type Metric = keyof typeof metrics;
export const quantiles = { median: "Median", p95: "P95", p99: "P99" };
export type At = keyof typeof quantiles;

export interface ChosenLoad {
  state: LoadState;
  /** Null where the store has no step. */
  set: LoadSet | null;
  sets: LoadSet[];
  /** Those of the set that are not left out. */
  targets: LoadTarget[];
  metric: Metric;
  at: At;
  asked: Asked | null;
  good: Good;
}

/** Value of a time at a quantile, as the table has it. */
export const valueOf = (step: LoadStep, metric: Metric, at: At): number | null =>
  step[at === "median" ? metric : `${metric.slice(0, -2)}_${at}_s` as keyof LoadStep] as
    | number
    | null;

/** The newest valid run with steps, with the other systems of its workload; else the newest workload without. */
function firstOf(sets: LoadSet[]): LoadSet | undefined {
  const first = sets.find(({ kind, targets }) =>
    kind !== "together" && targets.some(({ invalid }) => !invalid)
  );
  const whole = sets.find(({ kind, targets }) =>
    kind === "together" && targets.some(({ run_id }) => run_id === first?.id)
  );
  return whole ?? first ?? sets[0];
}

/** What the search of a set asked for: the same of all its targets, for they have one workload. */
const askedOf = ({ asked }: LoadData, { targets }: LoadSet): Asked | null =>
  // A run may be called as what every object has, such as constructor.
  Object.hasOwn(asked, targets[0].run_id) ? asked[targets[0].run_id] : null;

/** A load by a schedule is looked at as its users meet it, from the schedule. */
const metricOf = (set?: LoadSet): Metric =>
  set?.targets.some(({ steps }) => steps.some((s) => s.response_time_s !== null))
    ? "response_time_s"
    : "e2e_latency_s";

export function loadDefaults(all: LoadData, state: Partial<LoadState> = {}): LoadState {
  const sets = setsOf(all);
  const first = firstOf(sets);
  const set = sets.find(({ id }) => id === state.run) ?? first;
  return {
    run: first?.id ?? "",
    metric: metricOf(set),
    at: "median",
    systems: "",
    ...limitDefaults,
    good: set && askedOf(all, set) ? "asked" : "mine",
  };
}

/** Replaces, in place, what the page cannot show, and returns the run that is not here. */
export function knownLoad(all: LoadData, state: LoadState): string | null {
  const defaults = loadDefaults(all, state);
  const gone = setsOf(all).some(({ id }) => id === state.run) ? null : state.run;
  if (gone !== null) state.run = defaults.run;
  const own = loadDefaults(all, state);
  if (!(state.metric in metrics)) state.metric = own.metric;
  if (state.metric === "response_time_s" && own.metric !== "response_time_s") {
    state.metric = own.metric;
  }
  if (!(state.at in quantiles)) state.at = own.at;
  if (state.good !== "mine") state.good = own.good;
  knownLimits(state);
  return gone;
}

export function chosenLoad(all: LoadData, state: LoadState): ChosenLoad {
  const sets = setsOf(all);
  const set = sets.find(({ id }) => id === state.run) ?? null;
  const out = leftOut(state.systems);
  const asked = set && askedOf(all, set);
  return {
    ...{ state, set, sets },
    targets: set?.targets.filter(({ name }) => !out.has(name)) ?? [],
    metric: state.metric as Metric,
    at: state.at as At,
    asked,
    good: asked && state.good === "asked" ? goodAsked(asked) : goodWithin(all, limitsOf(state)),
  };
}
