/** LLMPerf's summary: one flat object, the parts of a name joined by `_`. */
import type { Config, Target } from "../plan/config.ts";
import type { Database, JsonValue } from "../store/duckdb.ts";
import { endedAt, errorCode, isCount, pythonCode, quantities } from "./result_responses.ts";
import { Float, pythonDict, type PythonValue } from "./python_json.ts";

/** Says in an exported summary, as one of its metadata, that a simulator answered. */
export const simulatedKey = "simulated";

const quantiles = [25, 50, 75, 90, 95, 99];

/** The summary of the rows that `where` selects, or null where there are none. `metadata` overrides, as it did. */
export async function resultSummary(
  db: Database,
  where: string,
  asked: { name: string; config: Config; target: Target; metadata: Record<string, string> },
): Promise<Map<string, PythonValue> | null> {
  const { rows: [counted] } = await db.query(
    `SELECT count(*) AS started, count(*) FILTER (status = 'ok') AS completed,
      coalesce(sum(output_tokens) FILTER (status = 'ok'), 0)::DOUBLE AS tokens,
      date_diff('microsecond', min(started_at), max(${endedAt})) / 1e6 AS seconds,
      epoch(max(${endedAt})) AS ended FROM requests WHERE ${where}`,
  );
  const { started, completed, tokens, seconds, ended } = counted as Record<string, number>;
  if (!started) return null;
  const { config, target } = asked;
  const errors = started - completed;
  const perSecond = (n: number) => new Float(seconds > 0 ? n / seconds : 0);
  return new Map<string, PythonValue>([
    ["version", "2023-08-31"],
    ["name", asked.name],
    ["model", target.model],
    ["mean_input_tokens", config.mean_input_tokens],
    ["stddev_input_tokens", config.stddev_input_tokens],
    ["mean_output_tokens", config.mean_output_tokens],
    ["stddev_output_tokens", config.stddev_output_tokens],
    ["num_concurrent_requests", config.concurrency],
    ...flat("additional_sampling_params", target.params as JsonValue),
    ...await statistics(db, where),
    ["results_num_requests_started", started],
    ["results_error_rate", new Float(errors / started)],
    ["results_number_errors", errors],
    ["results_error_code_frequency", await frequency(db, where)],
    ["results_mean_output_throughput_token_per_s", perSecond(tokens)],
    ["results_num_completed_requests", completed],
    ["results_num_completed_requests_per_min", perSecond(completed * 60)],
    ...Object.entries(asked.metadata),
    ["timestamp", Math.floor(ended)],
  ]);
}

async function statistics(db: Database, where: string): Promise<[string, PythonValue][]> {
  const found: [string, PythonValue][] = [];
  for (const [name, column] of Object.entries(quantities)) {
    const { rows: [row] } = await db.query(
      `SELECT ${
        quantiles.map((q) => `quantile_cont(${column}::DOUBLE, ${q / 100}) AS quantiles_p${q}`)
      }, avg(${column}) AS mean, min(${column}) AS min, max(${column}) AS max,
        stddev_samp(${column}::DOUBLE) AS stddev FROM requests WHERE ${where} AND status = 'ok'`,
    );
    for (const [statistic, value] of Object.entries(row)) {
      // numpy's integers are no numbers to Python's JSON, so LLMPerf wrote the ends of a count as text.
      const asText = isCount(name) && /^m(in|ax)$/.test(statistic) && value !== null;
      const written = asText ? String(value) : new Float(value as number | null);
      found.push([`results_${name}_${statistic}`, written]);
    }
  }
  return found;
}

async function frequency(db: Database, where: string): Promise<string> {
  const { rows } = await db.query(
    `SELECT ${errorCode} AS code, count(*) AS n FROM requests
      WHERE ${where} AND status <> 'ok' GROUP BY ALL ORDER BY n DESC, min(${endedAt}), code`,
  );
  return pythonDict(rows.map(({ code, n }) => [pythonCode(code)!, Number(n)]));
}

/** Objects inside objects as one level; an empty one leaves no key. */
export function flat(name: string, value: JsonValue): [string, PythonValue][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [[name, python(value)]];
  }
  return Object.entries(value).flatMap(([key, inner]) => flat(`${name}_${key}`, inner));
}

/** A value of JSON as Python has it. */
export function python(value: JsonValue): PythonValue {
  if (Array.isArray(value)) return value.map(python);
  if (typeof value !== "object" || value === null) return value;
  return new Map(Object.entries(value).map(([key, inner]) => [key, python(inner)]));
}
