/** SGLang `bench_serving --output-file`: a line a run, with a list a quantity where `--output-details` was given. */
import type { JsonObject } from "../../providers/read/json.ts";
import { failure } from "../failures.ts";
import { Fields, timesAfter } from "../fields.ts";
import { type Format, hasKeys, isNumber, missingOf, rateText, reportedFigure } from "../format.ts";
import type { ImportedRun, ImportFacts } from "../importer.ts";
import { objectsOf } from "../json_text.ts";
import { type Attempt, importedRun } from "../measured_run.ts";

const caveat =
  "SGLang sends each request over a new connection, with the time to connect in every " +
  "latency; where the server reported no usage it takes the tokens that were asked for as those " +
  "that came; its rows have no end of the answer.";
const sent = [
  ...["backend", "dataset_name", "request_rate", "max_concurrency", "sharegpt_output_len"],
  ...["random_input_len", "random_output_len", "random_range_ratio"],
];
const rates: Record<string, string> = {
  duration: "s",
  request_throughput: "requests/s",
  input_throughput: "tokens/s",
  output_throughput: "tokens/s",
  total_throughput: "tokens/s",
};

export const sglang: Format = {
  name: "sglang",
  role: (head) => hasKeys(head, "dataset_name", "backend", "request_rate") ? "rows" : null,
  read({ file, text }, _, facts) {
    return objectsOf(file, text)
      .map((result, i) => toRun(new Fields(file, `result ${i + 1}`, result), facts));
  },
};

function toRun(result: Fields, facts: ImportFacts): ImportedRun {
  if (!hasKeys(JSON.stringify(result.all), "dataset_name", "completed")) {
    result.refuse("is none of SGLang’s");
  }
  const detailed = result.has("ttfts");
  const completed = result.count("completed") ?? 0;
  const attempts = detailed ? attemptsOf(result) : [];
  const limit = result.number("max_concurrency");
  const rate = result.number("request_rate"); // without a limit it is Infinity, which JSON has not
  const settings: JsonObject = Object.fromEntries(
    sent.filter((name) => result.has(name)).map((name) => [name, result.all[name]]),
  );
  const tokens = result.count("total_input_tokens");
  if (tokens && completed) settings.mean_input_tokens = Math.round(tokens / completed);
  const output = result.count("total_output_tokens");
  return importedRun({
    file: result.file,
    harness: "sglang",
    version: null,
    model: result.inside("server_info").text("model_path") ?? result.text("model_id"),
    endpoint: null,
    started_at: null,
    ended_at: null,
    clock: "no request and no run has a time of day",
    selection: detailed
      ? missingOf(attempts.length, completed)
      : "statistics alone: it was run without --output-details",
    caveat,
    named: null,
    settings,
    answered: output && completed ? Math.round(output / completed) : null,
    requests: detailed ? null : completed,
    load: limit ? `${limit} at a time` : rate ? rateText(rate) : "all at once",
    attempts,
    reported: [
      ...["ttft", "tpot", "itl", "e2e_latency"].flatMap((name) => {
        const own = Object.entries(result.all).flatMap(([key, value]) =>
          key.endsWith(`_${name}_ms`) ? [[key.slice(0, -name.length - 4), value]] : []
        );
        const all = Object.fromEntries(own);
        return Object.values(all).some(isNumber)
          ? [reportedFigure(name, "ms", all, { n: completed })]
          : [];
      }),
      ...Object.entries(rates).flatMap(([name, unit]) => {
        const value = result.number(name);
        return value === null ? [] : [reportedFigure(name, unit, { value }, { n: completed })];
      }),
    ],
  }, facts);
}

function attemptsOf(result: Fields): Attempt[] {
  const ttfts = result.list("ttfts")!;
  const [inputs, outputs, gaps, errors] = ["input_lens", "output_lens", "itls", "errors"]
    .map((name) => result.list(name));
  for (const list of [inputs, outputs, gaps, errors]) {
    if (list?.length !== ttfts.length) {
      result.refuse("has lists of different lengths, or lacks one");
    }
  }
  return ttfts.map((ttft, i): Attempt => {
    const one = new Fields(result.file, `${result.where}, request ${i + 1},`, {
      ttft,
      input: inputs![i],
      output: outputs![i],
      itls: gaps![i],
      error: errors![i],
    });
    const input = { input_tokens: one.count("input"), tokenizer: "as SGLang counted" };
    const error = one.text("error");
    const first = one.seconds("ttft");
    if (error || (!first && !one.count("output"))) return { ...input, ...failure(null, error) };
    const chunk_at_s = first
      ? timesAfter(first, (one.numbers("itls") ?? []).map((gap) => one.inSeconds(gap, "s", "itls")))
      : null;
    return {
      ...input,
      status: "ok",
      ttft_s: first || null,
      last_token_s: chunk_at_s?.at(-1) ?? null,
      chunk_at_s,
      chunks: chunk_at_s?.length ?? null,
      output_tokens: one.count("output"),
    };
  });
}
