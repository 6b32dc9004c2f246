/**
 * LLMPerf's own output: `X_individual_responses.json` with `X_summary.json`, or equal file names in the folders
 * `individual/` and `summary/` (its leaderboard). What the fields mean was measured on the files of 2023.
 */
import { createHash } from "node:crypto";
import { emptyRow, type Row } from "../record/record.ts";
import { type ImportedRun, type Importer, type ImportFacts, Refusal } from "./importer.ts";

const suffix = "_individual_responses.json";

export const llmperf: Importer = {
  name: "llmperf",
  async find(path) {
    const stat = await Deno.stat(path);
    if (!stat.isDirectory) return isIndividual(path) ? [path] : [];
    const files: string[] = [];
    for await (const file of walk(path)) if (isIndividual(file)) files.push(file);
    return files.sort();
  },
  async read(file, facts) {
    const summaryFile = file.endsWith(suffix)
      ? file.replace(suffix, "_summary.json")
      : file.replace(/individual\/([^/]+)$/, "summary/$1");
    const summary = await json(summaryFile);
    const responses = await json(file);
    if (!isObject(summary)) {
      throw new Refusal(summaryFile, "is not an LLMPerf summary: no JSON object");
    }
    if (!Array.isArray(responses)) {
      throw new Refusal(file, "is not LLMPerf's list of responses: no JSON array");
    }
    return [toRun(file, summaryFile, summary, responses, facts)];
  },
};

const isIndividual = (path: string) =>
  path.endsWith(suffix) || /(^|\/)individual\/[^/]+\.json$/.test(path);

async function* walk(path: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(path)) {
    if (entry.isDirectory) yield* walk(`${path}/${entry.name}`);
    else yield `${path}/${entry.name}`;
  }
}

async function json(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch {
    throw new Refusal(
      file,
      "cannot be read; LLMPerf writes a summary and the responses, and both are needed",
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(file, "is not JSON");
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function toRun(
  file: string,
  summaryFile: string,
  summary: Record<string, unknown>,
  responses: unknown[],
  facts: ImportFacts,
): ImportedRun {
  const number = (name: string): number => {
    const value = summary[name];
    if (typeof value !== "number") throw new Refusal(summaryFile, `has no number "${name}"`);
    return value;
  };
  const word = (name: string) => typeof summary[name] === "string" ? summary[name] as string : null;
  const model = word("model");
  if (!model) throw new Refusal(summaryFile, 'has no "model"');
  const base = file.split("/").at(-1)!.replace(suffix, "").replace(/\.json$/, "");
  const provider = word("framework") ?? word("provider") ?? "unknown";
  const size = word("model_size") ?? /_(\d+b)$/.exec(base)?.[1] ?? null;
  const at = typeof summary.timestamp === "number" ? new Date(summary.timestamp * 1000) : null;
  const workload = {
    prompt: "llmperf",
    mean_input_tokens: number("mean_input_tokens"),
    stddev_input_tokens: number("stddev_input_tokens"),
    mean_output_tokens: number("mean_output_tokens"),
    stddev_output_tokens: number("stddev_output_tokens"),
    load: "waves",
    concurrency: number("num_concurrent_requests"),
  };
  // The name of a run comes from its content alone, so importing twice names it alike.
  const identity = createHash("sha256").update(
    JSON.stringify([
      model,
      provider,
      size,
      summary.timestamp,
      responses.length,
      responses[0] ?? null,
    ]),
  )
    .digest("hex").slice(0, 6);
  const date = at ? at.toISOString().slice(0, 10) : "undated";
  const run_id = ["llmperf", date, provider, size ?? model, identity].join("-").toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-");
  const workload_hash = createHash("sha256").update(JSON.stringify(workload)).digest("hex").slice(
    0,
    16,
  );
  const rows = responses.map((response, index): Row => {
    if (!isObject(response) || !("ttft_s" in response) || !("end_to_end_latency_s" in response)) {
      throw new Refusal(file, `record ${index + 1} has no "ttft_s" and "end_to_end_latency_s"`);
    }
    return toRow(response, index, {
      run_id,
      workload_hash,
      provider,
      model,
      size,
      workload,
      location: facts.location ?? null,
    });
  });
  const failed = rows.filter((r) => r.status === "failed").length;
  return {
    file,
    rows,
    run: {
      run_id,
      config_name: "llmperf",
      config_hash: null,
      workload_hash,
      workload:
        `${workload.mean_input_tokens} tokens in, ${workload.mean_output_tokens} out, ${workload.concurrency} at a time (waves)`,
      started_at: null,
      ended_at: at ? at.toISOString() : null,
      location: facts.location ?? null,
      seed: null,
      config: { ...workload, requests: Number(summary.results_num_requests_started) || null },
      targets: [{ provider, model, model_size: size, api: null, endpoint: null, simulated: false }],
      versions: { llmperf: String(summary.version ?? "unknown") },
      host: {},
      imported_from: "llmperf",
      selection: null,
      caveat: null,
      source: facts.source ?? null,
      licence: facts.licence ?? null,
      run_by: null,
      interest: null,
      calibration: null,
      invalid: null,
      counts: { attempted: rows.length, succeeded: rows.length - failed, failed },
    },
  };
}

interface Context {
  run_id: string;
  workload_hash: string;
  provider: string;
  model: string;
  size: string | null;
  workload: { mean_input_tokens: number; mean_output_tokens: number };
  location: string | null;
}

function toRow(response: Record<string, unknown>, index: number, c: Context): Row {
  const code = response.error_code ?? null;
  // -100 means "too few tokens": an answer, only short. Any other code is no answer, and its 1 token and 0 s mean nothing.
  const failed = code !== null && Number(code) !== -100;
  const value = (name: string) =>
    failed || typeof response[name] !== "number" ? null : response[name] as number;
  const ttft = value("ttft_s");
  return {
    ...emptyRow({
      run_id: c.run_id,
      config_name: "llmperf",
      provider: c.provider,
      model: c.model,
      simulated: false,
      phase: "measured",
      request_index: index,
      attempt: 1,
      status: failed ? "failed" : "ok",
    }),
    workload_hash: c.workload_hash,
    model_size: c.size,
    location: c.location,
    imported_from: "llmperf",
    session: index,
    turn: 0,
    input_tokens_target: c.workload.mean_input_tokens,
    output_tokens_target: c.workload.mean_output_tokens,
    tokenizer: "llama2 with BOS, as the source counted",
    ttft_s: ttft,
    ttft_content_s: ttft,
    e2e_latency_s: value("end_to_end_latency_s"),
    input_tokens: typeof response.number_input_tokens === "number"
      ? response.number_input_tokens
      : null,
    output_tokens: value("number_output_tokens"),
    error_class: failed ? (Number(code) === 429 ? "rate_limited" : "unknown") : null,
    error_code: code === null ? null : String(code),
    http_status: Number(code) === 429 ? 429 : null,
    error_message: failed ? String(response.error_msg ?? "").slice(0, 500) || null : null,
  };
}
