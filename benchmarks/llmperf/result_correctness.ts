/** What LLMPerf's correctness test wrote: a flat summary, and a list of answers with what was asked. */
import type { Config, Target } from "../plan/config.ts";
import { correctnessText } from "../plan/probes.ts";
import type { Database, JsonValue } from "../store/duckdb.ts";
import { eachResponse, endedAt } from "./result_responses.ts";
import { flat, python } from "./result_summary.ts";
import { Float, type PythonValue } from "./python_json.ts";

/** LLMPerf's test sent this unless it was told otherwise, and did not call it additional. */
const isDefault = ([name, value]: [string, JsonValue]) => name === "temperature" && value === 0;

/** Both files of the rows that `where` selects, or null where there are none. `metadata` overrides, as it did. */
export async function resultCorrectness(
  db: Database,
  where: string,
  asked: { name: string; config: Config; target: Target; metadata: Record<string, string> },
): Promise<{ summary: Map<string, PythonValue>; responses: PythonValue } | null> {
  const { rows } = await db.query(
    `SELECT status = 'ok' AS ok, correct, expected_answer AS expected,
      coalesce(content_text, given_answer, '') AS text, epoch(${endedAt}) AS ended
    FROM (SELECT *, ${endedAt} AS ended_at FROM requests WHERE ${where})
    ORDER BY ended_at, request_index, attempt`,
  );
  if (rows.length === 0) return null;
  const { config, target } = asked;
  const params = Object.entries(target.params as Record<string, JsonValue>);
  const additional = Object.fromEntries(params.filter((p) => !isDefault(p)));
  const errors = rows.filter((r) => !r.ok).length;
  const mismatched = rows.filter((r) => r.ok && r.correct === false).length;
  const summary = new Map<string, PythonValue>([
    ["version", "2023-08-31"],
    ["name", asked.name],
    ["number_errors", errors],
    ["num_mismatched_requests", mismatched],
    ["error_rate", new Float(errors / rows.length)],
    // Of all requests: ours, elsewhere, is of those that were answered.
    ["mismatch_rate", new Float(mismatched / rows.length)],
    ["num_completed_requests", rows.length],
    ["num_non_errored_requests", rows.length - errors],
    ["model", target.model],
    ["num_concurrent_requests", config.concurrency],
    ...flat("additional_sampling_params", additional),
    ["llm_api", target.api],
    ...Object.entries(asked.metadata),
    ["timestamp", Math.floor(rows.reduce((last, r) => Math.max(last, Number(r.ended)), 0))],
  ]);
  const sampling = new Map<string, PythonValue>([
    ["temperature", new Float(0)],
    ...params.filter((p) => !isDefault(p)).map(([k, v]): [string, PythonValue] => [k, python(v)]),
  ]);
  const metrics: PythonValue[] = [];
  await eachResponse(db, where, (response) => metrics.push(response));
  const responses = rows.map((row, i) =>
    new Map<string, PythonValue>([
      ["metrics", metrics[i]],
      ["generated_text", String(row.text)],
      [
        "request_config",
        new Map<string, PythonValue>([
          ["model", target.model],
          ["prompt", [correctnessText(Number(row.expected)), 0]],
          ["sampling_params", sampling],
          ["llm_api", target.api],
          ["metadata", new Map([["rnd_number", Number(row.expected)]])],
        ]),
      ],
    ])
  );
  return { summary, responses };
}
