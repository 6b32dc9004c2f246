/** What of an answer is drawn, and how: settings with defaults from the types of its columns. Pure. */
import { type Column, isNumber } from "./result_table.js";

export const marks = ["bar", "point", "line", "box", "histogram"] as const;
/** What is computed of the rows that share their names; "" draws each row. */
export const summaries = ["", "count", "median", "mean", "p95", "min", "max", "sum"] as const;

/** `x`, `y` and `colour` name columns; "" is none. An empty `mark` leaves all to the defaults. */
export type ChartSettings = Record<
  "mark" | "x" | "y" | "colour" | "summary" | "scale",
  string
>;
/** Units of known columns, by name. */
export type Units = Record<string, string>;

export type Kind = "quantitative" | "temporal" | "nominal";
export const kindOf = (column: Column): Kind =>
  isNumber(column)
    ? "quantitative"
    : /^(TIMESTAMP|DATE)/.test(column.type)
    ? "temporal"
    : "nominal";

/** Unit of a column: its own, or of the column that its name speaks of, as `p95_ttft_s` of `ttft_s`; "" of none. */
export function unitOf(name: string, units: Units): string {
  const [known] = Object.keys(units).filter((own) => `_${name}_`.includes(`_${own}_`))
    .sort((a, b) => b.length - a.length);
  return known === undefined ? "" : units[known];
}
/** Latencies and speeds are compared by their ratios. */
export const isRatio = (name: string, units: Units) => /^(s|tokens\/s)$/.test(unitOf(name, units));

/** Of more rows each is a dot among too many. */
const mostDots = 200;
/** What a question is mostly of, where an answer has every column. */
const foremost = ["ttft_s", "decode_tokens_per_s", "e2e_latency_s", "provider"];
const firstOf = (columns: Column[]): Column | undefined =>
  columns.find(({ name }) => foremost.includes(name)) ?? columns[0];

/** Settings for an answer of `rows` rows: names along one axis, a measured number along the other. */
export function defaultSettings(columns: Column[], rows: number, units: Units): ChartSettings {
  const of = (kind: Kind) => columns.filter((column) => kindOf(column) === kind);
  const numbers = of("quantitative");
  // A measured number has decimals, or a unit; counts and places stand behind it.
  const broken = numbers.filter(({ type }) => /^(DOUBLE|FLOAT|DECIMAL)/.test(type));
  const measured = firstOf(broken) ?? numbers.find(({ name }) => unitOf(name, units)) ?? numbers[0];
  const texts = of("nominal").filter(({ type }) => type === "VARCHAR");
  const name = firstOf(texts);
  const second = texts.find((text) => text !== name)?.name ?? "";
  const along = [...of("temporal"), ...numbers.filter((c) => unitOf(c.name, units))]
    .find((column) => column !== measured && !broken.includes(column));
  const base = { x: "", y: "", colour: "", summary: "" };
  const scale = measured && isRatio(measured.name, units) ? "log" : "linear";
  if (!measured) {
    const y = name ?? columns[0];
    return { ...base, mark: "bar", y: y.name, summary: "count", scale: "linear" };
  }
  if (along && rows <= 5 * mostDots) {
    const own = { x: along.name, y: measured.name, colour: name?.name ?? "" };
    return { ...base, mark: "line", ...own, scale };
  }
  if (name) {
    const own = { x: measured.name, y: name.name, scale };
    return rows > mostDots
      ? { ...base, mark: "box", ...own }
      : { ...base, mark: "point", ...own, colour: second };
  }
  const other = numbers.find((column) => column !== measured);
  return other
    ? { ...base, mark: "point", x: other.name, y: measured.name, scale }
    : { ...base, mark: "histogram", x: measured.name, scale };
}

/** Settings of an address over the defaults; what the answer has no column for falls back to them. */
export function settingsOf(
  given: ChartSettings,
  columns: Column[],
  rows: number,
  units: Units,
): ChartSettings {
  const base = defaultSettings(columns, rows, units);
  if (!(marks as readonly string[]).includes(given.mark)) return base;
  const known = (name: string, other: string) =>
    name === "" || columns.some((column) => column.name === name) ? name : other;
  return {
    mark: given.mark,
    x: known(given.x, base.x),
    y: known(given.y, base.y),
    colour: known(given.colour, ""),
    summary: (summaries as readonly string[]).includes(given.summary) ? given.summary : "",
    scale: given.scale === "log" ? "log" : "linear",
  };
}
