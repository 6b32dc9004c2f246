/** The frontier, the table and what is missing of one board of /cost, each with its data and SQL. */
import { figureHtml, takeHtml } from "../components/figure.js";
import { titleOf } from "../components/metric_fields.js";
import { markOf } from "../components/provider_marks.js";
import type { MetricInfo } from "../rows/board.js";
import { targetsOf } from "../rows/request_sql.js";
import { ordered } from "../rows/request_tables.js";
import type { Table } from "../shared/csv.js";
import { count, escapeHtml, significant } from "../words/format.js";
import { type Board, rowUnder, type System } from "./cost_data.js";
import { costSql, type Limits } from "./cost_sql.js";
import { costTableHtml } from "./cost_table.js";
import { linesToAdd, usd, whyNone } from "./cost_words.js";
import { type Point, pointsOf } from "./frontier.js";
import { costFrontier } from "./frontier_spec.js";

export interface Drawing {
  board: Board;
  /** Those that no reader left out. */
  chosen: System[];
  metric: MetricInfo;
  metrics: MetricInfo[];
  limits: Limits;
  /** The page's, in pixels. */
  width: number;
}

/** The rows of `costSql`. */
export function costTable(systems: System[], limits: Limits): Table {
  const rows = systems.map((system) => rowUnder(system, limits));
  return {
    columns: Object.keys(rows[0] ?? {}),
    rows: ordered(rows, ["mean_usd", "run_id", "provider", "model", "location", "tier"]),
  };
}

const pointJson = ({ system, usd, speed, interval, rank, place }: Point) => ({
  run_id: system.row.run_id,
  provider: system.row.provider,
  model: system.row.model,
  tier: system.row.tier,
  usd_per_1000_requests: usd,
  median: speed,
  low: interval?.[0] ?? null,
  high: interval?.[1] ?? null,
  rank,
  frontier: place,
});

/** Everything below the controls. */
export async function drawnHtml(drawing: Drawing): Promise<string> {
  const { board, chosen, metric, metrics, limits } = drawing;
  if (!chosen.length) return "";
  const points = pointsOf(chosen, metric);
  const sql = costSql(targetsOf(chosen.map((s) => s.row)), metrics.map((m) => m.name), limits);
  const data = () => costTable(chosen, limits);
  const pointOf = new Map(points.map((p) => [p.system, p]));
  const lines = chosen.map((system) => ({
    system,
    row: rowUnder(system, limits),
    point: pointOf.get(system),
  }));
  const within = `TTFT at most ${limits.ttft_s} s, at least ${limits.decode_tokens_per_s} tokens/s`;
  const left = chosen.length < board.systems.length
    ? ` ${chosen.length} of ${board.systems.length} systems are chosen.`
    : "";
  const caption = `${board.name}. Within the limits: ${within}.${left}`;
  const priced = lines.filter(({ row }) => row.source !== null);
  const table = priced.length
    ? costTableHtml(priced, board.title)
    : `<p>No system here has a price.</p>`;
  return `${await frontierHtml(drawing, points, { data, sql })}<h2>What requests cost</h2>${
    board.simulated ? '<p><span class="badge sim">simulated</span></p>' : ""
  }<p class="cap">${escapeHtml(caption)}</p>${table}${
    takeHtml({ id: "costs", title: `What requests cost: ${board.title}`, caption, data, sql })
  }${missingHtml(chosen)}`;
}

const key = "Point: mean cost of 1,000 requests, and the median; bar: the median's 95% interval. " +
  "Line: no ranked system that costs as little is faster, by its median. Hollow: not ranked.";

async function frontierHtml(
  { board, metric, width }: Drawing,
  points: Point[],
  taken: { data: () => Table; sql: string },
): Promise<string> {
  if (!points.length) return "";
  const speed = [titleOf(metric), "log scale, up is faster"];
  const said = points.map((p) =>
    `${p.system.label} ${usd(p.usd)}, ${significant(p.speed)} ${metric.unit}`
  ).join("; ");
  const n = points.reduce((sum, p) => sum + Number(p.system.row.costed), 0);
  const free = points.some((p) => p.usd === 0);
  return `<h2>Cost against speed</h2>${await figureHtml({
    ...taken,
    id: "frontier",
    title: `Cost against speed: ${board.title}`,
    label: `Cost of 1,000 requests and median of ${titleOf(metric)}: ${said}`,
    caption: `n = ${count(n)} succeeded requests; ${board.name}. ${key}${
      board.simulated ? " Simulated." : ""
    }`,
    spec: costFrontier(
      points.map((p) => ({
        label: p.system.label,
        mark: markOf(p.system.provider, p.system.simulated),
        usd: p.usd,
        speed: p.speed,
        interval: p.interval,
        ranked: p.rank !== null,
        on: p.place === "on",
      })),
      {
        usd: `US dollars per 1,000 requests${free ? "" : ", log scale"}, left is cheaper`,
        speed,
      },
      metric.better === "lower" ? "lower" : "higher",
      width - 76,
    ),
    json: () => points.map(pointJson),
  })}`;
}

/** Which systems have no price, and what to write for them. */
function missingHtml(systems: System[]): string {
  const missing = systems.filter((s) => s.row.source === null);
  if (!missing.length) return "";
  const list = [...Map.groupBy(missing, (s) => whyNone(s)!)].map(([why, own]) =>
    `<li>${escapeHtml(own.map((s) => s.label).join(", "))}: ${escapeHtml(why)}.</li>`
  );
  const real = missing.filter((s) => !s.simulated);
  return `<h2>Without a price</h2><ul>${list.join("")}</ul>${
    real.length
      ? `<p>What to add to <code>data/prices.csv</code>, before the site is built again:</p><pre tabindex="0"><code>${
        escapeHtml(linesToAdd(real))
      }</code></pre>`
      : ""
  }`;
}
