/**
 * The order in which the rows of a run are in its file: by start (those without one last), then by what identifies an
 * attempt. No two rows of a run are equal in it, so that a sum over them is the same to its last digit whoever made
 * the file, and of however many files it was made.
 */
import type { Row } from "../../record/record.ts";

/** The same for DuckDB, over rows of the record. */
export const rowOrder =
  "coalesce(started_at, scheduled_at) NULLS LAST, request_index, provider, model, phase, attempt";

/** What of a row is left to tell where start and index are equal. */
export type Kind = Pick<Row, "provider" | "model" | "phase" | "attempt">;

/** Orders them as `rowOrder` does. */
export const byKind = (a: Kind, b: Kind): number =>
  asDuckdb(a.provider, b.provider) || asDuckdb(a.model, b.model) || asDuckdb(a.phase, b.phase) ||
  a.attempt - b.attempt;

const encoder = new TextEncoder();

/** DuckDB compares texts by their bytes. */
function asDuckdb(a: string, b: string): number {
  const [x, y] = [encoder.encode(a), encoder.encode(b)];
  const differs = x.findIndex((byte, i) => byte !== y[i]);
  return differs < 0 ? x.length - y.length : x[differs] - (y[differs] ?? -1);
}
