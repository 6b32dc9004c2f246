/** YAML as other harnesses write it, by PyYAML: what JSON holds, in other clothes. */
import yaml from "js-yaml";
import type { Json } from "../providers/read/json.ts";
import { Refusal } from "./importer.ts";

/** Levels of nesting that are read; whoever walks what was read may recurse. */
const deepest = 500;

/** What older versions of Python harnesses write of a tuple. */
const tuple = new yaml.Type("tag:yaml.org,2002:python/tuple", { kind: "sequence" });
/** No dates, no merging and no types of Python: a text stays a text, whatever it looks like. */
const schema = yaml.Schema.create(yaml.JSON_SCHEMA, [tuple]);

/**
 * The value of a YAML document, with null for NaN and infinities.
 *
 * @throws Refusal where it is no YAML, has several documents, has a part inside itself, or has parts that are told by
 * their name so often that it is longer than its text.
 */
export function yamlValue(file: string, text: string): Json {
  const value = parsed(file, text);
  let left = text.length;
  /** Looks at everything once for each place it stands in: what a name repeats costs as if it were written there. */
  const plain = (of: Json, depth: number): Json => {
    if (depth > deepest || --left < 0) {
      throw new Refusal(file, "is YAML that is nested too deeply or repeats its parts too often");
    }
    if (typeof of === "number" && !Number.isFinite(of)) return null;
    if (Array.isArray(of)) return of.map((one) => plain(one, depth + 1));
    if (of === null || typeof of !== "object") return of;
    return Object.fromEntries(Object.entries(of).map(([key, one]) => [key, plain(one, depth + 1)]));
  };
  return plain(value, 0);
}

function parsed(file: string, text: string): Json {
  try {
    return (yaml.safeLoad(text, { schema }) ?? null) as Json;
  } catch (error) {
    const { reason, mark } = error as { reason?: string; mark?: { line: number } };
    const where = mark ? ` in line ${mark.line + 1}` : "";
    throw new Refusal(file, `is no YAML that can be read${reason ? `: ${reason}${where}` : ""}`);
  }
}
