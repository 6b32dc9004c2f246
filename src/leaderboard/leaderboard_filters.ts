/** The reader's own filters of a leaderboard: as controls, as words, as SQL, and what they leave. */
import { systemChipsHtml } from "../components/system_chips.js";
import type { RequestRow } from "../rows/board.js";
import type { Board } from "../rows/boards.js";
import { apart, providerName, shortName } from "../words/names.js";

/** What the filters are set to, as the address carries it; empty where one is not used. */
export type Filters = Record<"from" | "to" | "hour" | "outliers" | "length", string>;
export const noFilters: Filters = { from: "", to: "", hour: "", outliers: "", length: "" };

/** A system as chips and the address name it. */
export const systemName = (s: { provider: string; model: string }): string =>
  `${s.provider}/${s.model}`;

/** A board, and what of it the filters offer. */
export interface Offered extends Board {
  /** UTC hours in which a request of it was sent. */
  hours: number[];
  systems: { provider: string; model: string }[];
}

/** The boards of the rows as their page has them while it has no row. */
export function offeredOf(boards: Board[], rows: RequestRow[]): Offered[] {
  const own = Map.groupBy(rows, (r) => r.board);
  return boards.map((board) => ({
    ...board,
    hours: hoursOf(own.get(board.id)!),
    systems: [...new Map(own.get(board.id)!.map((r) => [systemName(r), r])).values()]
      .map(({ provider, model }) => ({ provider, model })),
  }));
}

const hoursOf = (rows: RequestRow[]): number[] =>
  [...new Set(rows.map((r) => r.utc_hour as number | null))].filter((h) => h !== null)
    .sort((a, b) => a - b);

/** The filters as HTML; hours only where rows have one. */
export function filtersHtml({ hours: sent, systems }: Offered): string {
  const hours = sent.map((h) => `<option value="${h}">${String(h).padStart(2, "0")}:00</option>`);
  const field = (legend: string, body: string) =>
    `<fieldset><legend>${legend}</legend>${body}</fieldset>`;
  const number = (name: string, shown: string, label: string) =>
    `<input type="number" name="${name}" min="1" placeholder="${shown}" aria-label="${label}">`;
  const box = (name: string, words: string) =>
    `<div class="seg"><label><input type="checkbox" name="${name}">${words}</label></div>`;
  const fields = [
    field(
      "Requests, in run order (from 1)",
      `${number("from", "first", "From request")} to ${number("to", "last", "To request")}`,
    ),
    hours.length
      ? field(
        "UTC hour",
        `<select name="hour" aria-label="UTC hour"><option value="">every hour</option>${
          hours.join("")
        }</select>`,
      )
      : "",
    field("Outliers", box("outliers", "leave out (MAD and Tukey)")),
    field("Answers of matched length", box("length", "0.8 to 1.2 of the tokens asked")),
    chipsHtml(systems),
  ];
  return `<details class="more" id="narrower"><summary>Filter requests and systems</summary>
<div class="controls">${fields.join("")}</div></details>`;
}

function chipsHtml(systems: Offered["systems"]): string {
  const labels = apart(
    systems,
    (s) => providerName(s.provider),
    (s) => `${providerName(s.provider)} ${shortName(s.model)}`,
    systemName,
  );
  const named = systems.map((s, i) => ({
    name: systemName(s),
    label: labels[i],
    provider: s.provider,
  }));
  return systemChipsHtml(named, new Set());
}

/** What the address of the page says: what is shown, filtered how, in which order. */
export type State =
  & Filters
  & Record<"board" | "metric" | "population" | "systems" | "sort" | "worst", string>;

/** The filters in force, each as the figure and its files say it. */
export function filterWords({ from, to, hour, outliers, length }: Filters): string[] {
  return [
    ...(from || to ? [`requests ${from || 1} to ${to || "the last"} of each run`] : []),
    ...(hour ? [`requests of UTC hour ${hour.padStart(2, "0")}`] : []),
    ...(outliers ? ["without requests that both outlier rules flag"] : []),
    ...(length ? ["no answer under 0.8 or over 1.2 of the tokens asked for"] : []),
  ];
}

/** The filters as conditions on the columns of view `requests`; those of the outlier rules are `unflaggedSql`. */
export function filterSql({ from, to, hour, length }: Filters): string[] {
  return [
    ...(from ? [`request_index + 1 >= ${Number(from)}`] : []),
    ...(to ? [`request_index + 1 <= ${Number(to)}`] : []),
    ...(hour ? [`utc_hour = ${Number(hour)}`] : []),
    ...(length ? ["NOT coalesce(short, false) AND NOT coalesce(over, false)"] : []),
  ];
}
