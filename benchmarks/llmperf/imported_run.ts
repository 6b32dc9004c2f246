/** One pair of LLMPerf's files as a run of ours. What the fields mean was measured on the files of 2023. */
import { createHash } from "node:crypto";
import {
  type ImportedRun,
  type ImportFacts,
  namesSimulator,
  Refusal,
} from "../importers/importer.ts";
import { missingOf } from "../importers/format.ts";
import { toRow } from "./imported_row.ts";
import { simulatedKey } from "./result_summary.ts";
import { printedBy } from "./printed_figures.ts";

/** The two files of a pair, parsed. */
export interface Pair {
  file: string;
  summaryFile: string;
  summary: Record<string, unknown>;
  responses: unknown[];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** LLMPerf sent waves until it became a closed loop in December 2024; nothing in a file tells which it was. */
const lastOfWaves = Date.UTC(2024, 11, 1);

const hash = (value: unknown, length: number): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, length);

/** Seconds from here on would be a year beyond 5000: they are milliseconds, or still smaller. */
const mostSeconds = 1e11;

/** A moment in seconds since 1970, as LLMPerf writes it, in milliseconds, microseconds or nanoseconds, or ISO 8601. */
export function momentOf(timestamp: unknown): Date | null {
  const text = String(timestamp ?? "").trim();
  const isNumber = /^\d+(\.\d+)?(e\+?\d+)?$/i.test(text);
  if (!isNumber && typeof timestamp !== "string") return null;
  let seconds = isNumber ? Number(text) : Date.parse(text) / 1000;
  while (seconds >= mostSeconds) seconds /= 1000;
  const at = new Date(Math.round(seconds * 1000));
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The run of a pair; throws `Refusal` where the files are not LLMPerf's. */
export function toRun(pair: Pair, facts: ImportFacts): ImportedRun {
  const { file, summaryFile, summary, responses } = pair;
  const number = (name: string): number => {
    const value = summary[name];
    if (typeof value !== "number") throw new Refusal(summaryFile, `has no number "${name}"`);
    return value;
  };
  const word = (name: string) => typeof summary[name] === "string" ? summary[name] as string : null;
  const model = word("model");
  if (!model) throw new Refusal(summaryFile, 'has no "model"');
  const at = momentOf(summary.timestamp);
  if (at === null) throw new Refusal(summaryFile, 'has no "timestamp" that is a time');
  if (responses.length === 0) throw new Refusal(file, "has no responses");
  const base = file.split("/").at(-1)!.replace(/(_individual_responses)?\.json$/, "");
  const named = word("framework") ?? word("provider") ?? "unknown";
  const provider = named === "unknown" ? facts.provider ?? named : named;
  // Whatever the file names it: its own word that a simulator answered is kept.
  const simulated = namesSimulator(model) || summary[simulatedKey] === "true";
  const size = word("model_size") ?? /_(\d+b)$/.exec(base)?.[1] ?? null;
  const waves = at.getTime() < lastOfWaves;
  const workload = {
    prompt: "llmperf",
    mean_input_tokens: number("mean_input_tokens"),
    stddev_input_tokens: number("stddev_input_tokens"),
    mean_output_tokens: number("mean_output_tokens"),
    stddev_output_tokens: number("stddev_output_tokens"),
    load: waves ? "waves" : "unknown",
    concurrency: number("num_concurrent_requests"),
  };
  const workload_hash = hash(workload, 16);
  // The name comes from the content alone, so importing twice names it alike; equal names are compared row by row.
  const content = [model, named, size, summary.timestamp, responses.length, responses[0]];
  const run_id = [
    "llmperf",
    at.toISOString().slice(0, 10),
    named,
    size ?? model,
    hash(content, 6),
  ]
    .join("-").toLowerCase().replace(/[^a-z0-9.-]+/g, "-");
  const location = facts.location ?? null;
  const rows = responses.map((response, index) => {
    if (!isObject(response)) throw new Refusal(file, `record ${index + 1} is no JSON object`);
    return toRow(response, index, {
      file,
      run_id,
      workload_hash,
      provider,
      model,
      model_size: size,
      simulated,
      location,
      input_tokens_target: workload.mean_input_tokens,
      output_tokens_target: workload.mean_output_tokens,
    });
  });
  const failed = rows.filter((r) => r.status === "failed").length;
  const printed = printedBy(summary);
  const started = summary.results_num_requests_started;
  return {
    file,
    rows,
    run: {
      run_id,
      config_name: "llmperf",
      config_hash: null,
      workload_hash,
      workload: `${workload.mean_input_tokens} tokens in, ${workload.mean_output_tokens} out, ` +
        `${workload.concurrency} at a time${waves ? " (waves)" : ""}`,
      started_at: null,
      ended_at: at.toISOString(),
      location,
      seed: null,
      config: { ...workload, requests: typeof started === "number" ? started : null },
      targets: [{ provider, model, model_size: size, api: null, endpoint: null, simulated }],
      versions: { llmperf: String(summary.version ?? "unknown") },
      host: {},
      imported_from: "llmperf",
      selection: missingOf(rows.length, started),
      caveat: null,
      source: facts.source ?? null,
      licence: facts.licence ?? null,
      run_by: null,
      interest: null,
      calibration: null,
      invalid: null,
      counts: { attempted: rows.length, succeeded: rows.length - failed, failed },
      ...printed.length ? { reported: printed } : {},
    },
  };
}
