/** The table that is shown, as files: its drawing as SVG, PNG and Vega-Lite, and the SQL that gives its numbers. */
import { boardPlot } from "../charts/board_plot.js";
import type { View } from "../rows/board.js";
import { domainOf, plotOf } from "./board_row.js";
import { isValue } from "./board_view.js";
import { significant } from "../words/format.js";
import type { Filters } from "./leaderboard_filters.js";
import { providerLabel } from "../words/providers.js";
import { renderSpec } from "../components/vega.js";

/** The line of buttons; the page answers them. */
export const downloadsHtml =
  `<p class="links needs-script"><span>This table</span><button type="button" data-download="svg">SVG</button><button type="button" data-download="png">PNG</button><button type="button" data-download="vl.json">Vega-Lite spec</button><button type="button" data-download="sql">SQL</button></p>`;

/** The drawing of a view as one Vega-Lite specification; colours are CSS variables. */
export function viewSpec(view: View, title: string): object {
  const domain = domainOf(view);
  const rows = view.systems.map((s) => {
    const median = s.statistics.median;
    const rank = s.standing?.rank ? `${s.standing.place + 1}. ` : "";
    return {
      ...plotOf(s, view),
      name: `${rank}${providerLabel(s.provider)}${
        isValue(median, view) ? `, median ${significant(median)} ${view.metric.unit}` : ""
      }${s.below.length ? " (not ranked)" : ""}`,
    };
  });
  return boardPlot(title, rows, domain, view.metric.better !== "lower");
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** DuckDB's SQL over view `requests` that gives the numbers of a view. */
export function viewSql(view: View, filters: Filters): string {
  const { metric: { name, better }, population } = view;
  const systems = view.systems.map((s) =>
    `(${quote(s.run_id)}, ${quote(s.provider)}, ${quote(s.model)})`
  );
  const failure = better === "higher" ? "0::DOUBLE" : "'infinity'::DOUBLE";
  const value = population === "all"
    ? `CASE WHEN status = 'ok' THEN ${name} ELSE ${failure} END`
    : name;
  const where = [
    "phase = 'measured'",
    population === "all" ? "status IN ('ok', 'failed', 'dropped')" : "status = 'ok'",
    ...(population === "llmperf" && name.startsWith("ttft") ? ["error_code IS NULL"] : []),
    ...(filters.from ? [`request_index + 1 >= ${Number(filters.from)}`] : []),
    ...(filters.to ? [`request_index + 1 <= ${Number(filters.to)}`] : []),
    ...(filters.hour ? [`utc_hour = ${Number(filters.hour)}`] : []),
    ...(filters.length ? ["NOT coalesce(short, false) AND NOT coalesce(over, false)"] : []),
    `(run_id, provider, model) IN (\n    ${systems.join(",\n    ")})`,
  ];
  return `-- Run it with: deno task sql, and the name of this file${
    filters.outliers ? "\n-- The page also leaves out what both outlier rules flag." : ""
  }${
    population === "all"
      ? "\n-- A quantile beside an infinity, or beside a 0, falls among the failures."
      : ""
  }
SELECT provider, count(x) AS n, median(x) AS median, avg(x) AS mean, min(x) AS min, max(x) AS max,
  quantile_cont(x, 0.25) AS p25, quantile_cont(x, 0.75) AS p75, quantile_cont(x, 0.95) AS p95,
  quantile_cont(x, 0.99) AS p99
FROM (
  SELECT run_id, provider, model, ${value} AS x
  FROM requests
  WHERE ${where.join("\n  AND ")})
GROUP BY run_id, provider, model
ORDER BY median${better === "lower" ? "" : " DESC"};
`;
}

/** Colours as the page has them now: a file knows no CSS variables. */
function resolved<T>(spec: T, at: HTMLElement): T {
  const probe = at.appendChild(document.createElement("i"));
  const style = getComputedStyle(at);
  const value = (whole: string, name: string) => {
    if (/opacity/.test(name)) return style.getPropertyValue(name).trim();
    probe.style.color = whole;
    return getComputedStyle(probe).color;
  };
  const text = JSON.stringify(spec).replace(/"var\((--[\w-]+)[^"]*\)"/g, (whole, name: string) => {
    const found = value(whole.slice(1, -1), name);
    return JSON.stringify(/opacity/.test(name) ? Number(found) : found);
  });
  probe.remove();
  return JSON.parse(text);
}

/** Saves the shown view as a file of that kind. */
export async function download(
  kind: string,
  view: View,
  title: string,
  filters: Filters,
  at: HTMLElement,
): Promise<void> {
  const name = `tokenboard ${title} ${view.population}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  if (kind === "sql") return save(new Blob([viewSql(view, filters)]), `${name}.sql`);
  const spec = resolved(viewSpec(view, title), at);
  if (kind === "vl.json") {
    return save(new Blob([JSON.stringify(spec, null, 1)]), `${name}.vl.json`);
  }
  const svg = new Blob([await renderSpec(spec)], { type: "image/svg+xml" });
  return save(kind === "png" ? await pngOf(svg) : svg, `${name}.${kind}`);
}

async function pngOf(svg: Blob): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = 2;
  canvas.width = image.width * scale;
  canvas.height = image.height * scale;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return await new Promise((done) => canvas.toBlob((blob) => done(blob!), "image/png"));
}

function save(blob: Blob, name: string): void {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}
