/** The answer of a report on runs that measured the same again: did it change? */
import type { ReportChange } from "@/benchmarks/queries/reports/repeats.ts";
import { type Html, joined, markup } from "../components/row_table.js";
import { count, minute, significant } from "../words/format.js";
import { type NamedBoard, type Report, systemNames } from "./report_data.js";

const became: Record<ReportChange["verdict"], string> = {
  faster: "became faster",
  slower: "became slower",
  equal: "did not change by more than 5%",
  unknown: "may have changed or not: these requests cannot tell",
};

/** "1.35, 95% interval 1.2 to 1.5"; of an open end what it is. */
export function ratioText({ ratio, low, high }: ReportChange): string {
  if (ratio === null || low === null || high === null || !Number.isFinite(ratio)) {
    return "no ratio, there are too few values";
  }
  const end = (value: number) => Number.isFinite(value) ? value.toFixed(2) : "any";
  return `ratio ${ratio.toFixed(2)}, 95% interval ${end(low)} to ${end(high)}`;
}

/** Where a change was seen: the two runs by their times. */
const timeOf = ({ systems }: NamedBoard, run_id: string) =>
  minute(systems.find((s) => s.run_id === run_id)?.at ?? null) || run_id;

function changeHtml(change: ReportChange, board: NamedBoard, report: Report): Html {
  const info = report.metrics.find((m) => m.name === report.definition.metric)!;
  const value = (median: number | null) =>
    median === null ? "no value" : `${significant(median)} ${info.unit}`;
  const more = change.requests_needed
    ? ` To find a change of 10%, each run would need ${count(change.requests_needed)} requests.`
    : "";
  return markup`<b>${systemNames(board.systems)(change)} ${
    became[change.verdict]
  }.</b> Median ${info.label.toLowerCase()} ${value(change.a)} in the run of ${
    timeOf(board, change.from)
  } (n ${count(change.n_a)}), ${value(change.b)} in that of ${timeOf(board, change.to)} (n ${
    count(change.n_b)
  }): ${ratioText(change)}.${more}`;
}

/** A paragraph of a few changes; of more a sentence that counts them, and a list. */
export function changesHtml(board: NamedBoard, report: Report): Html[] {
  const all = board.changes.map((change) => changeHtml(change, board, report));
  if (all.length <= 3) return all.map((one) => markup`<p>${one}</p>`);
  const by = Map.groupBy(board.changes, ({ verdict }) => verdict);
  const counted = (Object.keys(became) as ReportChange["verdict"][])
    .flatMap((verdict) =>
      by.has(verdict) ? [`${count(by.get(verdict)!.length)} ${became[verdict]}`] : []
    );
  return [
    markup`<p><b>From run to run, of ${count(all.length)} pairs:</b> ${counted.join("; ")}.</p>`,
    markup`<ul>${joined(all.map((one) => markup`<li>${one}</li>`))}</ul>`,
  ];
}

const unpriced = "no system here has a price that was in force";
export const unpricedHtml =
  markup`<b>What it costs is not known:</b> ${unpriced} in <code>data/prices.csv</code>.`;

/** What the requests cost in each run. */
export function costsHtml({ systems }: NamedBoard): Html {
  const priced = systems.filter((s) => typeof s.cost?.mean_usd === "number");
  return priced.length
    ? markup`<b>1,000 requests cost, in the mean:</b> ${
      priced.map((s) =>
        `${s.label} $${significant(1000 * s.cost!.mean_usd!)} (of ${count(s.cost!.costed)})`
      ).join("; ")
    }.`
    : unpricedHtml;
}
