/** The answer of page /sessions, in words: how the last turn of a session compares to its first. */
import type { SessionsRow } from "@/benchmarks/queries/tables/sessions.ts";
import { type Html, joined, markup } from "../components/row_table.js";
import { count } from "../words/format.js";
import type { Board, System } from "./sessions_data.js";

export type Verdict = "slower" | "faster" | "same" | "unknown";

/** Within so much of one another two times count as practically equal here. */
const practically = 1.1;

/** How the last turn compares to the first, by the interval of their ratio. */
export function verdictOf(
  { ratio_low: low, ratio_high: high }: Pick<SessionsRow, "ratio_low" | "ratio_high">,
): Verdict {
  if (low === null || high === null) return "unknown";
  if (low > 1 / practically && high < practically) return "same";
  return low > 1 ? "slower" : high < 1 ? "faster" : "unknown";
}

const ofSessions = (n: number) => n === 1 ? "1 session" : `${count(n)} sessions`;
/** "1.40, 95% interval 1.20 to 1.60". */
export const intervalText = ({ ratio_low: low, ratio_high: high }: SessionsRow): string =>
  low === null || high === null
    ? "too few for an interval"
    : `${low.toFixed(2)}–${high.toFixed(2)}`;

function systemText({ label, row }: System): Html {
  const { ttft_last_over_first: ratio, pairs, ratio_low } = row;
  const sure = ratio_low === null ? intervalText(row) : `95% interval ${intervalText(row)}`;
  return markup`${label} takes ${
    ratio!.toFixed(2)
  } times as long to its first token in the last turn as in the first (median of ${
    ofSessions(pairs)
  }, ${sure})`;
}

/** A sentence or two: who slows down most, and of how many the data can tell. */
export function findingHtml({ systems, simulated }: Board): string {
  const told = systems.filter(({ row }) => row.ttft_last_over_first !== null);
  const by = (verdict: Verdict) => told.filter(({ row }) => verdictOf(row) === verdict).length;
  if (!told.length) {
    return "<b>No session of two turns or more got to its end</b>, so nothing can be said of it.";
  }
  const [slower, unknown] = [by("slower"), by("unknown")];
  const ratio = (s: System) => s.row.ttft_last_over_first!;
  const most = told.reduce((a, b) => ratio(b) > ratio(a) ? b : a);
  const answer = slower === told.length
    ? "No"
    : slower
    ? `Not always: ${count(slower)} of ${count(told.length)} systems ${
      slower === 1 ? "slows" : "slow"
    } down`
    : unknown
    ? unknown === told.length ? "The data cannot tell" : "Yes, as far as the data can tell"
    : "Yes";
  const rest = [
    simulated ? '<span class="badge sim">simulated</span>' : "",
    unknown && unknown < told.length ? `Of ${count(unknown)} the sessions cannot tell.` : "",
  ].filter(Boolean).map((html) => ({ html }));
  return joined([markup`<b>${answer}.</b> ${systemText(most)}.`, ...rest], " ").html;
}
