/** inference-perf: its requests (`per_request_lifecycle_metrics.json`), or its statistics of a stage or a run. */
import { parseJson } from "../../providers/read/json.ts";
import { failure } from "../failures.ts";
import { Fields } from "../fields.ts";
import { type Format, hasKeys, missingOf, type TextFile } from "../format.ts";
import { objectsOf } from "../json_text.ts";
import { type Attempt, importedRun } from "../measured_run.ts";
import { loadOf, printedBy } from "./inference_perf_report.ts";

const caveat = "inference-perf’s clock starts before it connects; it counts the text of the " +
  "answer alone, by its own tokenizer, so that reasoning is waiting; when a request was to be " +
  "sent is not in its file.";

export const inferencePerf: Format = {
  name: "inference-perf",
  role(head) {
    const isReport = hasKeys(head, "successes") && /"(load_summary|failures)"\s*:/.test(head);
    // Of the same shape are the metrics of the server, which nobody saw from outside.
    if (isReport) return hasKeys(head, "queue_len") ? null : "statistics";
    return hasKeys(head, "start_time", "end_time") &&
        /"(chunk_times|output_token_times|request_metrics|response_metrics)"\s*:/.test(head)
      ? "rows"
      : null;
  },
  belongs: (name) => /lifecycle_metrics/.test(name),
  read(main, beside, facts) {
    const isRows = inferencePerf.role(main.text.slice(0, 100_000)) === "rows";
    const reports = isRows ? beside : [main];
    const requests = isRows
      ? objectsOf(main.file, main.text)
        .map((r, i) => new Fields(main.file, `request ${i + 1}`, r))
        .toSorted((a, b) => (a.number("start_time") ?? 0) - (b.number("start_time") ?? 0))
      : [];
    const loads = reports.map((report) => loadOf(fieldsOf(report)));
    const load = loads[0] ?? null;
    // One of a stage counts fewer than that of the run.
    const counted = Math.max(...loads.map(({ count }) => count ?? 0));
    const sent = requests[0] ? bodyOf(requests[0]) : null;
    return [importedRun({
      file: main.file,
      harness: "inference-perf",
      version: null,
      model: sent?.text("model") ?? null,
      endpoint: null,
      started_at: null,
      ended_at: null,
      clock: "its times are of a clock without a day: no request has a time of day",
      selection: isRows
        ? missingOf(requests.length, counted)
        : "statistics alone: no request is in its file",
      caveat,
      named: null,
      settings: load?.settings ?? {},
      requests: load?.count ?? null,
      load: load?.words ?? null,
      attempts: requests.map(toAttempt),
      reported: reports.flatMap((report) => printedBy(fieldsOf(report))),
    }, facts)];
  },
};

function fieldsOf({ file, text }: TextFile): Fields {
  const [whole] = objectsOf(file, text);
  return new Fields(file, "the report", whole ?? {});
}

/** The body that was sent, which stands in the file as text. */
function bodyOf(request: Fields): Fields {
  const body = typeof request.all.request === "string" ? parseJson(request.all.request) : null;
  return new Fields(request.file, request.where, { body: body ?? null }).inside("body");
}

function toAttempt(request: Fields): Attempt {
  const [start, end] = [request.number("start_time"), request.number("end_time")];
  if (start === null || end === null) request.refuse("has no start or no end");
  const info = request.inside("info");
  const response = info.has("response_metrics") ? info.inside("response_metrics") : info;
  const usage = response.inside("server_usage");
  const shared = {
    input_tokens: info.inside("request_metrics").inside("text").count("input_tokens") ??
      info.count("input_tokens"),
    tokenizer: "as inference-perf counted",
  };
  if (request.all.error) {
    const error = request.inside("error");
    return { ...shared, ...failure(error.text("error_type"), error.text("error_msg")) };
  }
  const since = (name: string) =>
    response.numbers(name)?.map((at) => request.inSeconds(at - start, "s", name)) ?? null;
  const tokens = since("output_token_times");
  const chunks = since("chunk_times");
  return {
    ...shared,
    status: "ok",
    ttft_s: tokens?.[0] ?? null,
    ttft_content_s: tokens?.[0] ?? null,
    last_token_s: tokens?.at(-1) ?? null,
    e2e_latency_s: request.inSeconds(end - start, "s", "end_time"),
    chunk_at_s: chunks,
    chunks: chunks?.length ?? null,
    output_tokens: response.count("output_tokens"),
    input_tokens_reported: usage.count("prompt_tokens"),
    output_tokens_reported: usage.count("completion_tokens"),
  };
}
