/** Which steps of load stand together: those of one run, or the single points of runs of one workload. */
import type { LoadData, LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { minute } from "../words/format.js";
import { apart, providerName, shortName } from "../words/names.js";

/** One target in a set. */
export interface LoadTarget {
  /** As an address names it: "provider/model". */
  name: string;
  label: string;
  provider: string;
  model: string;
  location: string | null;
  simulated: boolean;
  run_id: string;
  /** The same for all; why it is no result. */
  invalid: string | null;
  /** In the order in which they are joined: as they were made, those of a search by their load. */
  steps: LoadStep[];
}
export interface LoadSet {
  id: string;
  label: string;
  /** The newest steps of every target of a workload, those of one run, or a workload with one point a target. */
  kind: "together" | "run" | "points";
  /** Whether its targets have steps. */
  stepped: boolean;
  shape: string;
  workload: string | null;
  /** ISO time of the newest, UTC; null where nobody says. */
  ran_at: string | null;
  targets: LoadTarget[];
}

const steppedShapes = ["sweep", "find", "stages"];
const iso = (time: string | null) => time && `${time.replace(" ", "T")}Z`;

/** The load of a step as one number: requests per second, or in flight; null where it has no one. */
export function levelOf({ rate_from, rate_to, concurrency, shape }: LoadStep): number | null {
  // The most in flight is no load where a trace says when requests come.
  if (shape === "trace") return null;
  return rate_from === null ? concurrency : rate_from === rate_to ? rate_from : null;
}

/** At most three digits that count: 8, 9.51, 120. */
export const levelText = (level: number): string => String(Number(level.toPrecision(3)));

/** Whether its load is a rate. */
export const isRate = ({ rate_from }: LoadStep): boolean => rate_from !== null;

function targetsOf(rows: LoadStep[]): LoadTarget[] {
  const groups = [
    ...Map.groupBy(rows, (r) => JSON.stringify([r.run_id, r.provider, r.model, r.location]))
      .values(),
  ];
  const labels = apart(
    groups,
    ([r]) => providerName(r.provider),
    ([r]) => `${providerName(r.provider)} ${shortName(r.model)}`,
    ([r]) => `${providerName(r.provider)} ${shortName(r.model)}, ${r.location ?? "no place"}`,
    ([r]) => `${providerName(r.provider)} ${shortName(r.model)}, ${r.run_id}`,
  );
  return groups.map((own, i): LoadTarget => {
    const { provider, model, location, simulated, run_id, invalid, shape } = own[0];
    return {
      ...{ name: `${provider}/${model}`, label: labels[i], provider, model, location },
      ...{ simulated, run_id, invalid },
      steps: shape === "find"
        ? own.toSorted((a, b) => (levelOf(a) ?? 0) - (levelOf(b) ?? 0))
        : own.toSorted((a, b) => a.step - b.step),
    };
  });
}

/** What a set is made of: its rows, its name in an address, and in the list. */
interface Made {
  rows: LoadStep[];
  id: string;
  label: string;
}

const workloadOf = ({ workload_hash, location, simulated }: LoadStep) =>
  [workload_hash ?? "", location ?? "", simulated ? "simulated" : ""].join("~");
const workloadLabel = ({ workload, location, simulated }: LoadStep) =>
  [
    workload ?? "an unknown workload",
    location ? `from ${location}` : "",
    simulated ? "simulated" : "",
  ].filter(Boolean).join(", ");

/** Of each workload the newest steps of every target, where they are of several runs. */
const together = (stepped: LoadStep[]): Made[] =>
  [...Map.groupBy(stepped.filter(({ invalid }) => !invalid), workloadOf)]
    .flatMap(([key, all]) => {
      // The newest run stands first.
      const newest = Map.groupBy(all, ({ provider, model }) => JSON.stringify([provider, model]));
      const rows = [...newest.values()].flatMap((own) =>
        own.filter(({ run_id }) => run_id === own[0].run_id)
      );
      const several = new Set(rows.map(({ run_id }) => run_id)).size > 1;
      return several ? [{ rows, id: `newest~${key}`, label: workloadLabel(rows[0]) }] : [];
    });

/** Runs with steps, the newest first. */
const runsOf = (stepped: LoadStep[]): Made[] =>
  [...Map.groupBy(stepped, (s) => s.run_id)].map(([id, rows]) => ({
    rows,
    id,
    label: [shortName(rows[0].config_name ?? id), minute(iso(rows[0].ran_at)), rows[0].shape]
      .filter(Boolean).join(", "),
  }));

/** Sets of the page: workloads with steps by several runs, runs with steps, workloads without; the newest first. */
export function setsOf({ steps }: Pick<LoadData, "steps">): LoadSet[] {
  const stepped = steps.filter((s) => steppedShapes.includes(s.shape));
  const single = steps.filter((s) => !steppedShapes.includes(s.shape));
  const of = (kind: LoadSet["kind"]) => ({ rows, id, label }: Made): LoadSet => ({
    ...{ id, label, kind, shape: rows[0].shape, workload: rows[0].workload },
    stepped: kind !== "points",
    ran_at: iso(rows[0].ran_at),
    targets: targetsOf(rows),
  });
  return [
    ...together(stepped).map(of("together")),
    ...runsOf(stepped).map(of("run")),
    ...[...Map.groupBy(single, workloadOf)]
      .map(([key, rows]) => ({ rows, id: `points~${key}`, label: workloadLabel(rows[0]) }))
      .map(of("points")),
  ];
}
