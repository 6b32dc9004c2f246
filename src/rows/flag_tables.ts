/** What figures of odd requests show, as the rows that their SQL (`flag_sql.ts`) returns. */
import type { Table } from "../shared/csv.js";
import type { Flag } from "./flags.js";
import { nameColumns } from "./request_sql.js";
import { ordered } from "./request_tables.js";
import type { Row, System } from "./systems.js";

const identity = [...nameColumns, "request_index", "attempt"];
const flagColumns = ["ratio", "robust_z", "mad", "tukey"];

export interface Flagged {
  s: System;
  row: Row;
  flag: Flag;
}

function filled(row: Row, flag: Flag | null, metric: string): Row {
  const { ratio = null, z: robust_z = null, mad = null, tukey = null } = flag ?? {};
  const value = row.status === "ok" ? row[metric] : null;
  return { ...row, [metric]: value, ratio, robust_z, mad, tukey };
}

/** The rows of `flagsSql`; `selected` where a part of them is. */
export function flagsTable(
  systems: System[],
  metric: string,
  selected: ((row: Row) => boolean) | null,
): Table {
  const drawn = systems.flatMap((s) =>
    s.rows.flatMap((row, i) =>
      row.status === "ok" && !s.flags[i] ? [] : [{
        ...filled(row, s.flags[i], metric),
        selected: selected?.(row),
      }]
    )
  );
  return {
    columns: [...identity, "status", metric, ...flagColumns, ...(selected ? ["selected"] : [])],
    rows: ordered(drawn, identity),
  };
}

/** The rows of `flaggedSql`, in the order of `flagged`. */
export const flaggedTable = (flagged: Flagged[], metric: string, columns: string[]): Table => ({
  columns: [...identity, metric, ...flagColumns, ...columns],
  rows: flagged.map(({ row, flag }) => filled(row, flag, metric)),
});

/** Rules, by their names in addresses. */
export const rules = { both: "both rules", mad: "MAD", tukey: "Tukey" } as const;
export type Rule = keyof typeof rules;

/** Requests that a rule flags and `inside` lets through, the oddest first: by the ratio to the run's median. */
export function flaggedOf(systems: System[], rule: Rule, inside: (r: Row) => boolean): Flagged[] {
  const flagged = systems.flatMap((s) =>
    s.rows.flatMap((row, i) => {
      const flag = s.flags[i];
      const is = flag && (rule === "both" ? flag.mad && flag.tukey : flag[rule]);
      return is && inside(row) ? [{ s, row, flag }] : [];
    })
  );
  const keyed = flagged.map((f) => ({ ...f.row, f, odd: Math.abs(Math.log(f.flag.ratio)) }));
  return ordered(keyed, ["odd", ...identity], -1).map(({ f }) => f as Flagged);
}
