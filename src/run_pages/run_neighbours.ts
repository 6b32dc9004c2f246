/** The runs before and after, and what changed between. */
import type { Change, Neighbour } from "@/benchmarks/queries/runs/neighbours.ts";
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import { nothing } from "../components/metric_fields.js";
import { code, markup, rowTable, runLink, type Shown } from "../components/row_table.js";
import { region } from "../components/table.js";
import { minute } from "../words/format.js";
import { shortName } from "../words/names.js";

/** So many changes are listed of each side. */
const most = 12;
type Line = Change & { which: string };

const value = (text: string | null): Shown => text === null ? nothing : code(shortName(text));

const linkOf = ({ run_id, at, invalid }: Neighbour) =>
  markup`${runLink(run_id, minute(at) || code(run_id), "../")}${
    invalid ? markup` <span class="badge fail">invalid</span>` : markup``
  }`;

/** A sentence, and a table where something changed. */
export function neighboursHtml({ neighbours: { previous, next } }: RunPage): string {
  if (!previous && !next) {
    return "<h2>Before and after</h2><p>No other run of the same workload and configuration " +
      "asked any of these targets.</p>";
  }
  const sides = [["before", previous], ["after", next]] as const;
  const lines = sides.flatMap(([which, n]) =>
    (n?.changes ?? []).slice(0, most).map((change): Line => ({ ...change, which }))
  );
  const more = sides.reduce((sum, [, n]) => sum + Math.max(0, (n?.changes.length ?? 0) - most), 0);
  const said =
    markup`<p>The same workload and configuration ${
      previous ? markup`before: ${linkOf(previous)}` : "before: none"
    }; ${next ? markup`after: ${linkOf(next)}` : "after: none yet"}.${
      lines.length ? "" : " Nothing that answers or the machine tell was different."
    }</p>`.html;
  const table = lines.length
    ? region(
      "What was different",
      rowTable<Line>([
        {
          head: "What was different",
          show: ({ what, target }) => `${what}${target ? `, ${shortName(target)}` : ""}`,
        },
        {
          head: "When",
          label: "",
          show: ({ which }) => which === "before" ? "since the run before" : "in the run after",
        },
        { head: "Was", label: "was", show: ({ before }) => value(before) },
        { head: "Became", label: "became", show: ({ after }) => value(after) },
      ], lines),
    )
    : "";
  return `<h2>Before and after</h2>${said}${table}${
    more ? `<p class="cap">${more} more differences are not listed.</p>` : ""
  }`;
}
