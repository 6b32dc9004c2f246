/** What a reader takes away from a table of the leaderboard, and from the answers over it. */
import { boardPlot } from "../charts/board_plot.js";
import type { Taken } from "../components/files.js";
import type { MetricInfo, RequestRow, System, View } from "../rows/board.js";
import {
  type Asked,
  byTarget,
  chosenSql,
  columnsOfX,
  namesOf,
  populationSql,
  remarksOf,
  targetsOf,
  valueSql,
} from "../rows/request_sql.js";
import { unflaggedSql } from "../rows/flag_sql.js";
import { ordered } from "../rows/request_tables.js";
import { statisticNames, type Statistics } from "../rows/statistics.js";
import type { Table } from "../shared/csv.js";
import { count, significant } from "../words/format.js";
import { providerLabel } from "../words/providers.js";
import { domainOf, plotOf } from "./board_row.js";
import { isValue, keyOf } from "./board_view.js";
import { type Filters, filterSql } from "./leaderboard_filters.js";

const judgedElsewhere =
  "Intervals, ranks and tiers are no SQL (page /method has their formulas): " +
  "the JSON of the table has them.";

/** The drawing of a table as one Vega-Lite specification; colours are CSS variables. */
export function viewSpec(view: View): object {
  const { metric: { label, unit, better } } = view;
  const domain = domainOf(view);
  const rows = view.systems.map((s) => {
    const median = s.statistics.median;
    const rank = s.standing?.rank ? `${s.standing.place + 1}. ` : "";
    const drawing = plotOf(s, view);
    const beyond = drawing.requests.flatMap(({ value }) =>
      value !== null && value > domain[1] ? value : []
    );
    return {
      ...drawing,
      name: `${rank}${providerLabel(s.provider)}${
        isValue(median, view) ? `, median ${significant(median)} ${unit}` : ""
      }${s.below.length ? " (not ranked)" : ""}${
        beyond.length
          ? `; ${count(beyond.length)} beyond axis, up to ${significant(Math.max(...beyond))}`
          : ""
      }`,
    };
  });
  const axis = `${label}${unit ? `, ${unit}` : ""}, log scale`;
  return boardPlot(rows, domain, better !== "lower", axis);
}

/** What SQL does not say of a table. */
function remarksOfView({ judged, sample, systems }: View): string[] {
  return [
    ...(judged ? [judgedElsewhere] : []),
    ...(sample && systems.some((s) => !s.exact)
      ? [`The page has a sample of ${count(sample.shown)}; this counts all ${count(sample.of)}.`]
      : []),
  ];
}

/** DuckDB's SQL over view `requests` that gives the numbers of a table. */
export function viewSql(view: View, filters: Filters): string {
  const { metric, population } = view;
  const targets = targetsOf(view.systems.flatMap((s) => s.rows));
  const asked: Asked = {
    metric,
    population,
    targets,
    where: [
      ...filterSql(filters),
      ...(filters.outliers
        ? [unflaggedSql({ metric, targets, selected: null }, "mad AND tukey")]
        : []),
    ],
    remarks: remarksOfView(view),
  };
  const value = valueSql(metric, population);
  const names = namesOf(targets).join(", ");
  return `${remarksOf(asked)}SELECT ${names}, ${columnsOfX(asked)},
  count(*)::INTEGER AS attempted, count_if(status = 'ok')::INTEGER AS succeeded,
  count_if(status = 'ok') / count(*) AS success_rate
FROM (
  SELECT ${names}, status, ${
    population === "all"
      ? value
      : `CASE WHEN ${populationSql(metric, population)} THEN ${value} END`
  } AS x
  FROM requests
  WHERE ${chosenSql({ ...asked, population: "all" })})
${byTarget(asked)}`;
}

/** A system as a row of `viewSql`: of all its requests where the page knows them, although it draws a sample. */
function rowOf(s: System): Record<string, unknown> {
  const { statistics, attempted, succeeded } = s.exact ?? s;
  const success_rate = succeeded / attempted;
  return { ...targetsOf(s.rows)[0], ...statistics, attempted, succeeded, success_rate };
}

/** The rows of `viewSql`. */
export function viewTable({ systems, metric }: View): Table {
  const found = systems.filter((s) => s.rows.length > 0);
  const names = namesOf(targetsOf(found.map((s) => s.rows[0])));
  return {
    columns: [...names, "n", ...statisticNames, "attempted", "succeeded", "success_rate"],
    rows: ordered(found.map(rowOf), ["median", ...names], metric.better === "higher" ? -1 : 1),
  };
}

/** A table, with the population and the filters in its title and caption. */
export function viewTaken(view: View, title: string, caption: string, filters: Filters): Taken {
  return {
    id: "board",
    title,
    caption,
    spec: view.systems.length ? viewSpec(view) : undefined,
    data: () => viewTable(view),
    json: () => view.systems.map((s) => ({ ...rowOf(s), judged: s.standing })),
    sql: viewSql(view, filters),
  };
}

/** Medians of succeeded requests, by system. */
export type Medians = (board: string, metric: string) => Map<string, Pick<Statistics, "median">>;

export const answersCaption =
  "First by the median of succeeded requests, or who cannot be told apart at 95%.";

/** The medians behind the answers: of every system of every board. */
export function answersTaken(
  metrics: MetricInfo[],
  medians: Medians,
  rows: RequestRow[],
): Taken {
  const own = rows.filter((r) => r.status === "ok");
  const targets = targetsOf(own);
  const asked: Asked = { metric: metrics[0], population: "succeeded", targets };
  // Runs of several workloads that are taken together are told apart by it.
  const names = [...namesOf(targets), ...targets.some((t) => t.runs) ? ["workload_hash"] : []];
  const columns = names.join(", ");
  return {
    id: "answers",
    title: "Medians of every system",
    caption: answersCaption,
    data: () => ({
      columns: [...names, ...metrics.map((m) => m.name)],
      rows: ordered(
        [...new Map(own.map((r) => [`${r.board}\n${keyOf(r)}`, r])).values()].map((r) => ({
          ...Object.fromEntries(names.map((name) => [name, r[name] ?? null])),
          ...Object.fromEntries(
            metrics.map((m) => [m.name, medians(r.board, m.name).get(keyOf(r))?.median ?? null]),
          ),
        })),
        names,
      ),
    }),
    sql: `-- Who is first, and who cannot be told apart, is no SQL: page /method has its formulas.
SELECT ${columns},
  ${metrics.map((m) => `median(${m.name}) AS ${m.name}`).join(",\n  ")}
FROM requests
WHERE ${chosenSql(asked)}
GROUP BY ${columns}
ORDER BY ${columns}`,
  };
}
