/** The figures of a report, of one metric and the systems that a reader left in. */
import { ecdf } from "../charts/ecdf.js";
import { logDomain } from "../charts/log_axis.js";
import { quantiles } from "../charts/quantiles.js";
import { titleOf } from "../components/metric_fields.js";
import { markOf } from "../components/provider_marks.js";
import { renderBare } from "../components/vega.js";
import { quantile } from "../shared/quantile.js";
import { count, escapeHtml, significant } from "../words/format.js";
import type { Drawn } from "./report_data.js";

type Board = Drawn["boards"][number];
type Info = Drawn["metrics"][number];

const side = { lower: ", left is faster", higher: ", right is faster" };

/** Both figures of a board; `width` in pixels. */
async function boardHtml(board: Board, metric: Info, limits: Drawn["limits"], width: number) {
  const systems = board.systems
    .map((s) => ({ ...s, measure: s.measures[metric.name] }))
    .filter(({ measure }) => measure.values.length > 0 && measure.values[0] > 0);
  if (!systems.length) {
    return `<p><b>${escapeHtml(metric.label)} was not observed.</b> ${
      escapeHtml(board.title)
    }.</p>`;
  }
  const values = systems.flatMap(({ measure }) => measure.values);
  const limit = limits[metric.name];
  const domain = logDomain(
    limit === undefined ? values : [...values, limit],
    Math.max(...systems.map(({ measure }) => measure.p95 ?? 0)),
  );
  const axis = `${titleOf(metric)}, log scale${metric.better ? side[metric.better] : ""}`;
  const ns = systems.map((s) => `${s.label} ${count(s.measure.n)}`).join(", ");
  const beyond = values.filter((v) => v > domain[1]).length;
  const drawn = systems.some(({ measure }) => measure.n > measure.values.length)
    ? " Of a system with more requests than are drawn, evenly spaced quantiles stand for them."
    : "";
  const of = `Succeeded requests with a value, n: ${ns}; ${board.title}.${
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
  const medians = systems.map((s) => `${s.label} ${significant(s.measure.median!)}`).join(", ");
  return await figure(
    strip,
    `${metric.label}, side by side`,
    `Quantiles of ${titleOf(metric)}, medians: ${medians}`,
    `${quantileKey} ${of}`,
  ) + await figure(
    curves,
    `${metric.label}: share of requests at or below a value`,
    `Share of requests at or below a value of ${titleOf(metric)}: ${ns}`,
    `${limit === undefined ? "" : `Dashed: the limit, ${limit} ${metric.unit}. `}${of}`,
  );
}

const quantileKey =
  "Dot: median. Box: P25 to P75. Upright tick: P95. Diamond: P99. Line: least to greatest. " +
  "Grey: too few requests for that quantile.";

const figure = async (spec: object, title: string, label: string, caption: string) =>
  `<h3>${escapeHtml(title)}</h3><figure class="drawing"><div role="img" aria-label="${
    escapeHtml(label)
  }">${await renderBare(spec)}</div><figcaption class="cap">${
    escapeHtml(caption)
  }</figcaption></figure>`;

const limitRule = (value: number, domain: [number, number]) => ({
  data: { values: [{ value }] },
  mark: { type: "rule", strokeDash: [5, 4], color: "var(--tb-text)" },
  encoding: {
    x: { field: "value", type: "quantitative", scale: { type: "log", domain, nice: false } },
  },
});

/** Figures of every board. `out` are names of systems that are left out. */
export async function figuresHtml(
  { boards, metrics, limits }: Drawn,
  metric: string,
  out: Set<string>,
  width: number,
): Promise<string> {
  const info = metrics.find((m) => m.name === metric)!;
  const parts = await Promise.all(boards.map((board) =>
    boardHtml(
      { ...board, systems: board.systems.filter((s) => !out.has(s.name)) },
      info,
      limits,
      width,
    )
  ));
  return parts.join("");
}
