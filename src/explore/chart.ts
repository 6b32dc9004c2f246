/** A reader's own chart of an answer: what is drawn, how, and what is taken away of it. */
import { type Mark, shapes } from "../charts/mark.js";
import { controlsHtml, type Option, selectHtml } from "../components/controls.js";
import { figureHtml } from "../components/figure.js";
import { markOf } from "../components/provider_marks.js";
import { onWidth } from "../components/resize.js";
import { count, escapeHtml } from "../words/format.js";
import { ring } from "../words/providers.js";
import type { State } from "./address.js";
import { boxColumns, countedColumn, planOf } from "./chart_plan.js";
import { type ChartSettings, marks, settingsOf, summaries, type Units } from "./chart_settings.js";
import { type BuiltChart, builtChart } from "./chart_spec.js";
import { chartSql, mostMarks, rangeSql } from "./chart_sql.js";
import type { Channel, Plan } from "./chart_terms.js";
import { type Result, resultTable, type Store } from "./database.js";
import { statementOf } from "./query_text.js";

/** An answer that can be drawn. */
export interface Answered {
  store: Store;
  result: Result;
  sql: string;
  /** What a reader must know of its rows, as text. */
  note: string;
}
export interface ChartView {
  /** Draws an answer as the state says, where the answer has such columns; null draws none. */
  show(answered: Answered | null): Promise<void>;
}
type Rows = Record<string, unknown>[];

function fieldsHtml(settings: ChartSettings, { columns }: Result): string {
  const names: Option[] = [["", "none"], ...columns.map(({ name }): Option => [name, name])];
  const select = (label: string, key: keyof ChartSettings, options: Option[]) =>
    selectHtml(label, key, options, settings[key]);
  return controlsHtml(
    select("Mark", "mark", marks.map((mark) => [mark, mark])),
    select("Along x", "x", names),
    select("Up y", "y", names),
    select("Colour", "colour", names),
    select("Rows of one name", "summary", summaries.map((s) => [s, s || "each row"])),
    select("Numbers", "scale", [["linear", "linear scale"], ["log", "log scale"]]),
  );
}

/** Colours with a shape each, for names that have no mark of their own. */
const plainMark = (i: number): Mark => ({
  shape: shapes[i % shapes.length],
  color: `var(--tb-${ring[i % ring.length]})`,
  core: null,
  hollow: false,
});
const nameOf = (value: unknown) => value === null ? "null" : String(value);
const marksOf = (rows: Rows, colour?: Channel): BuiltChart["marks"] => {
  const names = colour ? [...new Set(rows.map((row) => nameOf(row[colour.field])))].sort() : [];
  const isProvider = colour?.title === "provider";
  return names.map((name, i) => [name, isProvider ? markOf(name) : plainMark(i)]);
};

const instant = (text: unknown) =>
  typeof text === "string" ? Date.parse(`${text.replace(" ", "T")}Z`) : null;

/** Rows by channel, as the drawing has them. */
function drawnRows({ channels, select }: Plan, rows: Rows): Rows {
  const upper = [...select.keys()][1];
  return rows.map((row) => ({
    ...Object.fromEntries(
      Object.entries(channels).map(([at, { field, kind }]) => [
        at,
        kind === "temporal"
          ? instant(row[field])
          : kind === "nominal"
          ? nameOf(row[field])
          : row[field],
      ]),
    ),
    ...(select.has("p5") ? Object.fromEntries(boxColumns.map((name) => [name, row[name]])) : {}),
    x2: row[upper],
  }));
}

const rowsText = (n: number) => `${count(n)} ${n === 1 ? "row" : "rows"}`;

function captionOf(
  { mark, summary, colour }: ChartSettings,
  plan: Plan,
  drawn: number,
  [all, shown]: [number, number],
): string {
  const what = plan.grouped
    ? `${count(drawn)} ${mark === "box" ? "box" : "value"}${
      drawn === 1 ? "" : mark === "box" ? "es" : "s"
    } of ${rowsText(shown)}`
    : drawn < shown
    ? `${count(drawn)} of ${rowsText(shown)}, chosen by a hash of their place`
    : rowsText(shown);
  const full = plan.grouped && drawn === mostMarks ? ", the first of them" : "";
  const left = all - shown;
  return [
    `${what}${full}.`,
    left
      ? `${rowsText(left)} ${left === 1 ? "has" : "have"} no value for these axes and ${
        left === 1 ? "is" : "are"
      } not drawn.`
      : "",
    mark === "box" ? "Box: P25 to P75. Dot: median. Line: P5 to P95." : "",
    mark === "bar" && !summary && !colour && !plan.grouped ? "Each row is a bar." : "",
  ].filter(Boolean).join(" ");
}

/** What is measured, by what. */
function words({ channels: { x, y }, measured }: Plan, mark: string): string {
  const order = measured === "x" && mark !== "histogram" ? [x, y] : [y, x];
  return order.filter((channel) => channel !== undefined).map(({ title }) => title).join(" by ");
}

/** Makes `place` the chart's; `changed` hears of settings that a reader chose, which are in `state` by then. */
export function mountChart(
  place: HTMLElement,
  units: Units,
  state: State,
  changed: () => void,
): ChartView {
  let current: Answered | null = null;
  let settings: ChartSettings;
  let turn = 0;
  const body = () => place.querySelector<HTMLElement>(".drawn")!;

  async function draw(): Promise<void> {
    if (!current) return;
    const mine = ++turn;
    const { store, result: { columns, rows: all }, sql, note } = current;
    const named = (name: string) => columns.find((column) => column.name === name);
    const counted = countedColumn({ x: named(settings.x), y: named(settings.y) });
    const [ends] = settings.mark === "histogram" && counted
      ? await store.ask(rangeSql(counted, resultTable, settings.scale === "log"))
      : [{ low: 0, high: 1 }];
    const range: [number, number] = [Number(ends.low ?? 0), Number(ends.high ?? 1)];
    const plan = planOf(settings, columns, range, units);
    const own = chartSql(plan, settings, resultTable, all);
    const rows = await store.ask(own.rows);
    const [{ n }] = await store.ask(own.count);
    if (!rows.length) throw new Error("no row has a value for these axes.");
    const { channels, measured } = plan;
    const title = words(plan, settings.mark);
    const html = await figureHtml({
      id: "chart",
      title,
      label: `${settings.mark} chart: ${title}`,
      caption: [captionOf(settings, plan, rows.length, [all, Number(n)]), note].join(" ").trim(),
      spec: builtChart({
        mark: settings.mark,
        channels,
        measured,
        rows: drawnRows(plan, rows),
        width: Math.min(place.clientWidth, 1100),
        marks: marksOf(rows, channels.colour),
      }),
      data: () => ({ columns: [...plan.select.keys()], rows }),
      sql: chartSql(plan, settings, `(\n${statementOf(sql)}\n)`, all).rows,
    });
    if (mine !== turn) return;
    body().innerHTML = html;
    place.dataset.ready = String(mine);
  }
  const tryToDraw = () =>
    draw().catch((error: Error) => {
      body().innerHTML = `<p class="empty">This is not drawn: ${escapeHtml(error.message)}</p>`;
      place.dataset.ready = String(turn);
    });

  place.addEventListener("submit", (event) => event.preventDefault());
  place.addEventListener("change", (event) => {
    const { name, value } = event.target as HTMLInputElement;
    if (!current || !(name in settings)) return;
    settings = { ...settings, [name]: value };
    Object.assign(state, settings);
    changed();
    tryToDraw();
  });
  onWidth(place, tryToDraw);

  return {
    async show(answered) {
      current = answered?.result.rows ? answered : null;
      place.hidden = current === null;
      if (!current) return;
      const { result } = current;
      settings = settingsOf(state, result.columns, result.rows, units);
      place.innerHTML = `<h2>As a chart</h2>${
        fieldsHtml(settings, result)
      }<div class="drawn"></div>`;
      await tryToDraw();
    },
  };
}
