/** JSON and literals as Python writes them: LLMPerf's readers are Python scripts. */

/** A Python `float`: written with a point when it is whole, `NaN` when there is no value. */
export class Float {
  constructor(readonly value: number | null) {}
}

export type PythonValue =
  | Float
  | null
  | boolean
  | number
  | string
  | PythonValue[]
  | Map<string, PythonValue>;

/** As `json.dump(value, file, indent=4)`: ASCII only, keys in their order, no newline at the end. */
export function pythonJson(value: PythonValue, indent = ""): string {
  if (value instanceof Float) return floatText(value.value);
  const inner = `${indent}    `;
  const block = (open: string, parts: string[], close: string) =>
    parts.length
      ? `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`
      : open + close;
  if (Array.isArray(value)) return block("[", value.map((v) => pythonJson(v, inner)), "]");
  if (value instanceof Map) {
    const entries = [...value].map(([key, v]) => `${ascii(key)}: ${pythonJson(v, inner)}`);
    return block("{", entries, "}");
  }
  return typeof value === "string" ? ascii(value) : JSON.stringify(value);
}

/** Adds a list element by element, as `pythonJson` writes it whole; `end` adds its end. */
export function pythonList(add: (text: string) => void) {
  const inner = "    ";
  let before = "[\n";
  return {
    element(value: PythonValue): void {
      add(before + inner + pythonJson(value, inner));
      before = ",\n";
    },
    end: () => add(before === ",\n" ? "\n]" : "[]"),
  };
}

/** As `str()` of a `dict`, which `ast.literal_eval` reads again. */
export function pythonDict(entries: [number | string, number][]): string {
  const literal = (key: number | string) =>
    typeof key === "number"
      ? String(key)
      : `'${key.replace(/[\\']/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r")}'`;
  return `{${entries.map(([key, n]) => `${literal(key)}: ${n}`).join(", ")}}`;
}

function floatText(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "NaN"; // no JSON, but what pandas' NaN became
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : String(value);
}

const ascii = (text: string) =>
  JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
