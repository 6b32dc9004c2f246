/** The page of an edition: its boards as tables, without a script, so that it reads the same in ten years. */
import { leaderboardInfos, type MetricInfo } from "../../metrics/metrics.ts";
import type {
  Figure,
  PublishedBoard,
  PublishedSystem,
} from "../../queries/published/board_figures.ts";
import type { Edition } from "../../queries/published/editions.ts";
import { xmlText as escape } from "../../shared/xml_text.ts";

const style =
  `body{font:15px/1.5 Inter,system-ui,sans-serif;max-width:1080px;margin:32px auto;padding:0 16px;
color:#1b1b1b;background:#fff}h1,h2{font-family:"Source Serif 4",Georgia,serif;line-height:1.2}
h2{margin-top:48px;overflow-wrap:anywhere}
.scroll{overflow-x:auto}table{border-collapse:collapse;margin:8px 0 24px}
th,td{padding:4px 10px;text-align:right;border-bottom:1px solid #ddd;
font-variant-numeric:tabular-nums;vertical-align:top}
th[scope=row],thead th:nth-child(2),td.note,thead th.note{text-align:left}
caption{text-align:left;font-weight:600}th[scope=row]{max-width:300px;overflow-wrap:anywhere;font-weight:600}
th small{font-weight:400;color:#555}td{white-space:nowrap}p,td.note{color:#555}
td.note{font-size:13px;min-width:220px;white-space:normal}a{color:#2f5bb7}code{overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{color:#e4e4e4;background:#1c1c1c}th,td{border-color:#444}
p,td.note,th small{color:#aaa}a{color:#8fb0ff}}@media print{thead{display:table-header-group}
tr{break-inside:avoid}}`;

const shown = ["median", "p25", "p75", "p95"] as const;
const heads = { median: "median", p25: "P25", p75: "P75", p95: "P95" };

function noteOf({ not_ranked, disputed }: Figure): string {
  return [
    ...not_ranked.map((why) => `Not ranked: ${why}`),
    ...(disputed ?? []).map(({ reason, date, by }) =>
      `Contested on ${date}${by ? ` by ${by}` : ""}: ${reason}`
    ),
  ].map(escape).join("<br>");
}

function rowHtml(system: PublishedSystem, figure: Figure, { digits }: MetricInfo): string {
  const number = (value: number | null) =>
    value === null ? "–" : Number.isFinite(value) ? value.toFixed(digits) : "fails";
  const { rank, interval } = figure;
  const ranks = rank ? rank[0] === rank[1] ? `${rank[0]}` : `${rank[0]}–${rank[1]}` : "–";
  return `<tr><td>${ranks}</td><th scope="row">${escape(system.provider)} ${
    escape(system.model)
  }<br><small>${escape(system.run_id)}${system.day ? `, ${system.day}` : ""}</small></th>${
    shown.map((name) => `<td>${number(figure[name])}</td>`).join("")
  }<td>${
    interval ? interval.map(number).join("–") : "–"
  }</td><td>${figure.n}</td><td>${system.succeeded}/${system.attempted}</td><td class="note">${
    noteOf(figure)
  }</td></tr>`;
}

function tableHtml(board: PublishedBoard, metric: MetricInfo): string {
  const rows = board.systems.flatMap((system) =>
    system.figures.filter((f) => f.metric === metric.name && f.population === "succeeded")
      .map((figure) => ({ system, figure }))
  ).sort((a, b) =>
    (a.figure.tier ?? Infinity) - (b.figure.tier ?? Infinity) ||
    (metric.better === "lower" ? 1 : -1) * ((a.figure.median ?? 0) - (b.figure.median ?? 0))
  );
  if (!rows.length) return "";
  return `<div class="scroll"><table><caption>${escape(metric.label)}, ${
    escape(metric.unit)
  }: succeeded requests</caption><thead><tr><th>rank</th><th>system and run</th>${
    shown.map((name) => `<th>${heads[name]}</th>`).join("")
  }<th>95% interval</th><th>n</th><th>succeeded</th><th class="note">notes</th></tr></thead><tbody>${
    rows.map(({ system, figure }) => rowHtml(system, figure, metric)).join("\n")
  }</tbody></table></div>`;
}

function boardHtml(board: PublishedBoard): string {
  const model = board.model_size?.toUpperCase() ?? board.systems[0]?.model ?? "";
  const where = [
    ...board.workload ? [board.workload] : [],
    ...board.location ? [`from ${board.location}`] : [],
    ...board.simulated ? ["simulated: no measurement of any provider"] : [],
  ].join(" · ");
  return `<h2 id="${escape(board.board)}">${escape(model)}</h2><p>${
    escape(where)
  } · <a href="rows/${
    encodeURIComponent(board.board)
  }.parquet">every request (Parquet)</a> · board <code>${escape(board.board)}</code></p>${
    leaderboardInfos.map((metric) => tableHtml(board, metric)).join("\n")
  }`;
}

/** The whole page. */
export function editionHtml(edition: Edition): string {
  const { number, date, note, rules, chosen, boards } = edition;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Edition ${number}, ${date} · Tokenboard</title><style>${style}</style></head><body>
<p><a href="../../index.html">Tokenboard</a> · <a href="../index.html">all editions</a></p>
<h1>Edition ${number}, ${date}</h1>
${note ? `<p>${escape(note)}</p>` : ""}
${
    chosen.length
      ? `<p>What its publisher chose for the boards: ${
        chosen.map(({ what, because }) =>
          escape(`${what}${because === null ? "" : ` (${because})`}.`)
        ).join(" ")
      }</p>`
      : ""
  }
<p>The boards as they were published on that day. This page and its files are never changed; what is corrected or
contested later stands in a later edition. A rank is the first and last that a system can have at 95%; a system without
one says why. Statistics are over requests that succeeded; quantiles are of type 7.</p>
<p><a href="edition.json">Every figure (JSON)</a> · <a href="configurations.json">configurations</a> ·
<a href="SHA256SUMS">SHA-256 of each file</a> · rules <code>${rules.slice(0, 16)}</code></p>
${boards.map(boardHtml).join("\n")}
${boards.length ? "" : "<p>The store had no valid run.</p>"}
</body></html>
`;
}
