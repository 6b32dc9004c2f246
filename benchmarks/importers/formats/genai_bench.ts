/** genai-bench: a file a load, with `experiment_metadata.json` of the whole experiment beside it. */
import { isObject, type JsonObject } from "../../providers/read/json.ts";
import { failure } from "../failures.ts";
import { Fields } from "../fields.ts";
import { type Format, hasKeys, missingOf, reportedFigure, type TextFile } from "../format.ts";
import { objectsOf } from "../json_text.ts";
import { type Attempt, importedRun } from "../measured_run.ts";

const caveat = "genai-bench’s clock starts before it connects; its tokens are counted by the " +
  "server, or else by its own tokenizer; its own error rate is always 0 in version 0.0.5, so " +
  "failures are counted here from its rows.";
const asked = ["scenario", "num_concurrency", "batch_size", "iteration_type"];
const spread: Record<string, string> = {
  ttft: "first text or reasoning",
  tpot: "(latency - TTFT) / (output tokens - 1)",
  e2e_latency: "usage, or else finish reason",
};

export const genaiBench: Format = {
  name: "genai-bench",
  role: (head) =>
    hasKeys(head, "aggregated_metrics", "num_concurrency")
      ? "rows"
      : hasKeys(head, "benchmark_version", "traffic_scenario")
      ? "settings"
      : null,
  read({ file, text }, beside, facts) {
    const [whole] = objectsOf(file, text);
    const result = new Fields(file, "the result", whole ?? {});
    const aggregated = result.inside("aggregated_metrics");
    const unit = result.text("_time_unit") ?? "s";
    const experiment = beside.map(experimentOf)[0] ?? null;
    const attempts = result.each("individual_request_metrics", "request")
      .map((request) => toAttempt(request, unit));
    const settings: JsonObject = Object.fromEntries(
      asked.filter((name) => aggregated.has(name)).map((name) => [name, aggregated.all[name]]),
    );
    const concurrency = aggregated.number("num_concurrency");
    const n = aggregated.count("num_completed_requests");
    return [importedRun({
      file,
      harness: "genai-bench",
      version: experiment?.version ?? null,
      model: experiment?.model ?? null,
      endpoint: experiment?.endpoint ?? null,
      started_at: null,
      ended_at: null,
      clock: "no request has a time of day, and the order of its rows is not that of sending",
      selection: attempts.length
        ? missingOf(attempts.length, aggregated.count("num_requests"))
        : "statistics alone: no request is in its file",
      caveat,
      named: null,
      settings,
      requests: aggregated.count("num_requests"),
      load: concurrency ? `${concurrency} at a time` : null,
      attempts,
      reported: Object.entries(aggregated.inside("stats").all).flatMap(([name, own]) =>
        isObject(own)
          ? [reportedFigure(name, unitOf(name, unit), own, { n, definition: spread[name] ?? null })]
          : []
      ),
    }, facts)];
  },
};

const unitOf = (name: string, unit: string): string =>
  /tokens$/.test(name)
    ? "tokens"
    : /(throughput|speed)$/.test(name)
    ? "tokens/s"
    : name === "tpot"
    ? `${unit}/token`
    : unit;

/** Model and address; the rest of the command may hold a key. */
function experimentOf({ file, text }: TextFile) {
  const [whole] = objectsOf(file, text);
  const experiment = new Fields(file, "the experiment", whole ?? {});
  return {
    version: experiment.text("benchmark_version"),
    model: experiment.text("api_model_name") ?? experiment.text("model"),
    endpoint: /--api-base[ =](\S+)/.exec(experiment.text("cmd") ?? "")?.[1] ?? null,
  };
}

function toAttempt(request: Fields, unit: string): Attempt {
  const shared = {
    input_tokens: request.count("num_input_tokens"),
    tokenizer: "as the server or genai-bench counted",
  };
  const code = request.all.error_code ?? null;
  const message = request.text("error_message");
  if (code !== null || message) {
    return { ...shared, ...failure(code === null ? null : String(code), message) };
  }
  return {
    ...shared,
    status: "ok",
    ttft_s: request.seconds("ttft", unit),
    e2e_latency_s: request.seconds("e2e_latency", unit),
    output_tokens: request.count("num_output_tokens"),
    reasoning_tokens_reported: request.count("num_reasoning_tokens"),
  };
}
