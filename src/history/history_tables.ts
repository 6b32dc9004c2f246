/** Tables of /history: changes that chance does not explain, and what else changed between two runs. */
import { takeHtml } from "../components/figure.js";
import { systemShown } from "../components/metric_fields.js";
import { code, type Field, joined, link, markup, rowTable } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { arrow } from "../components/tip.js";
import { circumstances } from "../shared/circumstances.js";
import { count, escapeHtml, significant } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { shortName } from "../words/names.js";
import type { HistoryRow } from "./history_data.js";
import { runAddress } from "./history_links.js";
import { momentText } from "./history_moments.js";
import {
  circumstancesSql,
  circumstancesTable,
  differences,
  type Differing,
} from "./history_sql.js";
import type { Chosen } from "./history_state.js";
import { betweenText, type Found, foundOf, ratioText } from "./history_words.js";

const words = new Map(circumstances.map((c) => [c.column, c.words]));
const runLink = (run: string) => link(runAddress(run), shortName(run));
const valueShown = (value: string | null) =>
  value === null ? { html: '<span class="null">null</span>' } : code(shortName(value));
const to = { html: ` ${arrow("right")} ` };
const changeShown = ({ what, before, after }: Differing) =>
  markup`${words.get(what)!} ${valueShown(before)}${to}${valueShown(after)}`;

/** What else was different after a change: it may be why, and it may not. */
function besideShown({ system, change }: Found) {
  const of = (run: string) => system.rows.find((row) => row.run_id === run) as HistoryRow;
  const found = differences(of(change.from), of(change.to));
  return found.length ? joined(found.map(changeShown), "; ") : "nothing that is recorded";
}

/** Changes of the systems that are shown, and why nothing is said of the others. */
export function changesHtml(chosen: Chosen): string {
  const { shown, metric, changesOf } = chosen;
  const found = foundOf(chosen);
  const unit = metric.unit ? `, ${metric.unit}` : "";
  const fields: Field<Found>[] = [
    { head: "System", show: ({ system }) => systemShown(system) },
    { head: "No.", label: "No.", show: ({ number }) => number },
    {
      head: "Between the runs",
      show: (f) =>
        markup`${f.change.kind === "drift" ? "bit by bit, " : ""}${betweenText(f, chosen)}<br>${
          runLink(f.change.from)
        }${to}${runLink(f.change.to)}`,
    },
    { head: numbers(`From${escapeHtml(unit)}`), show: (f) => significant(f.change.before) },
    { head: numbers(`To${escapeHtml(unit)}`), show: (f) => significant(f.change.after) },
    { head: numbers("Ratio, 95% interval"), show: (f) => ratioText(f.change) },
    { head: "What else differs between the two", kind: "words", show: besideShown },
  ];
  const untold = Map.groupBy(
    shown.filter((s) => !changesOf(s)?.tested),
    (s) => changesOf(s)?.why ?? "It has no value of this metric.",
  );
  const hours = shown.flatMap((s) => {
    const hour = changesOf(s)?.hour;
    return hour ? [`${s.label} (up to ${Math.round(100 * hour.value)}% above its day)`] : [];
  });
  const notes = [
    ...found.length
      ? [
        "What else differs is a coincidence in time: it may be the cause, and it may not.",
      ]
      : [],
    ...hours.length
      ? [
        `The hour of the day matters to ${hours.join(", ")}: its curve was taken out before, ` +
        "so that a slow afternoon is no change, and the values are those of a usual hour.",
      ]
      : [],
    ...[...untold].map(([why, own]) =>
      `${own.length > 6 ? `${own.length} systems` : own.map((s) => s.label).join(", ")}: ${why}`
    ),
  ];
  const table = found.length
    ? region("Changes that chance does not explain", rowTable(fields, found))
    : `<p class="empty">${
      shown.some((s) => changesOf(s)?.tested)
        ? "No change that chance does not explain."
        : "No series here can be tested for changes."
    }</p>`;
  return `${table}<p class="cap">${
    notes.map(escapeHtml).join(" ")
  } A series without any change shows one at most 5 times in 100 (<a href="${
    pageHref("method")
  }">how</a>).</p>`;
}

/** Rows that the table shows; its CSV has all. */
const mostRows = 60;

/** Adjacent runs of a system between which something was not the same, the newest first; "" where none are. */
export function circumstancesHtml(chosen: Chosen): string {
  const { columns, rows } = circumstancesTable(chosen);
  const heading = "<h2>What changed between two runs</h2>";
  if (!chosen.shown.some((s) => chosen.around(s).length > 1)) return "";
  if (!rows.length) {
    return heading +
      '<p class="empty">Nothing that is recorded changed from one run to the next.</p>';
  }
  const labels = new Map(chosen.shown.map((s) => [`${s.provider}/${s.model}`, s]));
  const fields: Field<Differing>[] = [
    {
      head: "System",
      show: ({ provider, model }) => systemShown(labels.get(`${provider}/${model}`)!),
    },
    {
      head: "When",
      show: ({ ran_at }) =>
        ran_at === null
          ? "unknown"
          : momentText(new Date(ran_at).getTime(), chosen.state.zone as "utc"),
    },
    {
      head: "Runs",
      show: ({ from_run, to_run }) => markup`${runLink(from_run)}${to}${runLink(to_run)}`,
    },
    { head: "What changed", show: changeShown },
  ];
  const newest = [...rows].reverse().slice(0, mostRows);
  const caption =
    `${count(rows.length)} differences between a run and the one before it${
      newest.length < rows.length ? `; the newest ${mostRows} stand here, the CSV has all` : ""
    }. Compared are ${
      circumstances.map((c) => c.words).join(", ")
    }, as far as they were recorded. ` +
    "A line holds one workload from one location: where it begins or ends, it is compared with the run " +
    "of the same configuration before or after.";
  return `${heading}${
    region("What changed between two runs", rowTable(fields, newest))
  }<p class="cap">${escapeHtml(caption)}</p>${
    takeHtml({
      id: "circumstances",
      title: "What changed between two runs",
      caption,
      data: () => ({ columns, rows: rows as unknown as Record<string, unknown>[] }),
      sql: circumstancesSql(chosen),
    })
  }`;
}
