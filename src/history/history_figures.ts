/** The drawings of /history as figures: medians over time, and ranks over time. */
import { figureHtml } from "../components/figure.js";
import { titleOf } from "../components/metric_fields.js";
import { markOf } from "../components/provider_marks.js";
import { count, escapeHtml } from "../words/format.js";
import { byDays, type Drawing, type Line } from "./history_axes.js";
import { medians } from "./history_chart.js";
import { type HistoryRow, momentOf, type System } from "./history_data.js";
import { startOfDay } from "./history_moments.js";
import { runsSql, runsTable } from "./history_sql.js";
import type { Chosen } from "./history_state.js";
import { foundOf, mediansCaption, scopeText } from "./history_words.js";
import { type RankPoint, ranks } from "./rank_chart.js";

/** Pixels beside the drawing: the axis of values, and names where lines end. */
export function besideOf(shown: System[], width: number): number {
  const longest = Math.max(0, ...shown.map((s) => s.label.length));
  return 64 + Math.min(7 * longest, 0.3 * width);
}

/** What is drawn of a choice, `width` pixels wide in all. */
export function drawingOf(chosen: Chosen, width: number): Drawing {
  const { shown, invalid, gaps, state } = chosen;
  const lines = shown.map((s): Line => ({
    label: s.label,
    mark: markOf(s.provider, s.simulated),
    points: s.points,
  }));
  return {
    lines,
    marked: foundOf(chosen).map(({ from, to, number }) => ({ from, to, number })),
    invalid: invalid.map(momentOf).filter((at) => at !== null),
    gaps: gaps.map(({ due_at, last_due_at }) => [Date.parse(due_at), Date.parse(last_due_at)]),
    zone: state.zone as Drawing["zone"],
    width: Math.max(180, width - besideOf(shown, width)),
  };
}

const sides = { lower: ", lower is faster", higher: ", higher is faster" };

/** What judging says of a system's runs: the intervals, and the change that a run ends, with its own. */
function judgedOf(system: System, { changesOf, metric }: Chosen): object[] {
  const ended = new Map(changesOf(system)?.changes.map((change) => [change.to, change]));
  return system.points.map(({ row: { run_id, provider, model, ran_at }, value, low, high }) => ({
    ...{ run_id, provider, model, ran_at, metric: metric.name, median: value, low, high },
    change: ended.get(run_id) ?? null,
  }));
}

/** The medians, with their intervals and what changed; nothing where there is no value. */
export async function mediansHtml(chosen: Chosen, width: number): Promise<string> {
  const { metric, shown } = chosen;
  const drawing = drawingOf(chosen, width);
  if (!drawing.lines.some((line) => line.points.length)) return "";
  const title = titleOf(metric);
  const axis = `${title}, log scale${metric.better ? sides[metric.better] : ""}`;
  return await figureHtml({
    id: "medians",
    title: `Over time: ${title}`,
    label: `${title} of ${
      shown.map((s) => s.label).join(", ")
    } over time, ${drawing.marked.length} changes marked`,
    caption: mediansCaption(chosen, drawing.lines),
    spec: medians(drawing, axis),
    data: () => runsTable(chosen),
    json: () => shown.flatMap((system) => judgedOf(system, chosen)),
    sql: runsSql(chosen),
  });
}

/** A rank with the run it is of. */
type RunRank = RankPoint & { row: HistoryRow };
const ranksOf = (system: System, metric: string): RunRank[] =>
  system.points.flatMap(({ row, at }) => {
    const [first, last] = [row[`${metric}_first`], row[`${metric}_last`]] as (number | null)[];
    // Of a metric that nobody is ranked by the rows have no such columns.
    return typeof first === "number" ? [{ row, at, first, last: last! }] : [];
  });

/** The ranks of a day's runs as one bar. */
function daily(points: RankPoint[], startOf: (at: number) => number): RankPoint[] {
  return [...Map.groupBy(points, ({ at }) => startOf(at))].map(([at, own]) => ({
    at: at + 12 * 3_600_000,
    first: Math.min(...own.map((p) => p.first)),
    last: Math.max(...own.map((p) => p.last)),
  }));
}

/** Ranks within each run, a drawing per model size; nothing where no run ranks two systems. */
export async function ranksHtml(chosen: Chosen, width: number): Promise<string> {
  const { metric, shown, state } = chosen;
  const sizes = Map.groupBy(shown, (s) => s.model_size ?? s.model);
  const figures = [...sizes].map(async ([size, systems], i) => {
    const drawing = drawingOf({ ...chosen, shown: systems }, width);
    const all = systems.map((s) => ranksOf(s, metric.name));
    if (!all.flat().length) return "";
    const days = byDays(drawing.lines);
    const points = days ? all.map((own) => daily(own, (at) => startOfDay(at, drawing.zone))) : all;
    const runs = new Set(all.flat().map(({ at }) => at)).size;
    const name = sizes.size > 1 ? ` of ${size}` : "";
    return await figureHtml({
      id: `ranks-${i + 1}`,
      title: `Ranks over time${name}: ${titleOf(metric)}`,
      label: `Ranks of ${systems.map((s) => s.label).join(", ")} over time`,
      caption: `${scopeText(chosen)}${name}; ${
        runs === 1 ? "1 run that ranks" : `${count(runs)} runs that rank`
      } two systems or more. ${
        days
          ? "By day: from the best to the worst rank that any run of the day leaves open. "
          : "Bar: from the first to the last rank that a run leaves open, at 95% for all pairs at once. "
      }Systems stand a little beside each other. Ranks are those among all systems of the run.`,
      spec: ranks(drawing, points),
      data: () => runsTable({ ...chosen, shown: systems }),
      json: () =>
        all.flat().map(({ row: { run_id, provider, model, ran_at }, first, last }) => ({
          ...{ run_id, provider, model, ran_at, rank_by: metric.name, low: first, high: last },
        })),
      sql: runsSql({ ...chosen, state, shown: systems }),
    });
  });
  const html = (await Promise.all(figures)).join("");
  return html && `<h2>Rank from run to run: ${escapeHtml(metric.label)}</h2>${html}`;
}
