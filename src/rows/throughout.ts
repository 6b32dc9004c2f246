/** Which models were measured long enough everywhere to be compared over time. */
import { systemName as modelOf } from "./systems.js";

export { modelOf };

/** With a provider, a model, a location and when it started: a request, or an hour of them. */
type Row = Record<string, unknown>;

export const dateOf = (row: Row): string => String(row.started_at).slice(0, 10);

/**
 * Models measured throughout: those of the longest window up to the last day in which any model was
 * measured in every region on every day. Models are "provider/model", days UTC.
 */
export function throughout(rows: Row[]): { models: Set<string>; from: string; to: string } {
  const dates = [...new Set(rows.map(dateOf))].sort();
  const places = [...new Set(rows.map((r) => String(r.location)))];
  const to = dates.at(-1) ?? "";
  const seen = new Map<string, Set<string>>();
  for (const row of rows) {
    const model = modelOf(row);
    if (!seen.has(model)) seen.set(model, new Set());
    seen.get(model)!.add(`${row.location} ${dateOf(row)}`);
  }
  for (let i = 0; i < dates.length; i++) {
    const cells = dates.slice(i).flatMap((date) => places.map((place) => `${place} ${date}`));
    const models = [...seen].filter(([, own]) => cells.every((cell) => own.has(cell)));
    if (models.length) return { models: new Set(models.map(([name]) => name)), from: dates[i], to };
  }
  return { models: new Set(), from: to, to };
}
