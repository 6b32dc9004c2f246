/** A chart's specification for Vega-Lite as an analyst wrote it, made ready. Pure but for the page's own providers. */
import { needColumn, valuesOf } from "./columns.js";
import { colorsOf } from "./provider_colors.js";

// deno-lint-ignore no-explicit-any
type Spec = any;

const coloring = ["color", "fill", "stroke"];
const plain = (value: unknown) =>
  typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;

/** Rows as objects of plain values: Vega knows no table of Arrow and no BigInt. */
function rowsOf(values: unknown): unknown {
  const isTable = typeof (values as { getChild?: unknown })?.getChild === "function";
  if (!isTable && !Array.isArray(values)) return values;
  return Array.from(values as Iterable<unknown>, (row) => {
    if (row === null || typeof row !== "object") return plain(row);
    const entries = Object.entries(row);
    return isTable || entries.some(([, value]) => typeof value === "bigint")
      ? Object.fromEntries(entries.map(([name, value]) => [name, plain(value)]))
      : row;
  });
}

/**
 * The specification with rows as Vega reads them, and each provider in its colour where nothing else is said.
 *
 * @throws where a field is none of the data's, unless a transform could make it.
 */
export function readySpec(spec: Spec, above: unknown = null, transformed = false): Spec {
  const values = spec.data?.values === undefined ? null : rowsOf(spec.data.values);
  const rows = spec.data ? values : above;
  const made = transformed || Boolean(spec.transform);
  const ready = values === null ? { ...spec } : { ...spec, data: { ...spec.data, values } };
  for (const key of ["layer", "hconcat", "vconcat", "concat"]) {
    if (Array.isArray(spec[key])) {
      ready[key] = spec[key].map((inner: Spec) => readySpec(inner, rows, made));
    }
  }
  if (spec.spec) ready.spec = readySpec(spec.spec, rows, made);
  if (!spec.encoding) return ready;
  ready.encoding = Object.fromEntries(
    Object.entries(spec.encoding as Record<string, Spec>).map(([channel, given]) => {
      const field = given?.field;
      if (typeof field !== "string") return [channel, given];
      if (!made && /^\w+$/.test(field)) needColumn(rows, field);
      if (!coloring.includes(channel) || field !== "provider" || "scale" in given) {
        return [channel, given];
      }
      const domain = valuesOf(rows, field);
      return [
        channel,
        domain.length ? { ...given, scale: { domain, range: colorsOf(domain) } } : given,
      ];
    }),
  );
  return ready;
}

/** The rows of a specification and of the charts within it. */
export const dataOf = (spec: Spec): unknown[] => [
  spec.data?.values,
  ...["layer", "hconcat", "vconcat", "concat"].flatMap((key) => (spec[key] ?? []).flatMap(dataOf)),
  ...(spec.spec ? dataOf(spec.spec) : []),
];
