/** Request bodies: our fields, those of the configuration, and which of them go where. */
import type { Json, WireRequest } from "./provider.ts";
import { type JsonObject, object } from "./read/json.ts";
import { withoutEnd } from "./read/ends.ts";

/** The fields without those that are null: null takes a field out. */
export const withoutNulls = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/**
 * A body whose settings stand in an object of their own, such as Ollama's `options`. A parameter of the configuration
 * that is none of the `known` fields of the body is a setting; parameters win over ours, null takes a field out.
 */
export function nestedBody(
  ours: JsonObject,
  settings: { name: string; ours: JsonObject },
  known: string[],
  params: Record<string, Json>,
): JsonObject {
  const { name } = settings;
  const outer: JsonObject = {};
  const inner: JsonObject = { ...settings.ours, ...object(params[name]) };
  for (const [field, value] of Object.entries(params)) {
    if (field === name) continue;
    (known.includes(field) ? outer : inner)[field] = value;
  }
  const kept = withoutNulls(inner);
  return withoutNulls({ ...ours, ...outer, [name]: Object.keys(kept).length ? kept : null });
}

/** A base URL and a path below it; what it asks for (Azure's `?api-version=`) stays behind the path. */
export function urlOf(baseUrl: string, path: string): string {
  const [, below, query = ""] = /^([^?]*)(\?.*)?$/.exec(baseUrl)!;
  return withoutEnd(below, "/") + path + query;
}

/** A question as JSON, by POST; `accept` is the form the answer is wanted in. */
export const jsonRequest = (
  url: string,
  body: JsonObject,
  accept = "text/event-stream",
): WireRequest => ({
  method: "POST",
  url,
  headers: [["content-type", "application/json"], ["accept", accept]],
  body: JSON.stringify(body),
});
