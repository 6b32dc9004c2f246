/** The answer of page /sessions, in words: how the last turn of a session compares to its first. */
import type { SessionsRow } from "@/benchmarks/queries/tables/sessions.ts";
import { wilson } from "../shared/wilson.js";
import { type Html, joined, markup } from "../components/row_table.js";
import { count } from "../words/format.js";
import type { Board, System } from "./sessions_data.js";

export type Verdict = "slower" | "faster" | "unknown";

/**
 * Whether the last turn takes longer to its first token than the first: by the 95% interval of the share of sessions in
 * which it does (a sign test, read off Wilson's interval).
 */
export function verdictOf({ pairs, slower }: Pick<SessionsRow, "pairs" | "slower">): Verdict {
  const [low, high] = wilson(slower, pairs);
  return low > 0.5 ? "slower" : high < 0.5 ? "faster" : "unknown";
}

export const times = (ratio: number): string =>
  `${ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0)} times`;

const ofSessions = (n: number) => n === 1 ? "1 session" : `${count(n)} sessions`;

function systemText({ label, row }: System): Html {
  const { ttft_last_over_first: ratio, pairs, slower } = row;
  if (ratio === null) return markup`of ${label} no session of two turns got to its end`;
  return markup`${label} takes ${
    times(ratio)
  } as long to its first token in the last turn as in the first (median of ${
    ofSessions(pairs)
  }, longer in ${count(slower)})`;
}

/** A sentence or two: who slows down most, and of how many the data can tell. */
export function findingHtml({ systems }: Board): string {
  const by = (verdict: Verdict) =>
    systems.filter(({ row }) => row.pairs > 0 && verdictOf(row) === verdict);
  const told = systems.filter(({ row }) => row.ttft_last_over_first !== null);
  if (!told.length) {
    return "<b>No session of two turns or more got to its end</b>, so nothing can be said of it.";
  }
  const slower = by("slower"), faster = by("faster"), unknown = by("unknown");
  const ratio = (s: System) => s.row.ttft_last_over_first!;
  const most = told.reduce((a, b) => ratio(b) > ratio(a) ? b : a);
  const answer = slower.length === told.length
    ? "No"
    : slower.length
    ? `Not always: ${count(slower.length)} of ${count(told.length)} systems slow down`
    : unknown.length
    ? "The data cannot tell"
    : "Yes";
  const rest = [
    faster.length && slower.length + unknown.length
      ? `${count(faster.length)} ${faster.length === 1 ? "is" : "are"} faster in the last turn.`
      : "",
    unknown.length && slower.length + faster.length
      ? `Of ${count(unknown.length)} the sessions cannot tell.`
      : "",
  ].filter(Boolean);
  return joined(
    [
      markup`<b>${answer}.</b> ${systemText(most)}.`,
      ...rest.map((r) => markup`${r}`),
    ],
    " ",
  ).html;
}
