/** The figures of a report, of one metric and the systems that a reader left in. */
import { ecdf } from "../charts/ecdf.js";
import { logDomain } from "../charts/log_axis.js";
import { quantiles } from "../charts/quantiles.js";
import { figureHtml } from "../components/figure.js";
import { titleOf } from "../components/metric_fields.js";
import { markOf } from "../components/provider_marks.js";
import { quantile } from "../shared/quantile.js";
import { count, escapeHtml, significant } from "../words/format.js";
import { type Drawn, targetsOf } from "./report_data.js";
import { drawnSql } from "./report_sql.js";

type Board = Drawn["boards"][number];
type Info = Drawn["metrics"][number];

const side = { lower: ", left is faster", higher: ", right is faster" };

/** Both figures of a board; `width` in pixels. */
async function boardHtml(
  board: Board,
  metric: Info,
  { limits, most }: Pick<Drawn, "limits" | "most">,
  width: number,
  at: string,
) {
  const systems = board.systems
    .map((s) => ({ ...s, measure: s.measures[metric.name] }))
    .filter(({ measure }) => measure.values.length > 0 && measure.values[0] > 0);
  if (!systems.length) {
    return `<p><b>${escapeHtml(metric.label)} was not observed.</b> ${
      escapeHtml(board.title)
    }.</p>`;
  }
  const values = systems.flatMap(({ measure }) => measure.values);
  const limit = (limits as Record<string, number | undefined>)[metric.name];
  const domain = logDomain(
    limit === undefined ? values : [...values, limit],
    Math.max(...systems.map(({ measure }) => measure.p95 ?? 0)),
  );
  const axis = `${titleOf(metric)}, log scale${metric.better ? side[metric.better] : ""}`;
  const ns = systems.map((s) => `${s.label} ${count(s.measure.n)}`).join(", ");
  const beyond = values.filter((v) => v > domain[1]).length;
  const drawn = systems.some(({ measure }) => measure.n > measure.values.length)
    ? ` Of a system with more requests than ${most} so many are drawn, evenly spaced in their order.`
    : "";
  const simulated = systems.some((s) => s.simulated) ? "Simulated answers. " : "";
  const of = `${simulated}Succeeded requests with a value, n: ${ns}; ${board.title}.${
    beyond ? ` ${count(beyond)} beyond the axis.` : ""
  }${drawn}`;
  const strip = quantiles(
    systems.map(({ label, provider, simulated, measure }) => ({
      system: label,
      color: markOf(provider, simulated).color,
      min: measure.values[0],
      p25: quantile(measure.values, 0.25),
      median: measure.median!,
      p75: quantile(measure.values, 0.75),
      p95: measure.p95!,
      p99: quantile(measure.values, 0.99),
      max: measure.values.at(-1)!,
      weak: [
        ...measure.weak ? ["median"] : [],
        ...measure.weak_p95 ? ["p95", "p99"] : [],
      ],
    })),
    axis,
    domain,
    width - (width < 640 ? 116 : 150),
  );
  const curves = ecdf(
    systems.map(({ label, provider, simulated, measure }) => ({
      system: label,
      mark: markOf(provider, simulated),
      values: measure.values,
    })),
    axis,
    domain,
    width - 72,
  ) as { layer: object[] };
  if (limit !== undefined) curves.layer.unshift(limitRule(limit, domain));
  const sql = drawnSql(targetsOf(board.location, systems), metric.name, most);
  const data = () => ({
    columns: ["run_id", "provider", "model", metric.name],
    rows: systems.toSorted(byNames).flatMap(({ run_id, provider, model, measure }) =>
      measure.values.map((value) => ({ run_id, provider, model, [metric.name]: value }))
    ),
  });
  const medians = systems.map((s) => `${s.label} ${significant(s.measure.median!)}`).join(", ");
  const figures = [{
    id: `quantiles${at}`,
    title: `${metric.label}, side by side`,
    label: `Quantiles of ${titleOf(metric)}, medians: ${medians}`,
    caption: `${quantileKey} ${of}`,
    spec: strip,
  }, {
    id: `shares${at}`,
    title: `${metric.label}: share of requests at or below a value`,
    label: `Share of requests at or below a value of ${titleOf(metric)}: ${ns}`,
    caption: `${limit === undefined ? "" : `Dashed: the limit, ${limit} ${metric.unit}. `}${of}`,
    spec: curves,
  }];
  const drawings = await Promise.all(
    figures.map(async (figure) =>
      `<h3>${escapeHtml(figure.title)}</h3>${await figureHtml({ ...figure, data, sql, up: "../" })}`
    ),
  );
  return drawings.join("");
}

/** The order in which SQL gives the systems. */
function byNames(a: Board["systems"][number], b: Board["systems"][number]): number {
  const [x, y] = [a, b].map(({ run_id, provider, model }) => [run_id, provider, model]);
  const at = x.findIndex((name, i) => name !== y[i]);
  return at < 0 ? 0 : x[at] < y[at] ? -1 : 1;
}

const quantileKey =
  "Dot: median. Box: P25 to P75. Upright tick: P95. Diamond: P99. Line: least to greatest. " +
  "Grey: too few requests for that quantile.";

const limitRule = (value: number, domain: [number, number]) => ({
  data: { values: [{ value }] },
  mark: { type: "rule", strokeDash: [5, 4], color: "var(--tb-text)" },
  encoding: {
    x: { field: "value", type: "quantitative", scale: { type: "log", domain, nice: false } },
  },
});

/** Figures of every board. `out` are names of systems that are left out. */
export async function figuresHtml(
  { boards, metrics, ...drawn }: Drawn,
  metric: string,
  out: Set<string>,
  width: number,
): Promise<string> {
  const info = metrics.find((m) => m.name === metric)!;
  const parts = await Promise.all(boards.map((board, i) =>
    boardHtml(
      { ...board, systems: board.systems.filter((s) => !out.has(s.name)) },
      info,
      drawn,
      width,
      i ? `-${i + 1}` : "",
    )
  ));
  return parts.join("");
}
