/** The list of reports. */
import type { ListedReport } from "@/benchmarks/queries/reports/list.ts";
import { link, markup, rowTable } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { count, day } from "../words/format.js";
import { pageHref } from "../words/links.js";

/** A table of them, the newest first; a sentence where there is none. `here`: the runs of the store. */
export function listHtml(reports: ListedReport[], here: ReadonlySet<string>): string {
  const runsText = (runs: string[]) => {
    const own = runs.filter((run) => here.has(run)).length;
    return own === runs.length
      ? count(own)
      : `${count(runs.length)}, ${own ? count(own) : "none"} of them here`;
  };
  if (!reports.length) return '<p class="empty">There is no report yet.</p>';
  return region(
    "Reports",
    rowTable<ListedReport>([
      {
        head: "Report",
        show: ({ name, title }) => link(pageHref(`reports/${name}`, {}, { up: "../" }), title),
      },
      {
        head: "Written on",
        show: ({ definition }) =>
          typeof definition === "string" ? markup`<span class="fails">${definition}</span>` : day(
            definition.written_on,
          ),
      },
      {
        head: "By",
        kind: "words",
        show: ({ definition }) =>
          typeof definition === "string" ? "" : definition.written_by || "not said",
      },
      {
        head: numbers("Runs"),
        show: ({ definition }) => typeof definition === "string" ? "" : runsText(definition.runs),
      },
    ], reports),
  );
}
