/** The drawings of /distributions and their table, each with its data and SQL. */
import { mostFlags } from "../charts/curve_flags.js";
import { ecdf, type Sample } from "../charts/ecdf.js";
import { binCount, histogram, logBins } from "../charts/histogram.js";
import { logDomain } from "../charts/log_axis.js";
import { quantiles } from "../charts/quantiles.js";
import { figureHtml, takeHtml } from "../components/figure.js";
import { titleOf } from "../components/metric_fields.js";
import { markHtml, markOf } from "../components/provider_marks.js";
import { renderBare } from "../components/vega.js";
import { type Asked, requestsSql, statisticsSql, targetsOf } from "../rows/request_sql.js";
import { requestsTable, statisticsTable } from "../rows/request_tables.js";
import type { Choice } from "../rows/systems.js";
import { count, escapeHtml, significant } from "../words/format.js";
import { type Described, quantileRows, quantilesHtml } from "./distributions_table.js";

const quantileKey =
  "Dot: median. Box: P25 to P75. Upright tick: P95. Diamond: P99. Line: least to greatest. " +
  "Grey: too few requests for that quantile.";

const curveKey = "A steep curve is an even system; a long flat end is what the median hides.";

/** Everything below the controls. `board` names the population; `width` is the page's, in pixels. */
export async function drawingsHtml(
  described: Described[],
  metric: Choice,
  board: string,
  systems: number,
  width: number,
): Promise<string> {
  if (!described.length) return "";
  const rows = described.flatMap((d) => d.s.rows);
  const asked: Asked = { metric, population: "succeeded", targets: targetsOf(rows) };
  const title = titleOf(metric);
  const left = described.length < systems
    ? `; ${described.length} of ${systems} systems are chosen`
    : "";
  const table = takeHtml({
    id: "statistics",
    title: `Quantiles of ${title}`,
    caption: `Succeeded requests; ${board}${left}.`,
    data: () => statisticsTable(rows, asked),
    sql: statisticsSql(asked),
  });
  return `${await figuresHtml(
    described,
    metric,
    title,
    `${board}${left}`,
    asked,
    width,
  )}<div class="quantiles">${quantilesHtml(described, metric)}</div><p class="cap">${
    escapeHtml(title)
  }; succeeded requests; quantiles of type 7. Grey with dots: too few requests.</p>${table}`;
}

async function figuresHtml(
  described: Described[],
  metric: Choice,
  title: string,
  population: string,
  asked: Asked,
  width: number,
): Promise<string> {
  const samples = described.filter((d) => d.values.length > 0).map((d): Sample => ({
    system: d.s.label,
    mark: markOf(d.s.provider),
    values: d.values,
  }));
  const values = samples.flatMap((s) => s.values);
  if (!values.length) return "";
  const rows = described.flatMap((d) => d.s.rows);
  const domain = logDomain(values, Math.max(0, ...described.map((d) => d.st.p95 ?? 0)));
  const side = { lower: ", left is faster", higher: ", right is faster" };
  const axis = `${title}, log scale${metric.better ? side[metric.better] : ""}`;
  const columns = width >= 1000 ? 3 : width >= 640 ? 2 : 1;
  const widest = samples.flatMap((s) => logBins(s.values, domain, binCount).map((b) => b.n));
  const top = Math.max(1, ...widest);
  const beyond = values.filter((v) => v > domain[1]).length;
  const beyondText = beyond
    ? ` ${count(beyond)} beyond the axis, up to ${
      significant(values.reduce((a, b) => Math.max(a, b)))
    }${metric.unit ? ` ${metric.unit}` : ""}.`
    : "";
  const ns = samples.map((s) => `${s.system} ${count(s.values.length)}`).join(", ");
  const unnamed = samples.length > mostFlags
    ? ` ${mostFlags} of the ${samples.length} curves bear their name; leave systems out to read the others.`
    : "";
  const requests = { data: () => requestsTable(rows, asked), sql: requestsSql(asked) };
  const curves = await figureHtml({
    ...requests,
    id: "curves",
    title: `Share of requests at or below a value: ${title}`,
    label: `Empirical distribution functions of ${title}: ${ns}`,
    caption: `n = ${
      count(values.length)
    } succeeded requests with a value (${ns}); ${population}.${beyondText}${unnamed} ${curveKey}`,
    spec: ecdf(samples, axis, domain, width - 72),
  });
  const panel = Math.floor((width - 28 * (columns - 1)) / columns) - 42;
  const panels = await Promise.all(
    samples.map(async (s) =>
      `<figure class="hist"><figcaption><b class="nm">${markHtml(s.mark)}${
        escapeHtml(s.system)
      }</b> n ${count(s.values.length)}</figcaption><div role="img" aria-label="${
        escapeHtml(`Histogram of ${title} of ${s.system}, ${s.values.length} requests`)
      }">${await renderBare(histogram(s, domain, top, panel))}</div></figure>`
    ),
  );
  const spread =
    `${axis}; requests in each of ${binCount} bins of equal width on the log axis, one height for all.${beyondText}`;
  const histograms = takeHtml({
    ...requests,
    id: "histograms",
    title: `How the requests spread: ${title}`,
    caption: `${spread} Succeeded requests, n: ${ns}; ${population}.`,
    spec: {
      columns: width >= 640 ? 2 : 1,
      concat: samples.map((s) => {
        const { background: _, config: __, ...one } = histogram(s, domain, top, panel) as
          & { background: string; config: object }
          & Record<string, unknown>;
        return {
          ...one,
          title: { text: `${s.system}, n ${count(s.values.length)}`, anchor: "start" },
        };
      }),
      config: (histogram(samples[0], domain, top, panel) as { config: object }).config,
    },
  });
  const plot = quantileRows(described);
  const medians = plot.map((q) => `${q.system} median ${significant(q.median)}`).join(", ");
  const strip = await figureHtml({
    id: "quantiles",
    title: `Quantiles side by side: ${title}`,
    label: `Quantiles of ${title}: ${medians}`,
    caption: `${quantileKey} Succeeded requests; ${population}.`,
    spec: quantiles(plot, axis, domain, width - (width < 640 ? 116 : 150)),
    data: () => statisticsTable(rows, asked),
    sql: statisticsSql(asked),
  });
  return `<h2>Share of requests at or below a value</h2><div class="ecdf">${curves}</div>
<h2>How the requests spread</h2><p class="cap">${escapeHtml(spread)}</p>
<div class="hists" style="--cols:${columns}">${panels.join("")}</div>${histograms}
<h2>Quantiles side by side</h2><div class="qplot">${strip}</div>`;
}
