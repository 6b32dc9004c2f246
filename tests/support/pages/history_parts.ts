/** Page /history as a browser makes it: of the parts of its file that a choice needs. */
import assert from "node:assert/strict";
import { historyFile, openHistory } from "../../../src/history/history_file.ts";
import type { HistoryRow } from "../../../src/history/history_data.ts";
import type { All, HistoryState } from "../../../src/history/history_state.ts";
import { historyHtml } from "../../../src/history/history_view.ts";

/** Ends of intervals are kept with 32 bits. */
const asKept = (row: HistoryRow): HistoryRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      /_(low|high)$/.test(name) && typeof value === "number" ? Math.fround(value) : value,
    ]),
  ) as HistoryRow;

/** Throws where that page is another one than that of everything at once; returns the share of the file it needs. */
export async function assertSameOfParts(all: All, state: HistoryState): Promise<number> {
  const file = await historyFile(all, all.metrics.map(({ name }) => name));
  let sent = 0;
  const { series, read } = await openHistory((from, to) => {
    const part = file.slice(from, to);
    sent += part.length;
    return Promise.resolve(part);
  });
  const own = { ...await read(state.workload, state.metric), series, metrics: all.metrics };
  const made = await historyHtml(own, state, 1280);
  const whole = await historyHtml({ ...all, rows: all.rows.map(asKept) }, state, 1280);
  assert.equal(made.kicker, whole.kicker);
  assert.ok(made.page === whole.page, "the page is another one"); // it is long: nobody reads a difference
  return sent / file.length;
}
