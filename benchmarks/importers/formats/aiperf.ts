/**
 * AIPerf: `profile_export.jsonl`, one request per line, and its report of the run, `profile_export_aiperf.json`, or
 * the figures of it alone, `profile_export_aiperf.csv`.
 */
import type { Json, JsonObject } from "../../providers/read/json.ts";
import type { ReportedFigure } from "../../store/run_file.ts";
import { Fields } from "../fields.ts";
import {
  type Format,
  hasKeys,
  missingOf,
  rateText,
  reportedFigure,
  type TextFile,
} from "../format.ts";
import { objectsOf, withExactNanoseconds } from "../json_text.ts";
import { type Attempt, importedRun } from "../measured_run.ts";
import { aiperfCsvFigures, isAiperfCsv } from "./aiperf_csv.ts";
import { toAttempt } from "./aiperf_record.ts";

const caveat = "AIPerf’s clock starts before it connects, its arrivals are events that hold text " +
  "or a tool call, several of which one read may bring, and its tokens are counted by its own " +
  "tokenizer, or by the server where it was told so.";

export const aiperf: Format = {
  name: "aiperf",
  role(head) {
    if (isAiperfCsv(head)) return "copy";
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
      ? objectsOf(main.file, withExactNanoseconds(main.text))
        .map((record, i) => toAttempt(new Fields(main.file, `record ${i + 1}`, record)))
        .toSorted((a, b) => (a.started_at ?? "") < (b.started_at ?? "") ? -1 : 1)
      : [];
    const reports = isRows ? beside : [main, ...beside];
    const full = reports.find(({ text }) => !isAiperfCsv(text)) ?? reports[0];
    const printed = full ? printedBy(full) : null;
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

interface Printed {
  version: string | null;
  start: string | null;
  model: string | null;
  url: string | null;
  settings: JsonObject;
  requests: number;
  load: string | null;
  figures: ReportedFigure[];
}

/** What of the requests that the report counted is not in the file. */
const chosen = (attempts: Attempt[], printed: Printed | null): string | null =>
  missingOf(attempts.filter((a) => a.phase === "measured").length, printed?.requests);

function printedInCsv(from: TextFile): Printed {
  const figures = aiperfCsvFigures(from);
  const of = (name: string) => figures.find((f) => f.name === name)?.statistics.avg ?? 0;
  const requests = of("request_count") + of("error_request_count");
  const unsaid = { version: null, start: null, model: null, url: null, load: null };
  return { ...unsaid, settings: {}, requests, figures };
}

/** What AIPerf's report says of a run: new ones hold the metrics beside their settings, old ones in `records`. */
function printedBy({ file, text }: TextFile): Printed {
  if (isAiperfCsv(text)) return printedInCsv({ file, text });
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
    load: concurrency ? `${concurrency} at a time` : rate ? rateText(rate) : null,
    figures,
  };
}

const first = (list: Json[] | null): string | null =>
  typeof list?.[0] === "string" ? list[0] : null;
