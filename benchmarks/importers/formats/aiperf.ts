/** AIPerf: `profile_export.jsonl`, one request per line, and `profile_export_aiperf.json`, its report of the run. */
import type { Json, JsonObject } from "../../providers/read/json.ts";
import { failure } from "../failures.ts";
import { Fields, timesAfter } from "../fields.ts";
import { type Format, hasKeys, isoOf, reportedFigure, type TextFile } from "../format.ts";
import { objectsOf } from "../json_text.ts";
import { type Attempt, importedRun } from "../measured_run.ts";

const phases: Record<string, Attempt["phase"]> = { warmup: "warmup", profiling: "measured" };
const caveat = "AIPerf’s clock starts before it connects, its arrivals are events that hold text " +
  "or a tool call, several of which one read may bring, and its tokens are counted by its own " +
  "tokenizer, or by the server where it was told so.";

export const aiperf: Format = {
  name: "aiperf",
  role(head) {
    const isRecord = hasKeys(head, "metadata") &&
      /"(record_processor_id|credit_issued_ns)"/.test(head);
    if (isRecord && !hasKeys(head, "aiperf_version")) return "rows";
    const isOld = /^\s*\{\s*"records"\s*:\s*\{/.test(head) && /"tag"\s*:/.test(head);
    return isOld || hasKeys(head, "aiperf_version") ? "statistics" : null;
  },
  belongs: (name, rows) => name === `${rows.replace(/(\.[^.]+)?\.jsonl$/i, "")}_aiperf.json`,
  read(main, beside, facts) {
    const isRows = aiperf.role(main.text.slice(0, 100_000)) === "rows";
    const attempts = isRows
      ? objectsOf(main.file, main.text)
        .map((record, i) => toAttempt(new Fields(main.file, `record ${i + 1}`, record)))
        .toSorted((a, b) => (a.started_at ?? "") < (b.started_at ?? "") ? -1 : 1)
      : [];
    const printed = (isRows ? beside : [main]).map(printedBy)[0] ?? null;
    const times = attempts.flatMap((a) => a.started_at ?? []);
    const local = printed?.start
      ? `; its report says ${printed.start}, local time of a zone unknown`
      : "";
    return [importedRun({
      file: main.file,
      harness: "aiperf",
      version: printed?.version ?? null,
      model: printed?.model ?? null,
      endpoint: printed?.url ?? null,
      started_at: times[0] ?? null,
      ended_at: null,
      clock: isRows ? null : `no request has a time of its own${local}`,
      selection: isRows ? chosen(attempts, printed) : "statistics alone: no request is in its file",
      caveat,
      named: printed?.start?.slice(0, 10) ?? null,
      settings: printed?.settings ?? {},
      requests: printed?.requests ?? null,
      load: printed?.load ?? null,
      attempts,
      reported: printed?.figures ?? [],
    }, facts)];
  },
};

/** What of the requests that the report counted is not in the file. */
function chosen(attempts: Attempt[], printed: ReturnType<typeof printedBy> | null): string | null {
  const there = attempts.filter((a) => a.phase === "measured").length;
  return printed?.requests && there < printed.requests
    ? `${there} of its ${printed.requests} requests are in its file`
    : null;
}

/** A metric, a duration in seconds. */
function seconds(metrics: Fields, name: string): number | null {
  const metric = metrics.inside(name);
  const value = metric.number("value");
  return value === null ? null : metric.inSeconds(value, metric.text("unit") ?? "ms", "value");
}

function toAttempt(record: Fields): Attempt {
  const metadata = record.inside("metadata");
  const phase = metadata.text("phase_kind") ?? metadata.text("benchmark_phase") ??
    metadata.text("credit_phase") ?? "";
  if (!Object.hasOwn(phases, phase)) record.refuse(`is of an unknown phase "${phase}"`);
  const start = metadata.number("request_start_ns") ?? metadata.number("timestamp_ns");
  if (start === null) record.refuse("has no time of its start");
  const end = metadata.number("request_end_ns");
  const error = record.inside("error");
  const shared = {
    phase: phases[phase],
    started_at: isoOf(start / 1e9, record),
    session: metadata.count("session_num"),
    turn: metadata.count("turn_index") ?? 0,
  };
  if (record.all.error) {
    const words = [error.text("type"), error.text("message")].filter(Boolean).join(": ");
    const code = error.all.code ?? null;
    const failed = failure(code === null ? null : String(code), words);
    // 499 is AIPerf's own code of a request that it gave up.
    return metadata.flag("was_cancelled") || code === 499
      ? { ...shared, status: "incomplete", error_code: "499", error_message: failed.error_message }
      : { ...shared, ...failed };
  }
  if (!record.has("metrics")) record.refuse("has neither metrics nor an error");
  const metrics = record.inside("metrics");
  const count = (name: string) => metrics.inside(name).count("value");
  const ttft = seconds(metrics, "time_to_first_token") ?? seconds(metrics, "ttft");
  const gaps = metrics.inside("inter_chunk_latency");
  const arrivals = ttft === null
    ? null
    : gaps.numbers("value")?.map((gap) => gaps.inSeconds(gap, gaps.text("unit") ?? "ms", "value"));
  const chunk_at_s = ttft !== null && arrivals ? timesAfter(ttft, arrivals) : null;
  const reused = metrics.inside("http_req_connection_reused").number("value");
  return {
    ...shared,
    status: "ok",
    ttft_s: ttft,
    ttft_content_s: seconds(metrics, "time_to_first_output_token"),
    last_token_s: seconds(metrics, "request_latency"),
    e2e_latency_s: end === null ? null : record.inSeconds(end - start, "ns", "request_end_ns"),
    chunk_at_s,
    chunks: chunk_at_s?.length ?? null,
    connection_reused: reused === null ? null : reused === 1,
    input_tokens: count("input_sequence_length"),
    output_tokens: count("output_sequence_length"),
    content_tokens: count("output_token_count"),
    reasoning_tokens: count("reasoning_token_count"),
    tokenizer: "as AIPerf counted",
    input_tokens_reported: count("usage_prompt_tokens"),
    output_tokens_reported: count("usage_completion_tokens"),
    reasoning_tokens_reported: count("usage_reasoning_tokens"),
    cached_tokens_reported: count("usage_prompt_cache_read_tokens"),
  };
}

/** What AIPerf's report says of a run: new ones hold the metrics beside their settings, old ones in `records`. */
function printedBy({ file, text }: TextFile) {
  const [whole] = objectsOf(file, text);
  const report = new Fields(file, "the report", whole ?? {});
  const config = report.inside("input_config");
  const endpoint = config.inside("endpoint");
  const metrics = report.has("records") ? report.inside("records") : report;
  const figures = Object.entries(metrics.all).flatMap(([name, value]) => {
    const { unit, count, ...statistics } = (value ?? {}) as JsonObject;
    if (typeof unit !== "string" || typeof statistics.avg !== "number") return [];
    const n = typeof count === "number" ? count : null;
    return [reportedFigure(name, unit, statistics, { n })];
  });
  if (!figures.length) report.refuse("has no metric");
  const avgOf = (name: string) => metrics.inside(name).number("avg") ?? 0;
  const loads = [...config.each("phases", "phase"), config.inside("loadgen")]
    .filter((l) => l.text("kind") !== "warmup");
  const concurrency = loads.map((l) => l.number("concurrency")).find((n) => n !== null);
  const rate = loads.map((l) => l.number("request_rate") ?? l.number("rate")).find((n) =>
    n !== null
  );
  // Nothing else of it: headers and extra fields may hold a key.
  const settings: JsonObject = Object.fromEntries([
    ["prompts", config.each("datasets", "dataset").map((d) => d.all.prompts ?? d.all.type ?? null)],
    ["prompt", config.inside("input").all.prompt ?? null],
    ["phases", config.all.phases ?? null],
    ["loadgen", config.all.loadgen ?? null],
  ].filter(([, value]) => value !== null && !(Array.isArray(value) && !value.length)));
  return {
    version: report.text("aiperf_version"),
    start: report.text("start_time"),
    model: config.inside("models").each("items", "model")[0]?.text("name") ??
      first(endpoint.list("model_names")),
    url: first(endpoint.list("urls")) ?? endpoint.text("url"),
    settings,
    requests: avgOf("request_count") + avgOf("error_request_count"),
    load: concurrency ? `${concurrency} at a time` : rate ? `${rate} requests/s` : null,
    figures,
  };
}

const first = (list: Json[] | null): string | null =>
  typeof list?.[0] === "string" ? list[0] : null;
