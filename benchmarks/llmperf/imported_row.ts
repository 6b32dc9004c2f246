/** One of LLMPerf's responses as a row of ours. The generated text some of them carry is left behind. */
import { classOfRefusal, errorOf } from "../providers/read/failure.ts";
import { parseJson } from "../providers/read/json.ts";
import { emptyRow, type Row } from "../record/record.ts";
import { redact } from "../record/redact.ts";
import { Refusal } from "../importers/importer.ts";

/** What every row of a run shares, and the file it is from. */
export interface RunOfRow {
  file: string;
  run_id: string;
  workload_hash: string;
  provider: string;
  model: string;
  model_size: string | null;
  simulated: boolean;
  location: string | null;
  input_tokens_target: number;
  output_tokens_target: number;
}

/** Code of an answer with too few tokens: an answer all the same, only short. */
const tooFewTokens = -100;

/**
 * The row of the response at `index` (from 0, the order of the run).
 * A response with any code but -100 had no answer: its 1 token and 0 s mean nothing and become null.
 */
export function toRow(response: Record<string, unknown>, index: number, run: RunOfRow): Row {
  const { file, ...shared } = run;
  const number = (name: string): number | null => {
    const value = response[name];
    if (value === null) return null;
    if (typeof value !== "number" || value < 0) {
      throw new Refusal(file, `record ${index + 1} has no number of 0 or more "${name}"`);
    }
    return value;
  };
  const code = response.error_code ?? null;
  const answered = code === null || Number(code) === tooFewTokens;
  const status = statusOf(code);
  const message = String(response.error_msg ?? "");
  const ttft = number("ttft_s");
  const latency = number("end_to_end_latency_s");
  const tokens = number("number_output_tokens");
  if (answered && (latency === null || latency === 0 || tokens === null)) {
    throw new Refusal(file, `record ${index + 1} has an answer without its latency or tokens`);
  }
  return {
    ...emptyRow({
      run_id: run.run_id,
      config_name: "llmperf",
      provider: run.provider,
      model: run.model,
      simulated: run.simulated,
      phase: "measured",
      request_index: index,
      attempt: 1,
      status: answered ? "ok" : "failed",
    }),
    ...shared,
    imported_from: "llmperf",
    session: index,
    turn: 0,
    tokenizer: "llama2 with BOS, as the source counted",
    ttft_s: answered ? ttft || null : null, // 0 s is its word for "no token was seen"
    ttft_content_s: answered ? ttft || null : null,
    e2e_latency_s: answered ? latency : null,
    input_tokens: number("number_input_tokens"),
    output_tokens: answered ? tokens : null,
    error_class: answered ? null : classOf(code, status, message),
    error_code: code === null ? null : String(code),
    http_status: status,
    error_message: answered ? null : redact(message) || null,
  };
}

/** The HTTP status that a code is, a number or its text; null of any other code. */
function statusOf(code: unknown): number | null {
  const value = typeof code === "number" || /^\d{3}$/.test(String(code)) ? Number(code) : NaN;
  return Number.isInteger(value) && value >= 300 && value <= 599 ? value : null;
}

/**
 * As of a failure met by ourselves. LLMPerf keeps a server's body as the message of its status; a code in words is what
 * an error inside a stream said.
 */
function classOf(code: unknown, status: number | null, message: string): Row["error_class"] {
  if (status === null) return /^[a-z]/i.test(String(code)) ? "stream_error" : "unknown";
  const body = parseJson(message);
  const found = body === undefined ? null : errorOf(body);
  return classOfRefusal(status, found?.code ?? null, found?.message ?? message);
}
