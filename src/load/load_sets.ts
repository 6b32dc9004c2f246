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
  /** Whether it is a run with steps; else a workload with one point a target. */
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
export const levelOf = ({ rate_from, rate_to, concurrency }: LoadStep): number | null =>
  rate_from === null ? concurrency : rate_from === rate_to ? rate_from : null;

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

/** Sets of the page: runs with steps, the newest first, then workloads without, the newest first. */
export function setsOf({ steps }: Pick<LoadData, "steps">): LoadSet[] {
  const stepped = steps.filter((s) => steppedShapes.includes(s.shape));
  const single = steps.filter((s) => !steppedShapes.includes(s.shape));
  const of = (rows: LoadStep[], id: string, label: string, is: boolean): LoadSet => ({
    ...{ id, label, stepped: is, shape: rows[0].shape, workload: rows[0].workload },
    ran_at: iso(rows[0].ran_at),
    targets: targetsOf(rows),
  });
  const runs = [...Map.groupBy(stepped, (s) => s.run_id)].map(([run_id, rows]) =>
    of(
      rows,
      run_id,
      [shortName(rows[0].config_name), minute(iso(rows[0].ran_at)), rows[0].shape]
        .filter(Boolean).join(", "),
      true,
    )
  );
  const workloads = [
    ...Map.groupBy(
      single,
      (s) =>
        ["points", s.workload_hash ?? "", s.location ?? "", s.simulated ? "simulated" : ""]
          .join("~"),
    ),
  ].map(([id, rows]) =>
    of(
      rows,
      id,
      [
        rows[0].workload ?? "an unknown workload",
        rows[0].location ? `from ${rows[0].location}` : "",
        rows[0].simulated ? "simulated" : "",
      ].filter(Boolean).join(", "),
      false,
    )
  );
  return [...runs, ...workloads];
}
