/** Whether the rows of a run can be what they say: a run with one that cannot is no result. */
import { columnNames, record } from "../record/record.ts";
import type { Database } from "./duckdb.ts";

/** Rounding of sums of seconds. */
const rounding = 1e-6;

// By what is wrong, a condition over view `requests`.
const faults: Record<string, string> = {
  ...Object.fromEntries(columnNames.flatMap((name) => {
    const { required, group, type, unit } = record[name];
    const below = group === "instants" && name !== "schedule_lag_s"
      ? `${name} < -${rounding}`
      : type === "INTEGER" && unit === "tokens"
      ? `${name} < 0`
      : null;
    return [
      ...(required ? [[`${name} missing`, `${name} IS NULL`]] : []),
      ...(below ? [[`${name} below 0`, below]] : []),
    ];
  })),
  "an unknown status": "status NOT IN ('ok', 'failed', 'dropped', 'incomplete')",
  "an unknown phase": "phase NOT IN ('warmup', 'measured', 'cooldown', 'probe')",
  "ttft_s after last_token_s": `ttft_s > last_token_s + ${rounding}`,
  "last_token_s after e2e_latency_s": `last_token_s > e2e_latency_s + ${rounding}`,
  "ttft_s after e2e_latency_s": `ttft_s > e2e_latency_s + ${rounding}`,
};

/** Which rows of view `requests` cannot be, such as "2 rows with ttft_s below 0"; null where all can. */
export async function rowFaults(db: Database): Promise<string | null> {
  const counts = Object.values(faults).map((sql, i) => `count(*) FILTER (${sql}) AS fault_${i}`);
  const { rows: [found] } = await db.query(`SELECT ${counts.join(", ")} FROM requests`);
  const wrong = Object.keys(faults).flatMap((what, i) => {
    const n = found[`fault_${i}`] as number;
    return n ? [`${n} ${n === 1 ? "row" : "rows"} with ${what}`] : [];
  });
  return wrong.length ? wrong.join(", ") : null;
}
