/** LLMPerf's list of responses: an object an attempt, in the order in which they ended. */
import type { Database, JsonValue } from "../store/duckdb.ts";
import { Float, type PythonValue } from "./python_json.ts";

/** Each quantity by LLMPerf's name, with its column in view `requests`. */
export const quantities = {
  inter_token_latency_s: "inter_token_latency_s",
  ttft_s: "ttft_content_s",
  end_to_end_latency_s: "e2e_latency_s",
  request_output_throughput_token_per_s: "e2e_tokens_per_s",
  number_input_tokens: "input_tokens",
  number_output_tokens: "output_tokens",
} as const;
/** Counts are whole numbers to Python, the others floats. */
export const isCount = (name: string): boolean => name.startsWith("number_");

/** When an attempt was over; one that never began was over as it was given up. */
export const endedAt = "started_at + to_microseconds((coalesce(e2e_latency_s, 0) * 1e6)::BIGINT)";

/**
 * LLMPerf's code of a failed attempt: the status of an answer that says no, the code inside a stream that
 * says so, otherwise -1.
 */
export const errorCode = `CASE WHEN status = 'ok' THEN NULL
  WHEN http_status NOT BETWEEN 200 AND 299 THEN http_status::VARCHAR
  WHEN error_class = 'stream_error' THEN coalesce(error_code, '-1') ELSE '-1' END`;

/** A code as Python has it: a number where it is one. */
export const pythonCode = (code: JsonValue): number | string | null =>
  code === null ? null : /^-?\d{1,9}$/.test(String(code)) ? Number(code) : String(code);

/**
 * Hands on the responses among the rows that `where` selects, none of them held. What a failed attempt has not is 0, as
 * LLMPerf has it.
 */
export async function eachResponse(
  db: Database,
  where: string,
  found: (response: Map<string, PythonValue>) => void,
): Promise<void> {
  const names = Object.keys(quantities) as (keyof typeof quantities)[];
  const columns = names.map((name) =>
    `CASE WHEN status = 'ok' THEN coalesce(${quantities[name]}, 0) ELSE 0 END AS ${name}`
  );
  await db.queryColumns(
    `SELECT code, error_message, coalesce(input_tokens, 0), ${names.join(", ")} FROM (
      SELECT ${errorCode} AS code, error_message, input_tokens, ${columns.join(", ")},
        ${endedAt} AS ended_at, request_index, attempt FROM requests WHERE ${where})
      ORDER BY ended_at, request_index, attempt`,
    (column) => {
      const [codes, messages, inputs] = [0, 1, 2].map(column);
      const values = names.map((_, i) => column(3 + i));
      codes.forEach((code, row) => {
        const value = (name: typeof names[number]) =>
          Number(name === "number_input_tokens" ? inputs[row] : values[names.indexOf(name)][row]);
        found(
          new Map<string, PythonValue>([
            ["error_code", pythonCode(code)],
            ["error_msg", code === null ? "" : String(messages[row] ?? "")],
            ["inter_token_latency_s", new Float(value("inter_token_latency_s"))],
            ["ttft_s", new Float(value("ttft_s"))],
            ["end_to_end_latency_s", new Float(value("end_to_end_latency_s"))],
            [
              "request_output_throughput_token_per_s",
              new Float(value("request_output_throughput_token_per_s")),
            ],
            ["number_total_tokens", value("number_input_tokens") + value("number_output_tokens")],
            ["number_output_tokens", value("number_output_tokens")],
            ["number_input_tokens", value("number_input_tokens")],
          ]),
        );
      });
    },
  );
}
