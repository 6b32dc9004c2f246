/** From the flags of `bench` to a configuration. */
import { checkConfig, type Config, ConfigError } from "../plan/config.ts";
import { samplingParamsOf } from "../llmperf/flags.ts";
import { called } from "../targets/llm_api.ts";
import type { BenchOptions } from "./bench.ts";
import type { Budget } from "../budget/budget.ts";
import { type LoadFlags, loadOfFlags, saysHowLong } from "./loads/load_flags.ts";
import type { Allowed } from "./consent.ts";

/** Options of `bench` as commander gives them. */
export interface BenchFlags extends BenchOptions, Allowed, LoadFlags {
  model?: string;
  llmApi: string;
  baseUrl?: string;
  provider?: string;
  meanInputTokens: number;
  stddevInputTokens: number;
  meanOutputTokens: number;
  stddevOutputTokens: number;
  maxNumCompletedRequests?: number;
  timeout?: number;
  requestTimeout: number;
  additionalSamplingParams: string;
  metadata?: never;
  /** As it was typed: `0/4`, or `off`. */
  shard?: string;
  partS?: number;
  seed?: number;
  connectTimeout?: number;
  firstTokenTimeout?: number;
  idleTimeout?: number;
  endGrace?: number;
  finishGrace?: number;
  header: string[];
  caFile?: string;
  unixSocket?: string;
  keepText?: boolean;
  record?: boolean;
  calibrate?: boolean;
  keepGoing?: boolean;
  retries?: number;
  stopAfterFailures?: number;
  workers?: Config["workers"];
  resume?: string;
  dataset?: string;
  sessions?: Config["sessions"];
  turns?: number;
  thinkTime?: number;
  systemTokens?: number;
  trace?: string;
  traceFormat?: string;
  traceRules?: "agentx";
  timeScale?: number;
  traceWindow?: [number, number];
  nonce?: boolean;
  prefixTokens?: number;
  prefixGroups?: number;
  kind?: Config["kind"];
  probes?: boolean;
  budget?: Budget;
}

/** The options as a configuration: no warm-up, a closed loop, one target. */
export function configOfFlags(flags: BenchFlags): Config {
  const faults: string[] = [];
  const target = called(
    { llmApi: flags.llmApi, model: flags.model!, baseUrl: flags.baseUrl },
    (name) => Deno.env.get(name),
    faults,
  );
  const params = samplingParamsOf(flags.additionalSamplingParams, faults);
  const correctness = flags.kind === "correctness";
  const headers = Object.fromEntries(flags.header.map((text) => {
    const [, name, value] = text.match(/^([^:\s]+):\s*(.*)$/) ?? [];
    if (!name) faults.push(`--header ${text.split(/[:=]/)[0]}: write it as 'name: value'`);
    return [name, value];
  }));
  if (faults.length || !target) throw new ConfigError("command line", faults);
  const load = loadOfFlags(flags);
  return checkConfig({
    name: "command-line",
    kind: flags.kind ?? "speed",
    mean_input_tokens: flags.meanInputTokens,
    stddev_input_tokens: flags.stddevInputTokens,
    // LLMPerf's correctness test set no limit.
    mean_output_tokens: correctness ? null : flags.meanOutputTokens,
    stddev_output_tokens: correctness ? 0 : flags.stddevOutputTokens,
    ...(flags.trace ? { dataset: flags.trace, trace: {} } : {}),
    load: "closed",
    ...load,
    // LLMPerf's, unless there is a schedule: that takes as many as it needs.
    concurrency: flags.numConcurrentRequests ?? (load.load ? null : 10),
    requests: flags.maxNumCompletedRequests ??
      (saysHowLong(flags) || flags.trace ? null : correctness ? 50 : 10),
    request_timeout_s: flags.requestTimeout,
    run_timeout_s: flags.timeout ?? (load.load || flags.duration || flags.traceRules ? null : 90),
    ...defined("connect_timeout_s", flags.connectTimeout),
    ...defined("first_token_timeout_s", flags.firstTokenTimeout),
    ...defined("idle_timeout_s", flags.idleTimeout),
    ...defined("end_grace_s", flags.endGrace),
    ...defined("finish_grace_s", flags.finishGrace),
    targets: [{
      provider: flags.provider ?? (target.atHome ? target.api : new URL(target.baseUrl).host),
      model: target.model,
      api: target.api,
      base_url: target.baseUrl,
      ...defined("api_key_env", target.keyName ?? undefined),
      params,
      headers,
      ...defined("ca_file", flags.caFile),
      ...defined("unix_socket", flags.unixSocket),
    }],
  }, "command line");
}

const defined = (name: string, value: unknown) => value === undefined ? {} : { [name]: value };
