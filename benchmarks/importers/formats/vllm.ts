/** vLLM `bench serve --save-result`: statistics, and lists by request where `--save-detailed` was given. */
import type { JsonObject } from "../../providers/read/json.ts";
import type { ReportedFigure } from "../../store/run_file.ts";
import { failure } from "../failures.ts";
import { Fields, timesAfter } from "../fields.ts";
import { type Format, hasKeys, missingOf, rateText, reportedFigure } from "../format.ts";
import type { ImportedRun, ImportFacts } from "../importer.ts";
import { objectsOf } from "../json_text.ts";
import { type Attempt, importedRun } from "../measured_run.ts";

const caveat = "vLLM’s TTFT is the time of the first event of the stream, even one without text; " +
  "its latency ends with the last event that has choices; its clock starts before it connects.";
/** What its four statistics are. */
const definitions: Record<string, string> = {
  ttft: "first event of the stream with choices",
  tpot: "(latency - TTFT) / (output tokens - 1)",
  itl: "time between two events of the stream with choices",
  e2el: "last event of the stream with choices",
};
const rates: Record<string, string> = {
  duration: "s",
  request_throughput: "requests/s",
  output_throughput: "tokens/s",
  total_token_throughput: "tokens/s",
};

export const vllm: Format = {
  name: "vllm",
  role: (head) =>
    hasKeys(head, "model_id") && /"(tokenizer_id|num_prompts|mean_ttft_ms)"\s*:/.test(head)
      ? "rows"
      : null,
  read({ file, text }, _, facts) {
    const results = objectsOf(file, text);
    return results.map((result, i) => toRun(new Fields(file, `result ${i + 1}`, result), facts));
  },
};

function toRun(result: Fields, facts: ImportFacts): ImportedRun {
  const model = result.text("model_id");
  if (!model || !result.has("completed")) result.refuse("is none of vLLM’s");
  const date = /^(\d{4})(\d\d)(\d\d)-(\d{6})$/.exec(result.text("date") ?? "");
  const named = date ? `${date[1]}-${date[2]}-${date[3]}-${date[4]}` : null;
  const local = named ? `; its file says ${result.text("date")}, local time of a zone unknown` : "";
  const detailed = result.has("ttfts");
  const attempts = detailed ? attemptsOf(result) : [];
  const limit = result.number("max_concurrency");
  const rate = result.all.request_rate ?? null;
  const settings: JsonObject = Object.fromEntries(
    ["endpoint_type", "backend", "request_rate", "burstiness", "max_concurrency"].concat(
      Object.keys(result.all).filter((name) => name.startsWith("ramp_up_")),
    ).filter((name) => result.has(name)).map((name) => [name, result.all[name]]),
  );
  return importedRun({
    file: result.file,
    harness: "vllm",
    version: null,
    model,
    endpoint: null,
    started_at: null,
    ended_at: null,
    clock: `no request has a time of day${local}`,
    selection: detailed
      ? missingOf(attempts.length, result.count("num_prompts"))
      : "statistics alone: it was run without --save-detailed",
    caveat,
    named,
    settings,
    requests: result.count("num_prompts"),
    load: limit ? `${limit} at a time` : typeof rate === "number" ? rateText(rate) : "all at once",
    attempts,
    reported: figuresOf(result),
  }, facts);
}

function attemptsOf(result: Fields): Attempt[] {
  const ttfts = result.numbers("ttfts")!;
  const lists = ["input_lens", "output_lens", "itls", "errors"].map((name) => result.list(name));
  const latencies = result.numbers("latencies");
  for (const list of [...lists, latencies ?? ttfts]) {
    if (list?.length !== ttfts.length) {
      result.refuse("has lists of different lengths, or lacks one");
    }
  }
  const tokenizer = result.text("tokenizer_id");
  return ttfts.map((ttft, i): Attempt => {
    const one = new Fields(result.file, `${result.where}, request ${i + 1},`, {
      input: lists[0]![i],
      output: lists[1]![i],
      itls: lists[2]![i],
      error: lists[3]![i],
      latency: latencies?.[i] ?? null,
      ttft,
    });
    const input = { input_tokens: one.count("input"), tokenizer };
    const [output, latency, error] = [
      one.count("output"),
      one.seconds("latency"),
      one.text("error"),
    ];
    // A failed request has zeros, and an error unless its answer gave no reason.
    if (error || (ttft === 0 && !output && !latency)) return { ...input, ...failure(null, error) };
    const chunk_at_s = timesAfter(
      one.seconds("ttft")!,
      (one.numbers("itls") ?? []).map((gap) => one.inSeconds(gap, "s", "itls")),
    );
    return {
      ...input,
      status: "ok",
      ttft_s: ttft,
      last_token_s: chunk_at_s.at(-1)!,
      e2e_latency_s: latency,
      chunk_at_s,
      chunks: chunk_at_s.length,
      output_tokens: output,
    };
  });
}

function figuresOf(result: Fields): ReportedFigure[] {
  const n = result.count("completed");
  const statistics = Object.keys(definitions).flatMap((name) => {
    const own = Object.entries(result.all).flatMap(([key, value]) => {
      const [, statistic, of] = /^([a-z0-9.]+)_(\w+)_ms$/.exec(key) ?? [];
      return of === name ? [[statistic, value]] : [];
    });
    const definition = definitions[name];
    return own.length
      ? [reportedFigure(name, "ms", Object.fromEntries(own), { n, definition })]
      : [];
  });
  const values = Object.entries(rates).flatMap(([name, unit]) => {
    const value = result.number(name);
    return value === null ? [] : [reportedFigure(name, unit, { value }, { n })];
  });
  return [...statistics, ...values];
}
