/**
 * Observable Plot with some differences: a provider has the colour that it has elsewhere, a column that is not there is
 * named, simulated rows are marked, a line below has its files, and the marks' names are heard by who cannot see them,
 * for a name needs a role.
 */
import * as base from "@observablehq/plot";
import { guarded, needColumn, valuesOf } from "./columns.js";
import { colorsOf } from "./provider_colors.js";
import { isSimulated, markSimulated } from "./simulated.js";
import { offered } from "./take.js";
export * from "@observablehq/plot";

type Drawn = ReturnType<typeof base.plot>;
/** What is used of a mark. */
interface Mark {
  data: unknown;
  channels: Record<string, { value: unknown }>;
}
const isMark = (mark: unknown): mark is Mark => mark instanceof base.Mark;
const flat = (marks: unknown): unknown[] => Array.isArray(marks) ? marks.flatMap(flat) : [marks];

function checkColumns(mark: Mark): void {
  mark.data = guarded(mark.data);
  for (const { value } of Object.values(mark.channels)) {
    if (typeof value === "string") needColumn(mark.data, value);
  }
}

/** A column by its name, or what a transform makes of it. */
const nameOf = (value: unknown) =>
  typeof value === "string" ? value : (value as { label?: unknown } | null)?.label;

function withProviderColors(options: base.PlotOptions, marks: Mark[]): base.PlotOptions {
  const { color = {} } = options;
  if (["domain", "range", "scheme", "type"].some((key) => key in color)) return options;
  const colored = marks.filter(({ channels }) =>
    [channels.fill, channels.stroke].some((channel) => nameOf(channel?.value) === "provider")
  );
  const domain = [...new Set(colored.flatMap(({ data }) => valuesOf(data, "provider")))].sort();
  return domain.length
    ? { ...options, color: { ...color, domain, range: colorsOf(domain) } }
    : options;
}

export function plot(options: base.PlotOptions = {}): Drawn {
  const marks = flat(options.marks).filter(isMark);
  marks.forEach(checkColumns);
  const drawn = base.plot(withProviderColors(options, marks));
  for (const group of drawn.querySelectorAll("g[aria-label]")) group.setAttribute("role", "group");
  const data = marks.map((mark) => mark.data);
  return offered(markSimulated(drawn, data.some(isSimulated)), () => ({ data, drawn: true }));
}

/** A mark draws itself alone by the same. */
base.Mark.prototype.plot = function (this: base.Markish, options: base.PlotOptions = {}): Drawn {
  return plot({ ...options, marks: [...options.marks ?? [], this] });
};
