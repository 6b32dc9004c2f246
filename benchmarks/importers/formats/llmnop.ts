/** llmnop: `individual_responses.jsonl` in AIPerf's shape, with its summary beside it. */
import type { JsonObject } from "../../providers/read/json.ts";
import { failure } from "../failures.ts";
import { Fields } from "../fields.ts";
import {
  type Format,
  hasKeys,
  isoOf,
  missingOf,
  reportedFigure,
  type TextFile,
} from "../format.ts";
import { objectsOf } from "../json_text.ts";
import { type Attempt, importedRun } from "../measured_run.ts";
import { metricSeconds } from "./aiperf_record.ts";

const caveat = "llmnop’s clock starts before it sends; its tokens are counted by its own " +
  "tokenizer, or by the server where it was told so; failed requests have no time.";

export const llmnop: Format = {
  name: "llmnop",
  role: (head) =>
    hasKeys(head, "llmnop_version")
      ? "statistics"
      : hasKeys(head, "metadata", "request_index", "benchmark_phase")
      ? "rows"
      : null,
  belongs: (name) => /summary/.test(name),
  read(main, beside, facts) {
    const isRows = llmnop.role(main.text.slice(0, 100_000)) === "rows";
    const printed = (isRows ? beside : [main]).map(printedBy)[0] ?? null;
    const attempts = isRows
      ? objectsOf(main.file, main.text)
        .map((r, i) => new Fields(main.file, `record ${i + 1}`, r))
        .toSorted((a, b) => indexOf(a) - indexOf(b)).map(toAttempt)
      : [];
    const untimed = attempts.filter((a) => !a.started_at).length;
    return [importedRun({
      file: main.file,
      harness: "llmnop",
      version: printed?.version ?? null,
      model: printed?.model ?? null,
      endpoint: null,
      started_at: printed?.start ?? attempts.flatMap((a) => a.started_at ?? []).sort()[0] ?? null,
      ended_at: printed?.end ?? null,
      clock: !isRows
        ? "no request has a time of its own"
        : untimed
        ? `${untimed} of ${attempts.length} requests have no time of day`
        : null,
      selection: isRows
        ? missingOf(attempts.length, printed?.requests)
        : "statistics alone: no request is in its file",
      caveat,
      named: null,
      settings: printed?.settings ?? {},
      requests: printed?.requests ?? null,
      load: printed?.load ?? null,
      attempts,
      reported: printed?.figures ?? [],
    }, facts)];
  },
};

const indexOf = (record: Fields) => record.inside("metadata").count("request_index") ?? 0;

function printedBy({ file, text }: TextFile) {
  const [whole] = objectsOf(file, text);
  const report = new Fields(file, "the summary", whole ?? {});
  const config = report.inside("input_config");
  const at = (name: string) => {
    const ns = report.number(name);
    return ns ? isoOf(ns / 1e9, report) : null;
  };
  const concurrency = config.number("num_concurrent_requests");
  const settings: JsonObject = Object.fromEntries(
    Object.entries(config.all).filter(([name]) => /^(mean|stddev|num)_/.test(name)),
  );
  return {
    version: report.text("llmnop_version"),
    model: config.text("model"),
    start: at("start_time_unix_ns"),
    end: at("end_time_unix_ns"),
    settings,
    requests: report.inside("request_count").number("avg"),
    load: concurrency ? `${concurrency} at a time` : null,
    figures: Object.entries(report.all).flatMap(([name, value]) => {
      const { unit, ...statistics } = (value ?? {}) as JsonObject;
      return typeof unit === "string" ? [reportedFigure(name, unit, statistics)] : [];
    }),
  };
}

function toAttempt(record: Fields): Attempt {
  const start = record.inside("metadata").number("request_start_ns");
  const started_at = start === null ? null : isoOf(start / 1e9, record);
  if (record.all.error) {
    const error = record.inside("error");
    const words = [error.text("type"), error.text("message")].filter(Boolean).join(": ");
    return {
      started_at,
      ...failure(error.all.code == null ? null : String(error.all.code), words),
    };
  }
  const metrics = record.inside("metrics");
  const count = (name: string) => metrics.inside(name).count("value");
  return {
    started_at,
    status: "ok",
    // 0 is its word for an answer without a token.
    ttft_s: metricSeconds(metrics, "time_to_first_token") || null,
    ttft_content_s: metricSeconds(metrics, "time_to_first_output_token") || null,
    e2e_latency_s: metricSeconds(metrics, "request_latency"),
    input_tokens: count("input_sequence_length"),
    output_tokens: count("output_sequence_length"),
    content_tokens: count("output_token_count"),
    reasoning_tokens: count("reasoning_token_count"),
    tokenizer: "as llmnop counted",
  };
}
