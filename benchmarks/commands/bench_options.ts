/** From what a person typed to configurations; LLMPerf's flags keep their names, defaults and meanings. */
import { checkConfig, type Config, ConfigError, loadConfig } from "../plan/config.ts";
import { writeAncestorFiles } from "../report/ancestor_files.ts";
import { openRuns } from "../store/views.ts";
import { metadataOf, samplingParamsOf } from "./ancestor_flags.ts";
import { type BenchOptions, type BenchResult, resumeBench, runBench } from "./bench.ts";
import { consentFor } from "./bench_consent.ts";
import { ofKind, withPromptFlags } from "./changed_config.ts";
import type { Allowed } from "./consent.ts";
import { called } from "./llm_api.ts";
import { repeatReport, runToRepeat } from "./repeat.ts";
import { buildSite, siteFolder } from "./site.ts";
import { refuseForeignSite } from "./site_place.ts";

/** Options of `bench` as commander gives them. */
export interface BenchFlags extends BenchOptions, Allowed {
  model?: string;
  llmApi: string;
  baseUrl?: string;
  provider?: string;
  meanInputTokens: number;
  stddevInputTokens: number;
  meanOutputTokens: number;
  stddevOutputTokens: number;
  numConcurrentRequests: number;
  maxNumCompletedRequests?: number;
  timeout: number;
  requestTimeout: number;
  additionalSamplingParams: string;
  metadata?: never;
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
  keepGoing?: boolean;
  resume?: string;
  dataset?: string;
  nonce?: boolean;
  prefixTokens?: number;
  prefixGroups?: number;
  kind?: Config["kind"];
  probes?: boolean;
}

/** Runs each configuration in turn; the exit status is the first that is not 0. */
export async function benchCommand(
  names: string[],
  flags: BenchFlags & { metadata?: string },
): Promise<number> {
  if ([flags.model, flags.resume, names[0]].filter((given) => given !== undefined).length > 1) {
    throw new ConfigError("command line", [
      "a configuration, --model and --resume: give one of them",
    ]);
  }
  const unread: string[] = [];
  const metadata = metadataOf(flags.metadata ?? "", unread);
  if (unread.length) throw new ConfigError("command line", unread);
  const builds = flags.site !== false && !flags.dryRun && !flags.resultsDir;
  if (builds) await refuseForeignSite(siteFolder()); // nothing is sent for a site that could not be put there
  const runs:
    (() => Promise<BenchResult & { repeat?: Awaited<ReturnType<typeof repeatReport>> }>)[] = [];
  if (flags.resume) runs.push(() => resumeBench(flags.resume!, { ...flags, metadata }));
  else {
    const repeated = await Promise.all(names.map(runToRepeat));
    const configs = flags.model ? [configOfFlags(flags)] : await Promise.all(
      (names.length ? names : ["quickstart"]).map((name, i) =>
        repeated[i]?.config ?? loadConfig(name)
      ),
    );
    for (const [i, given] of configs.entries()) {
      // The kind first: what a person gave beside it is checked against it, not dropped with the configuration's own.
      const config = withPromptFlags(ofKind(given, flags.kind), flags);
      if (flags.record) config.record = true;
      if (flags.keepText) config.keep_text = true;
      if (flags.keepGoing) config.keep_going = true;
      const consented = await consentFor(config, names[i], repeated[i], flags);
      runs.push(async () => {
        const done = await runBench(config, { ...flags, metadata, consented });
        return done.folder && repeated[i]
          ? { ...done, repeat: await repeatReport(repeated[i], done.folder) }
          : done;
      });
    }
  }
  let status = 0;
  for (const run of runs) {
    const done = await run();
    if (done.repeat) console.error(`\n${done.repeat.text}`);
    if (done.summary && flags.json) {
      console.log(JSON.stringify({ ...done.summary, ...defined("repeat", done.repeat?.report) }));
    }
    if (done.folder && flags.resultsDir) {
      const db = await openRuns([done.folder]);
      const replaced = await writeAncestorFiles(
        db,
        flags.resultsDir,
        done.summary!.run_id,
        done.config,
        done.metadata,
      );
      db.close();
      if (replaced.length) console.error(`Replaced, of an earlier run: ${replaced.join(", ")}`);
    }
    status ||= done.status;
    if (status === 130) return status;
  }
  if (builds) {
    const built = await buildSite();
    status ||= built;
  }
  return status;
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
  return checkConfig({
    name: "command-line",
    kind: flags.kind ?? "speed",
    mean_input_tokens: flags.meanInputTokens,
    stddev_input_tokens: flags.stddevInputTokens,
    // LLMPerf's correctness test set no limit.
    mean_output_tokens: correctness ? null : flags.meanOutputTokens,
    stddev_output_tokens: correctness ? 0 : flags.stddevOutputTokens,
    load: "closed",
    concurrency: flags.numConcurrentRequests,
    requests: flags.maxNumCompletedRequests ?? (correctness ? 50 : 10),
    request_timeout_s: flags.requestTimeout,
    run_timeout_s: flags.timeout,
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
