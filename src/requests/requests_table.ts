/** Words and lines of the requests page. */
import { columnDecimals } from "../words/decimals.js";
import { otherEnd } from "../words/finish_words.js";
import { count, escapeHtml, precise } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { type Choice, numberOf, type Row, rowKey } from "../rows/systems.js";
import { providerName, shortName } from "../words/names.js";
import { providerMark } from "../components/provider_marks.js";
import { type At, filtersOf, type State } from "./requests_select.js";

/** Metrics that every table of requests shows. */
export const shown = [
  "ttft_s",
  "e2e_latency_s",
  "output_tokens",
  "e2e_tokens_per_s",
  "decode_tokens_per_s",
];

const nothing = '<span class="null">null</span>';
const labels: Record<string, string> = {
  p25: "P25",
  p75: "P75",
  p95: "P95",
  p99: "P99",
  min: "least",
  max: "greatest",
};
/** The statistic that a link names, and where among the rows it lies. */
export function statisticHtml(at: At | null, m: Choice | null): string {
  if (!at || !m) return "";
  const name = `${labels[at.name] ?? at.name} of ${escapeHtml(m.label.toLowerCase())}`;
  const fails = at.value === Infinity || (at.value === 0 && m.better === "higher");
  const value = at.value === null
    ? `is ${nothing}`
    : fails
    ? '<span class="fails">fails</span>: it falls among the failed attempts'
    : `is <b>${precise(at.value, m.digits)}${m.unit ? ` ${m.unit}` : ""}</b>`;
  const to = (i: number, words: string) =>
    `<button type="button" class="link" data-marked="${i}">${words}</button>`;
  const where = at.rows.length === 0
    ? ""
    : at.rows.length === 1
    ? `, that of ${to(0, "the marked request")}`
    : `, between ${to(0, "one")} and ${to(1, "the other")} of the two marked requests`;
  return ` Their ${name} ${value}${fails ? "" : where}.`;
}

/** Over the table: how many requests, what they have in common, and the statistic that the link names. */
export function titleHtml(
  found: Row[],
  rows: Row[],
  state: State,
  at: At | null,
  m: Choice | null,
): string {
  const all = Number(rows[0]?.sampled_from ?? rows.length);
  const simulated = found.filter((r) => r.simulated).length;
  const facts = filtersOf(rows, state).map((f) => escapeHtml(f.words)).join(", ");
  return `<p class="find"><b>${count(found.length)} ${
    found.length === 1 ? "request" : "requests"
  }</b>${facts && `: ${facts}`}.${statisticHtml(at, m)}${
    simulated
      ? ` <span class="badge sim">${
        simulated < found.length ? `${count(simulated)} of them ` : ""
      }simulated</span>`
      : ""
  }</p>${
    all > rows.length
      ? `<p class="cap">From a seeded sample of ${count(rows.length)} of ${
        count(all)
      } requests.</p>`
      : ""
  }${
    found.length === 0
      ? `<p class="empty">No request of this ${
        state.data === "real" ? "store" : `data (${escapeHtml(state.data)})`
      } fits all of these.</p>`
      : ""
  }`;
}

/** The head, each metric a button that sorts by it. */
export function headHtml(columns: Choice[], sort: string): string {
  const head = (m: Choice) => {
    const way = sort === m.name ? "ascending" : sort === `-${m.name}` ? "descending" : "";
    return `<th class="n"${
      way ? ` aria-sort="${way}"` : ""
    }><button type="button" data-sort="${m.name}">${escapeHtml(m.label)}${
      m.unit ? `, ${m.unit}` : ""
    }${way === "ascending" ? " ↑" : way ? " ↓" : ""}</button></th>`;
  };
  return `<tr><th>System</th><th class="n">No.</th><th>Status</th>${
    columns.map(head).join("")
  }</tr>`;
}

/** Address of one request among those of its system in its run. */
const openHref = (row: Row): string =>
  pageHref("requests", {
    run_id: row.run_id as string,
    provider: row.provider as string,
    model: row.model as string,
    open: rowKey(row),
  });

/** Decimals of each column over all the rows that are shown, page by page. */
export const decimalsOf = (rows: Row[], columns: Choice[]): number[] =>
  columns.map((m) =>
    columnDecimals(rows.map((r) => r[m.name] as number | null), m.unit === "s" ? 3 : m.digits)
  );

/** One request as a line of the table. */
export function lineHtml(
  row: Row,
  columns: Choice[],
  marked: boolean,
  decimals: number[] = decimalsOf([row], columns),
): string {
  const cell = (m: Choice, i: number) => {
    const value = row[m.name];
    return `<td class="n">${
      value === null || value === undefined ? nothing : (value as number).toFixed(decimals[i])
    }</td>`;
  };
  const ended = otherEnd(row);
  return `<tr data-key="${escapeHtml(rowKey(row))}"${
    marked ? ' class="at"' : ""
  }><th scope="row"><a href="${escapeHtml(openHref(row))}" class="open" data-open="${
    escapeHtml(rowKey(row))
  }">${providerMark(String(row.provider), Boolean(row.simulated))}&#160;${
    escapeHtml(providerName(String(row.provider)))
  }<span class="vh">, request ${numberOf(row)}</span></a> <span class="mo">${
    escapeHtml(
      row.model_size ? String(row.model_size).toUpperCase() : shortName(String(row.model)),
    )
  }</span></th><td class="n">${numberOf(row)}${
    marked ? ' <span class="badge plain">here</span>' : ""
  }</td><td${row.status === "ok" ? "" : ' class="fails"'}>${escapeHtml(String(row.status))}${
    row.error_class ? `: ${escapeHtml(String(row.error_class).replaceAll("_", " "))}` : ""
  }${ended === null ? "" : ` <small>unknown end: ${escapeHtml(ended)}</small>`}</td>${
    columns.map(cell).join("")
  }</tr>`;
}
