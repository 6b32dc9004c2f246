/** Words and lines of the requests page. */
import { metricField, nothing, titleOf } from "../components/metric_fields.js";
import { providerMark } from "../components/provider_marks.js";
import {
  type Field,
  joined,
  markup,
  rowTable,
  runLink,
  type Shown,
} from "../components/row_table.js";
import { numbers } from "../components/table.js";
import { statisticLabel } from "../rows/statistics.js";
import { type Choice, numberOf, type Row, rowKey } from "../rows/systems.js";
import { otherEnd } from "../words/finish_words.js";
import { count, escapeHtml, precise } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { providerName, shortName } from "../words/names.js";
import { type At, filtersOf, type State } from "./requests_select.js";

/** Metrics that every table of requests shows. */
export const shown = [
  ...["ttft_s", "e2e_latency_s", "output_tokens", "e2e_tokens_per_s", "decode_tokens_per_s"],
];

/** The statistic that a link names, and where among the rows it lies. */
function statisticShown(at: At | null, m: Choice | null): Shown {
  if (!at || !m) return "";
  const label = { min: "least", max: "greatest" }[at.name as string] ?? statisticLabel(at.name);
  const name = `${label} of ${m.label.toLowerCase()}`;
  if (at.value === null) return markup` Their ${name} is ${nothing}.`;
  if (at.value === Infinity || (at.value === 0 && m.better === "higher")) {
    return markup` Their ${name} <span class="fails">fails</span>: it falls among the failed attempts.`;
  }
  const to = (i: number, words: string) =>
    markup`<button type="button" class="link" data-marked="${i}">${words}</button>`;
  const where = [
    "",
    markup`, that of ${to(0, "the marked request")}`,
    markup`, between ${to(0, "one")} and ${to(1, "the other")} of the two marked requests`,
  ][at.rows.length];
  const unit = m.unit && ` ${m.unit}`;
  return markup` Their ${name} is <b>${precise(at.value, m.digits)}${unit}</b>${where}.`;
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
  const facts = filtersOf(rows, state).map((f) => f.words).join(", ");
  const some = simulated < found.length ? `${count(simulated)} of them ` : "";
  const where = state.data === "real" ? "store" : `data (${state.data})`;
  return joined([
    markup`<p class="find"><b>${count(found.length)} ${
      found.length === 1 ? "request" : "requests"
    }</b>${facts && `: ${facts}`}.${statisticShown(at, m)}${
      simulated ? markup` <span class="badge sim">${some}simulated</span>` : ""
    }${
      state.run_id && rows.length
        ? markup` <small>${runLink(state.run_id, "About this run")}</small>`
        : ""
    }</p>`,
    ...all > rows.length
      ? [
        markup`<p class="cap">From a seeded sample of ${count(rows.length)} of ${
          count(all)
        } requests.</p>`,
      ]
      : [],
    ...found.length
      ? []
      : [markup`<p class="empty">No request of this ${where} fits all of these.</p>`],
  ]).html;
}

/** One that sorts by its metric, as a heading. */
function sortHead(m: Choice, sort: string) {
  const way = sort === m.name ? "ascending" : sort === `-${m.name}` ? "descending" : "";
  const arrow = way === "ascending" ? " ↑" : way && " ↓";
  return numbers(
    `<button type="button" data-sort="${m.name}">${escapeHtml(titleOf(m))}${arrow}</button>`,
    way,
  );
}

/** A request of its system in its run, as a link that opens it. */
function systemShown(row: Row): Shown {
  const { run_id, provider, model } = row as Record<string, string>;
  const open = rowKey(row);
  return markup`<a href="${
    pageHref("requests", { run_id, provider, model, open })
  }" class="open" data-open="${open}">${{
    html: providerMark(provider, Boolean(row.simulated)),
  }}${{ html: "&#160;" }}${providerName(provider)}<span class="vh">, request ${
    numberOf(row)
  }</span></a> <span class="mo">${
    row.model_size ? String(row.model_size).toUpperCase() : shortName(model)
  }</span>`;
}

function statusShown(row: Row): Shown {
  const ended = otherEnd(row);
  return markup`${String(row.status)}${
    row.error_class ? `: ${String(row.error_class).replaceAll("_", " ")}` : ""
  }${ended === null ? "" : markup` <small>unknown end: ${ended}</small>`}`;
}

/** Makes tables of requests; the decimals of a column are those of all that were `found`. */
export function tableOf(
  found: Row[],
  columns: Choice[],
  sort = "",
  marked: Row[] = [],
): (rows: Row[]) => string {
  const fields: Field<Row>[] = [
    { head: "System", show: systemShown },
    {
      head: numbers("No."),
      show: (row) =>
        marked.includes(row)
          ? markup`${numberOf(row)} <span class="badge plain">here</span>`
          : numberOf(row),
    },
    { head: "Status", fails: (row) => row.status !== "ok", show: statusShown },
    ...columns.map((m) => ({
      ...metricField<Row>(
        m,
        found,
        (row) => row[m.name],
        m.unit === "s" ? 3 : m.digits,
        (value, decimals) => value.toFixed(decimals),
      ),
      head: sortHead(m, sort),
    })),
  ];
  const attributes = (row: Row): Record<string, string> => ({
    "data-key": rowKey(row),
    ...marked.includes(row) ? { class: "at" } : {},
  });
  return (rows) => rowTable(fields, rows, { kind: "", attributes });
}
