/** What a chart's settings ask of an answer: expressions by name, and which of them stand along which axis. Pure. */
import { type ChartSettings, isRatio, kindOf, unitOf, type Units } from "./chart_settings.js";
import {
  add,
  type Asked,
  countSql,
  edgeSql,
  emptyPlan,
  isNumeric,
  type Plan,
  rowsChannel,
  summarySql,
  valueSql,
} from "./chart_terms.js";
import { sqlName } from "./query_text.js";
import type { Column } from "./result_table.js";

/** Quantiles of a box, from its line's low end to the high one. */
export const boxColumns = ["p5", "p25", "median", "p75", "p95"];
const shares = [0.05, 0.25, 0.5, 0.75, 0.95];
/** The column whose numbers a histogram counts. */
export const countedColumn = ({ x, y }: Pick<Asked, "x" | "y">): Column | undefined =>
  [x, y].find(isNumeric);

function histogramPlan(asked: Asked): Plan {
  const plan = emptyPlan("x", true);
  const column = countedColumn(asked);
  if (!column) throw new Error("a histogram needs a column of numbers along x.");
  plan.needs.push({ column, log: asked.isLog });
  const edge = edgeSql(asked.isLog, asked.range, valueSql(column));
  plan.channels.x = {
    field: add(plan, `${column.name}_from`, edge(0)),
    title: asked.title(column.name, column),
    kind: "quantitative",
    log: asked.isLog,
  };
  add(plan, `${column.name}_to`, edge(1));
  plan.channels.y = rowsChannel(plan);
  return plan;
}

function boxPlan({ x, y, isLog, title }: Asked): Plan {
  const plan = emptyPlan(isNumeric(y) ? "y" : "x", true);
  const [column, other] = plan.measured === "y" ? [y, x] : [x, y];
  if (!isNumeric(column)) throw new Error("a box needs a column of numbers along x or y.");
  plan.needs.push({ column, log: isLog });
  if (other) {
    const at = plan.measured === "y" ? "x" : "y";
    const field = add(plan, other.name, valueSql(other));
    plan.channels[at] = { field, title: title(other.name, other), kind: "nominal", log: false };
  }
  boxColumns.forEach((name, i) =>
    add(plan, name, `quantile_cont(${valueSql(column)}, ${shares[i]})`)
  );
  add(plan, "rows", countSql);
  plan.channels[plan.measured] = {
    field: "median",
    title: title(column.name, column),
    kind: "quantitative",
    log: isLog,
  };
  return plan;
}

const nothingChosen = "choose a column along x or y.";

function countPlan({ x, y, title }: Asked): Plan {
  // Names are counted, where there are some.
  const at = y && !isNumeric(y) || !x ? "y" : "x";
  const column = at === "y" ? y : x;
  if (!column) throw new Error(nothingChosen);
  const plan = emptyPlan(at === "y" ? "x" : "y", true);
  const kind = kindOf(column);
  if (kind === "quantitative") plan.needs.push({ column, log: false });
  plan.channels[at] = {
    field: add(plan, column.name, valueSql(column)),
    title: title(column.name, column),
    kind,
    log: false,
  };
  plan.channels[plan.measured] = rowsChannel(plan);
  return plan;
}

function valuesPlan({ settings, x, y, isLog, units, title }: Asked): Plan {
  if (!x && !y) throw new Error(nothingChosen);
  const summary = summarySql[settings.summary];
  const plan = emptyPlan(isNumeric(y) ? "y" : "x", summary !== undefined);
  for (const [at, column] of [["x", x], ["y", y]] as const) {
    if (!column) continue;
    const kind = kindOf(column);
    const isSummed = summary && at === plan.measured && kind === "quantitative";
    const name = isSummed ? `${settings.summary}_${column.name}` : column.name;
    const sql = isSummed ? summary(valueSql(column)) : valueSql(column);
    // An hour or a place has no ratios: a log axis is of what is measured, and of its like.
    const log = isLog && kind === "quantitative" &&
      (at === plan.measured || isRatio(column.name, units));
    if (kind === "quantitative") plan.needs.push({ column, log });
    const words = isSummed ? `${settings.summary} of ${column.name}` : column.name;
    plan.channels[at] = { field: add(plan, name, sql), title: title(words, column), kind, log };
  }
  return plan;
}

/** @throws with what to choose, where the settings make no drawing. */
export function planOf(
  settings: ChartSettings,
  columns: Column[],
  range: [number, number],
  units: Units,
): Plan {
  const named = (name: string) => columns.find((column) => column.name === name);
  const asked: Asked = {
    settings,
    x: named(settings.x),
    y: named(settings.y),
    colour: named(settings.colour),
    isLog: settings.scale === "log" && settings.mark !== "bar",
    units,
    title: (words, { name }) => [words, unitOf(name, units)].filter(Boolean).join(", "),
    range,
  };
  const own = { histogram: histogramPlan, box: boxPlan }[settings.mark];
  const plan = (own ?? (settings.summary === "count" ? countPlan : valuesPlan))(asked);
  const { colour } = asked;
  if (colour) {
    // Colours are of names; a number is one here.
    const sql = isNumeric(colour) ? `CAST(${sqlName(colour.name)} AS VARCHAR)` : valueSql(colour);
    plan.channels.colour = {
      field: add(plan, colour.name, sql),
      title: colour.name,
      kind: "nominal",
      log: false,
    };
  }
  return plan;
}
