/** What a reader takes away from the page: its drawings, and the table of requests. HTML. */
import { takeHtml } from "../components/figure.js";
import type { Row } from "../rows/systems.js";
import { drawingRows, drawingsSpec } from "./drawings_spec.js";
import { drawingColumns, drawingsSql } from "./drawings_sql.js";
import { lineColumns } from "./lines.js";
import { type Choices, type Edges, filtersText, linesSql } from "./lines_sql.js";
import type { CrossView } from "./views.js";

/** What the page shows now. */
export interface Shown {
  /** Which requests, in words. */
  what: string;
  simulated: boolean;
  succeeded: boolean;
  choices: Choices;
  edges: Edges;
  views: CrossView[];
  /** Rows of the table. */
  lines: Row[];
}

export function drawingsTaken(shown: Shown): string {
  const { what, simulated, succeeded, choices, edges, views } = shown;
  const drawings = views.map((view) => view.drawing());
  return takeHtml({
    id: "drawings",
    what: "These drawings",
    title: "Requests by time, throughput, tokens and name",
    caption: `Of ${what}; ${filtersText(choices, edges)}. Each drawing is of the requests ` +
      "that the filters of the others leave; its own leaves the dark bars.",
    spec: drawingsSpec(drawings),
    data: () => ({ columns: drawingColumns, rows: drawingRows(drawings) }),
    sql: drawingsSql(simulated, succeeded, choices, edges),
  });
}

export function linesTaken({ what, simulated, succeeded, choices, edges, lines }: Shown): string {
  return takeHtml({
    id: "requests",
    title: "Requests with the longest wait",
    caption: `Of ${what}; ${filtersText(choices, edges)}.`,
    data: () => ({ columns: lineColumns, rows: lines }),
    sql: linesSql(simulated, succeeded, choices, edges),
  });
}
