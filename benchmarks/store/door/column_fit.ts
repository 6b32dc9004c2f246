/** How a column of a foreign file becomes one of the record's, where that loses nothing. Pure. */
import type { SqlType } from "../../record/record.ts";

/** A cast, and the condition (SQL over the file's row) of a value that it would lose; both over the same column. */
export interface Fit {
  sql: string;
  lost: string | null;
}

/** Times that a run can be of; infinite ones lie outside. */
export const times = "TIMESTAMP '1970-01-01' AND TIMESTAMP '2200-01-01'";

const whole = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$|^HUGEINT$/;
const real = /^(FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const text = /^(VARCHAR|JSON|UUID|ENUM\(.*\))$/s;
const time = /^(TIMESTAMP(_S|_MS|_NS)?|DATE)$/;
const number = (type: string) => whole.test(type) || real.test(type);

/**
 * How column `x` (SQL) of DuckDB's type `type` is read as `wanted`; null where it cannot be. A number that is infinite
 * or none is not known: null.
 */
export function fit(wanted: SqlType, x: string, type: string): Fit | null {
  if (wanted === "DOUBLE[]" || wanted === "INTEGER[]") return fitList(wanted, x, type);
  if (wanted === "DOUBLE" && real.test(type)) return { sql: finite(x), lost: null };
  if (wanted === "DOUBLE" && whole.test(type)) {
    return { sql: `${x}::DOUBLE`, lost: `TRY_CAST(${x}::DOUBLE AS HUGEINT) <> ${x}` };
  }
  if (wanted === "INTEGER" || wanted === "BIGINT") {
    const cast = `TRY_CAST(${x} AS ${wanted})`;
    if (type === wanted) return { sql: x, lost: null };
    if (whole.test(type)) return { sql: cast, lost: `${x} IS NOT NULL AND ${cast} IS NULL` };
    const changed = `isfinite(${x}::DOUBLE) AND ${cast}::DOUBLE IS DISTINCT FROM ${x}::DOUBLE`;
    return real.test(type)
      ? { sql: `CASE WHEN isfinite(${x}::DOUBLE) THEN ${cast} END`, lost: changed }
      : null;
  }
  if (wanted === "VARCHAR") {
    if (text.test(type) || whole.test(type)) return { sql: `${x}::VARCHAR`, lost: null };
    return type === "BLOB" ? { sql: `decode(${x})`, lost: null } : null;
  }
  if (wanted === "BOOLEAN") {
    if (type === "BOOLEAN") return { sql: x, lost: null };
    return number(type) ? { sql: `${x}::BOOLEAN`, lost: `${x} NOT IN (0, 1)` } : null;
  }
  return wanted === "TIMESTAMP" ? fitTime(x, type) : null;
}

const finite = (x: string) => `CASE WHEN isfinite(${x}::DOUBLE) THEN ${x}::DOUBLE END`;

// No cast from a zoned time: it would ask the session which zone is meant.
function fitTime(x: string, type: string): Fit | null {
  const zoned = type === "TIMESTAMP WITH TIME ZONE";
  if (!zoned && !time.test(type)) return null;
  const sql = zoned ? `make_timestamp(epoch_us(${x}))` : `${x}::TIMESTAMP`;
  const endless = zoned ? `NOT isfinite(${x}) OR ` : "";
  return { sql, lost: `${endless}${sql} NOT BETWEEN ${times}` };
}

function fitList(wanted: "DOUBLE[]" | "INTEGER[]", x: string, type: string): Fit | null {
  const [, item] = /^(.*)\[\d*\]$/s.exec(type) ?? [];
  if (item === undefined || !number(item)) return null;
  const doubles = `${x}::DOUBLE[]`;
  const unknown = `len(list_filter(${doubles}, i -> i IS NULL OR NOT isfinite(i))) > 0`;
  if (wanted === "DOUBLE[]") return { sql: doubles, lost: unknown };
  const sql = `TRY_CAST(${x} AS INTEGER[])`;
  return { sql, lost: `${unknown} OR ${sql}::DOUBLE[] IS DISTINCT FROM ${doubles}` };
}
