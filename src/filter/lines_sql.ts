/** What is chosen, as SQL over `requests` and in words. Pure. */
import { quote } from "../rows/request_sql.js";
import { dimensions, rangeSql } from "./bins.js";
import { rowsSql } from "./board.js";
import { type Key, keys } from "./choices.js";
import { isNameKey, nameColumns, nameLabels } from "./columns.js";
import type { Choice } from "./cross.js";
import { lineColumns, linesOrderSql, mostLines } from "./lines.js";

export type Choices = Map<Key, Choice>;
export type Edges = Record<string, number[]>;

/** Conditions of what is chosen, in the order of the drawings. */
export function conditionsOf(choices: Choices, edges: Edges): Map<Key, string> {
  const conditions = new Map<Key, string>();
  for (const key of keys) {
    const choice = choices.get(key);
    if (!choice) continue;
    if ("names" in choice) {
      const column = isNameKey(key) ? nameColumns[key] : key;
      conditions.set(key, `${column} IN (${choice.names.map(quote).join(", ")})`);
    } else {
      const dimension = dimensions.find((d) => d.key === key)!;
      conditions.set(key, rangeSql(dimension, edges[key], ...choice.range));
    }
  }
  return conditions;
}

/** DuckDB's question for the rows of the table. */
export function linesSql(
  simulated: boolean,
  succeeded: boolean,
  choices: Choices,
  edges: Edges,
): string {
  const more = [...(succeeded ? ["status = 'ok'"] : []), ...conditionsOf(choices, edges).values()];
  return `SELECT ${lineColumns.join(", ")}
FROM ${[rowsSql(simulated), ...more].join("\n  AND ")}
ORDER BY ${linesOrderSql}
LIMIT ${mostLines}`;
}

/** "Time to first token from 0.5 to 1 s; Provider Groq", or that nothing is chosen. */
export function filtersText(choices: Choices, edges: Edges): string {
  const parts = keys.flatMap((key) => {
    const choice = choices.get(key);
    if (!choice) return [];
    if ("names" in choice) {
      return [`${isNameKey(key) ? nameLabels[key] : key} ${choice.names.join(", ")}`];
    }
    const { label, unit } = dimensions.find((d) => d.key === key)!;
    const [low, high] = [edges[key][choice.range[0]], edges[key][choice.range[1] + 1]];
    return [`${label} from ${low}${Number.isFinite(high) ? ` to below ${high}` : ""} ${unit}`];
  });
  return parts.join("; ") || "nothing is filtered";
}
