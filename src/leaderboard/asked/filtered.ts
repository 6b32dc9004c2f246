/** What the reader's own filters of a leaderboard leave of its rows. */
import type { RequestRow } from "../../rows/board.js";
import { flagsOf } from "../../rows/flags.js";
import { keyOf } from "../board_view.js";
import type { Filters } from "../leaderboard_filters.js";

/** The rows that the filters leave. */
export function filterRows(
  rows: RequestRow[],
  metric: string,
  { from, to, hour, outliers, length }: Filters,
): RequestRow[] {
  // What is odd is odd for its whole run, whatever part of it is looked at.
  const odd = new Set(
    outliers
      ? [...Map.groupBy(rows, (r) => `${r.run_id}\n${keyOf(r)}`).values()]
        .flatMap((own) => flaggedByBoth(own, metric))
      : [],
  );
  return rows.filter((r) =>
    (!from || r.request_index + 1 >= Number(from)) &&
    (!to || r.request_index + 1 <= Number(to)) &&
    (!hour || r.utc_hour === Number(hour)) &&
    // Failed attempts have no length and stay.
    (!length || !r.short && !r.over) &&
    !odd.has(r)
  );
}

/** Succeeded rows of one run that both rules flag, on the log of the metric (method page, outlier flags). */
export function flaggedByBoth(rows: RequestRow[], metric: string): RequestRow[] {
  const own = rows.filter((r) => r.status === "ok");
  const flags = flagsOf(own.map((r) => r[metric] as number | null));
  return own.filter((_, i) => flags[i]?.mad && flags[i]?.tukey);
}
