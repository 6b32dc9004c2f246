/** The reader's own filters of a leaderboard, and what they leave. */
import type { RequestRow } from "../rows/board.js";
import { flagsOf } from "../rows/flags.js";
import { escapeHtml } from "../words/format.js";

/** What the filters are set to, as the address carries it; empty where one is not used. */
export interface Filters {
  from: string;
  to: string;
  hour: string;
  outliers: string;
  length: string;
}

/** The filters as HTML; hours only where rows have one. `open`: in sight, which on a phone only used ones are. */
export function filtersHtml(rows: RequestRow[], state: Filters, open: boolean): string {
  const used = [state.from, state.to, state.hour, state.outliers, state.length].some(Boolean);
  const hours = [...new Set(rows.map((r) => r.utc_hour as number | null).filter((h) => h !== null))]
    .sort((a, b) => a! - b!);
  return `<details class="more"${
    open || used ? " open" : ""
  }><summary>Filter requests</summary><div class="controls"><fieldset><legend>Requests, in run order (from 1)</legend><input type="number" name="from" min="1" placeholder="first" aria-label="From request" value="${
    escapeHtml(state.from)
  }"> to <input type="number" name="to" min="1" placeholder="last" aria-label="To request" value="${
    escapeHtml(state.to)
  }"></fieldset>${
    hours.length
      ? `<fieldset><legend>UTC hour</legend><select name="hour" aria-label="UTC hour"><option value="">every hour</option>${
        hours.map((h) =>
          `<option value="${h}"${state.hour === String(h) ? " selected" : ""}>${
            String(h).padStart(2, "0")
          }:00</option>`
        ).join("")
      }</select></fieldset>`
      : ""
  }<fieldset><legend>Outliers</legend><div class="seg"><label><input type="checkbox" name="outliers"${
    state.outliers ? " checked" : ""
  }>leave out (MAD and Tukey)</label></div></fieldset><fieldset><legend>Answers of matched length</legend><div class="seg"><label><input type="checkbox" name="length"${
    state.length ? " checked" : ""
  }>0.8 to 1.2 of the tokens asked</label></div></fieldset></div></details>`;
}

/** The reader's own filters: a range of the run, an hour, outliers of both rules out. */
export function filterRows(
  rows: RequestRow[],
  metric: string,
  state: Filters,
): { rows: RequestRow[]; filtered: boolean } {
  let own = rows;
  if (state.from) own = own.filter((r) => r.request_index + 1 >= Number(state.from));
  if (state.to) own = own.filter((r) => r.request_index + 1 <= Number(state.to));
  if (state.hour) own = own.filter((r) => r.utc_hour === Number(state.hour));
  // Failed attempts have no length and stay.
  if (state.length) own = own.filter((r) => !r.short && !r.over);
  if (state.outliers) {
    // What is odd is odd for its whole run, whatever part of it is looked at.
    const systems = Map.groupBy(rows, (r) => `${r.run_id}\n${r.provider}\n${r.model}`);
    const odd = new Set([...systems.values()].flatMap((system) => flaggedByBoth(system, metric)));
    own = own.filter((r) => !odd.has(r));
  }
  return {
    rows: own,
    filtered: own.length !== rows.length ||
      !!(state.from || state.to || state.hour || state.outliers || state.length),
  };
}

/** Succeeded rows of one run that both rules flag, on the log of the metric (method page, outlier flags). */
export function flaggedByBoth(rows: RequestRow[], metric: string): RequestRow[] {
  const own = rows.filter((r) => r.status === "ok");
  const flags = flagsOf(own.map((r) => r[metric] as number | null));
  return own.filter((_, i) => flags[i]?.mad && flags[i]?.tukey);
}
