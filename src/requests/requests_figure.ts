/** The table of requests as a reader takes it away: all rows that the filters leave, and the SQL that returns them. */
import { takeHtml } from "../components/figure.js";
import { nameColumns, ofTargets, remarksOf, targetsOf } from "../rows/request_sql.js";
import type { Choice, Row } from "../rows/systems.js";
import { count } from "../words/format.js";
import { filtersOf, order as byName, type State } from "./requests_select.js";

const target = "(run_id, provider, model, coalesce(location, ''))";
/** Which of the newest runs the page has where the address names none. */
const sources: Record<string, string> = {
  real: "selection IS NULL",
  timed: "NOT simulated AND selection IS NOT NULL",
};

/** Which requests the page has before a filter. */
function scope(rows: Row[], { run_id, data }: State): string[] {
  const newest = `${target} IN (
    SELECT ${target} FROM latest WHERE ${sources[data] ?? sources.real})`;
  return [
    // A correctness run has nothing but probes.
    ...(rows.length && rows.every((r) => r.phase !== "measured") ? [] : ["phase = 'measured'"]),
    ...(run_id ? [] : [rows.some((r) => r.chosen) ? ofTargets(targetsOf(rows)) : newest]),
  ];
}

/** The line below the table; `order` are the rows that the filters leave in their order, of `rows`. */
export function takenHtml(
  order: Row[],
  rows: Row[],
  state: State,
  metrics: Choice[],
  remarks: string[],
): string {
  const filters = filtersOf(rows, state);
  const columns = [
    ...nameColumns,
    "request_index",
    "attempt",
    ...["status", "error_class", "finish_reason", "finish_reason_raw"],
    ...metrics.map((m) => m.name),
  ];
  const by = state.sort
    ? `${state.sort.replace("-", "")}${state.sort[0] === "-" ? " DESC" : ""} NULLS LAST, `
    : "";
  return takeHtml({
    id: "requests",
    title: "Requests",
    caption: `${count(order.length)} requests: ${filters.map((f) => f.words).join(", ") || "all"}.`,
    data: () => ({ columns, rows: order }),
    sql: `${remarksOf({ remarks })}SELECT ${columns.join(", ")}
FROM requests
WHERE ${[...scope(rows, state), ...filters.map((f) => f.sql)].join("\n  AND ")}
ORDER BY ${by}${byName.join(", ")}`,
  });
}
