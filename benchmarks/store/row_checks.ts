/** Whether the rows of a run can be what they say: a run with one that cannot is no result. */
import { columnNames, record } from "../record/record.ts";
import type { Database, JsonValue } from "./duckdb.ts";

/** Rounding of sums of seconds. */
const rounding = 1e-6;
/** No request takes longer: a sum or a square of what is longer may leave the numbers there are. */
export const mostSeconds = 31_557_600;

/** By what is wrong, a condition over rows of the record. */
type Faults = Record<string, string>;

/** Rows that no page could show: whoever they are from, such a run is left out. */
export const shapeFaults: Faults = {
  ...Object.fromEntries(
    columnNames.filter((name) => record[name].required)
      .map((name) => [`${name} missing`, `${name} IS NULL`]),
  ),
  "an unknown status": "status NOT IN ('ok', 'failed', 'dropped', 'incomplete')",
  "an unknown phase": "phase NOT IN ('warmup', 'measured', 'cooldown', 'probe', 'retry')",
};

/** Rows whose numbers cannot be: a run that has one must say of itself that it is invalid. */
export const valueFaults: Faults = {
  ...Object.fromEntries(columnNames.flatMap((name) => {
    const { group, type, unit } = record[name];
    if (type === "DOUBLE") {
      const below = group === "instants" && name !== "schedule_lag_s"
        ? [[`${name} below 0`, `${name} < -${rounding}`]]
        : [];
      return [...below, [`${name} beyond a year`, `abs(${name}) > ${mostSeconds}`]];
    }
    return type === "INTEGER" && unit === "tokens" ? [[`${name} below 0`, `${name} < 0`]] : [];
  })),
  "request_index below 0": "request_index < 0",
  "a block that no plan has": "block NOT BETWEEN 0 AND 99999",
  "attempt below 1": "attempt < 1",
  "an hour that no day has": "utc_hour NOT BETWEEN 0 AND 23 OR local_hour NOT BETWEEN 0 AND 23",
  "a weekday that no week has": "weekday NOT BETWEEN 1 AND 7",
  "ttft_s after last_token_s": `ttft_s > last_token_s + ${rounding}`,
  "last_token_s after e2e_latency_s": `last_token_s > e2e_latency_s + ${rounding}`,
  "ttft_s after e2e_latency_s": `ttft_s > e2e_latency_s + ${rounding}`,
};

const columnOf = (what: string) => `"${what}"`;

/** Aggregate list over rows of the record: how many of those that `among` (SQL) chooses have each fault. */
export const countFaults = (faults: Faults, among = "true"): string =>
  Object.entries(faults).map(([what, sql]) =>
    `count(*) FILTER ((${sql}) AND ${among}) AS ${columnOf(what)}`
  ).join(", ");

/** Condition over a row of the record: it has one of the faults. */
export const anyFault = (faults: Faults): string =>
  `(${Object.values(faults).map((sql) => `(${sql})`).join(" OR ")})`;

/** What such counts say, as in "2 rows with ttft_s below 0"; null where there is no fault. */
export function saidOf(faults: Faults, counts: Record<string, JsonValue>): string | null {
  const wrong = Object.keys(faults).flatMap((what) => {
    const n = counts[what] as number;
    return n ? [`${n} ${n === 1 ? "row" : "rows"} with ${what}`] : [];
  });
  return wrong.length ? wrong.join(", ") : null;
}

/** All of several reasons, each once: what an earlier one says is not said again. Null where there is none. */
export function allReasons(...reasons: (string | null | undefined)[]): string | null {
  const said: string[] = [];
  for (const why of reasons) {
    if (!why || said.some((one) => one.includes(why))) continue;
    // A target's reasons begin with those of its run.
    said.push(...why.split("; ").filter((part) => !said.includes(part)));
  }
  return said.length ? said.join("; ") : null;
}

/** A target whose rows cannot be what they say. */
export interface TargetFault {
  provider: string;
  model: string;
  why: string;
}

/** Which rows of view `requests` cannot be, by target: no server's numbers are a fault of the others. */
export async function rowFaults(db: Database): Promise<TargetFault[]> {
  const faults = { ...shapeFaults, ...valueFaults };
  const { rows } = await db.query(
    `SELECT provider, model, ${countFaults(faults)} FROM requests GROUP BY provider, model`,
  );
  return rows.flatMap(({ provider, model, ...counts }) => {
    const why = saidOf(faults, counts);
    return why === null ? [] : [{ provider: String(provider), model: String(model), why }];
  });
}
