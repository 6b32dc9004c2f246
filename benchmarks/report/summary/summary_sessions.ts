/** What the conversations of a run were like: how many got to their end, in what time, and each of their turns. */
import { metric } from "../../metrics/metrics.ts";
import { wilson } from "../../shared/wilson.ts";
import type { Database, JsonValue } from "../../store/duckdb.ts";
import { folded } from "../folded.ts";
import { printable, table } from "../table.ts";
import { significant } from "./significant.ts";
import { targetLabels } from "./summary_labels.ts";

/** The measured sessions of a target. Times are medians over completed sessions, in seconds. */
export interface Conversations {
  provider: string;
  model: string;
  sessions: number;
  completed: number;
  failed: number;
  /** Got to their end because a turn was sent again: not completed. */
  retried: number;
  /** Cut by the end of the run. */
  incomplete: number;
  session_completion_rate: number | null;
  /** Ends of its 95% interval; null of no session. */
  interval: [number, number] | null;
  turns_per_session: number | null;
  time_to_last_answer_s: number | null;
  waiting_s: number | null;
  ttft_last_over_first: number | null;
  turns: TurnOf[];
}
/** A turn: medians over the `answered` requests. */
export interface TurnOf {
  /** From 0. */
  turn: number;
  answered: number;
  ttft_by_turn_s: number | null;
  input_tokens_by_turn: number | null;
  cached_tokens_by_turn: number | null;
}

const of = (name: string) => `${metric(name).sql} AS ${name}`;
const median = (name: string) => `quantile_cont(${name}, 0.5) AS ${name}`;
const counted = (outcome: string) =>
  `(count(*) FILTER (outcome = '${outcome}'))::INTEGER AS ${outcome}`;

/** Of each target that was sent sessions; `where` (SQL) chooses rows of `requests` and `sessions`. */
export async function sessionsOf(db: Database, where: string): Promise<Conversations[]> {
  const all = await db.query(
    `SELECT provider, model, count(*)::INTEGER AS sessions, ${counted("completed")},
    ${counted("failed")}, ${counted("retried")}, ${counted("incomplete")}, ${
      of("session_completion_rate")
    },
    ${of("turns_per_session")}, ${
      ["time_to_last_answer_s", "waiting_s", "ttft_last_over_first"].map(median).join(", ")
    } FROM sessions WHERE ${where} GROUP BY provider, model ORDER BY provider, model`,
  );
  if (!all.rows.length) return [];
  const { rows: turns } = await db.query(
    `SELECT provider, model, turn, (count(*) FILTER (status = 'ok'))::INTEGER AS answered, ${
      ["ttft_by_turn_s", "input_tokens_by_turn", "cached_tokens_by_turn"].map(of).join(", ")
    } FROM requests WHERE ${where} AND turn IS NOT NULL
    GROUP BY provider, model, turn ORDER BY turn`,
  );
  return all.rows.map((row) => {
    const completed = Number(row.completed);
    const ended = completed + Number(row.failed) + Number(row.retried);
    return {
      ...row as unknown as Conversations,
      interval: ended ? wilson(completed, ended) : null,
      turns: turns.filter((t) => t.provider === row.provider && t.model === row.model)
        .map(({ provider: _p, model: _m, ...turn }) => turn as unknown as TurnOf),
    };
  });
}

/** So many turns stand in a table of the terminal; the page and the rows have all. */
const mostTurns = 10;

/** Paragraphs and tables in lines of at most `width` characters. */
export function sessionsText(targets: Conversations[], width: number): string[] {
  const labels = targetLabels(targets);
  return targets.flatMap((target, i) => {
    const whose = targets.length > 1 ? `${labels[i]}: ` : "";
    return [
      "",
      folded("", printable(whose + sentences(target).join(" ")), width),
      ...byTurn(target),
    ];
  });
}

const count = (n: number) => n.toLocaleString("en-US");

function sentences(of: Conversations): string[] {
  const { completed, failed, retried, incomplete, interval, turns_per_session: turns } = of;
  const percent = (share: number) => `${Math.round(100 * share)}`;
  const { time_to_last_answer_s: last, waiting_s: waiting, ttft_last_over_first: ratio } = of;
  return [
    ...(interval
      ? [
        `${count(completed)} of ${
          count(completed + failed + retried)
        } sessions got to their end (95% interval ${percent(interval[0])}–${
          percent(interval[1])
        }%), of ${turns!.toFixed(1)} turns each.`,
      ]
      : []),
    ...(retried ? [`${count(retried)} more did because a turn was sent again.`] : []),
    ...(incomplete
      ? [`${count(incomplete)} ${incomplete === 1 ? "was" : "were"} cut by the end of the run.`]
      : []),
    ...(last === null ? [] : [
      `To the last answer it took ${significant(last)} s in the median, think time included; ` +
      `${significant(waiting!)} s of waiting without it.`,
    ]),
    ...(ratio === null ? [] : [
      `The last turn took ${significant(ratio)} times as long to its first token as the first, ` +
      "in the median of completed sessions.",
    ]),
  ];
}

function byTurn({ turns }: Conversations): string[] {
  const told = turns.some((t) => t.cached_tokens_by_turn !== null);
  const rounded = (value: number | null): JsonValue => value === null ? null : Math.round(value);
  const rows = turns.slice(0, mostTurns).map((t) => [
    t.turn,
    t.answered,
    t.ttft_by_turn_s === null ? null : significant(t.ttft_by_turn_s),
    rounded(t.input_tokens_by_turn),
    ...(told ? [rounded(t.cached_tokens_by_turn)] : []),
  ]);
  const columns = ["turn", "answered", "TTFT, s", "prompt tokens", ...(told ? ["cached"] : [])];
  const more = turns.length - rows.length;
  return [
    table(columns, rows, Infinity, ["TTFT, s"]),
    `Medians of the answered requests of each turn${
      more > 0 ? `; ${count(more)} more turns` : ""
    }.`,
  ];
}
