/** Runs of a system with those beyond the ends of its line. */
import { ordered } from "../rows/request_tables.js";
import type { HistoryRow, System } from "./history_data.js";

const order = ["ran_at", "run_id"];
const isAlike = (a: HistoryRow, b: HistoryRow): boolean =>
  a.provider === b.provider && a.model === b.model && a.simulated === b.simulated &&
  (a.imported_from === null) === (b.imported_from === null);

/**
 * A line holds one workload from one place. What came before its first run and after its last, of the same
 * configuration, was measured elsewhere or otherwise: that is why the line begins or ends there.
 *
 * @param all every run of the page
 * @returns in order of time, runs of an unknown time last
 */
export function around({ rows }: System, all: HistoryRow[]): HistoryRow[] {
  const own = ordered(rows, order);
  const dated = own.filter((row) => row.ran_at !== null);
  const [first, last] = [dated[0], dated.at(-1)];
  if (!first || !last) return own;
  const here = new Set(rows);
  const others = all.filter((row) => isAlike(row, first) && row.ran_at !== null && !here.has(row));
  const before = others.filter((row) =>
    row.config_name === first.config_name && row.ran_at! < first.ran_at!
  );
  const after = others.filter((row) =>
    row.config_name === last.config_name && row.ran_at! > last.ran_at!
  );
  return [
    ...ordered(before, order).slice(-1),
    ...dated,
    ...ordered(after, order).slice(0, 1),
    ...own.slice(dated.length),
  ];
}
