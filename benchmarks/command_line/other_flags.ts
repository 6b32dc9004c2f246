/**
 * Flags of other harnesses and what does their work here: vLLM, SGLang, guidellm, AIPerf, genai-perf, inference-perf,
 * genai-bench, evalscope, MLPerf Endpoints, llmeter and k6. A list of names, one after the other, and a sentence.
 */

const table: [flags: string, here: string][] = [
  ["target-qps rps", "use --rate, requests per second"],
  [
    "request-rate-mode arrival-pattern load-pattern open-loop",
    "use --rate with --arrivals constant, poisson or gamma",
  ],
  ["arrival-smoothness vllm-burstiness", "use --arrivals gamma --burstiness N"],
  [
    "ramp-up-strategy ramp-up-start-rps ramp-up-end-rps request-rate-ramp-duration spawn-rate " +
    "start-rate increment-factor",
    "use --ramp FROM..TO/SECONDSs, over time",
  ],
  [
    "stage concurrency-ramp-duration",
    "use --stages 10:60s,20:60s, or --stages concurrency=4:60s,8:60s",
  ],
  [
    "rate-limit",
    "there is none: --num-concurrent-requests is the most in flight, --rate an open loop",
  ],
  [
    "request-rate-series user-centric-rate probe-request-rate",
    "there is none: use --rate, --ramp or --stages, or --trace for the moments of a file",
  ],
  [
    "fixed-schedule self-timed use-trace-timestamps mooncake-slowdown-factor",
    "use --trace FILE, whose times are kept, with --time-scale X",
  ],
  [
    "scenario cache-bust trajectory-start-min-ratio trajectory-start-max-ratio trace-idle-gap-cap-seconds",
    "use --trace FILE --trace-rules agentx, which sets it",
  ],
  [
    "num-concurrency parallel prefill-concurrency vus u c streams",
    "use --num-concurrent-requests (concurrency in a configuration)",
  ],
  ["concurrency-range", "use --sweep concurrency=1,2,4"],
  [
    "num-requests max-requests max-requests-per-run number total-requests iterations n",
    "use --max-num-completed-requests (requests in a configuration)",
  ],
  [
    "max-duration max-time-per-run measurement-interval d",
    "use --duration: requests are begun for so many seconds (--timeout also cuts those in flight)",
  ],
  [
    "url host port target api-base api-url server-url",
    "use --base-url, for example --base-url http://127.0.0.1:8000/v1",
  ],
  [
    "endpoint endpoint-type custom-endpoint api api-backend backend backend-type backend-kwargs service-kind task",
    "use --llm-api, the protocol (deno task providers lists them); its path is added to --base-url",
  ],
  ["model-name model-names api-model-name served-model-name m", "use --model"],
  [
    "api-key openai-api-key auth-token",
    "a key is read from the environment variable of its provider, never from " +
    "a command line: deno task providers NAME names it",
  ],
  ["headers extra-headers custom-headers H", "use --header 'name: value', once for each"],
  [
    "extra-inputs extra-body extra-request-body extra-args additional-request-params temperature top-p top-k min-p " +
    "frequency-penalty presence-penalty repetition-penalty ignore-eos " +
    "disable-ignore-eos min-tokens stop logprobs n-choices",
    `use --additional-sampling-params, for example '{"temperature": 0}'`,
  ],
  [
    "profile rate-type scenario traffic-scenario executor sweep-size serve-params bench-params",
    "there are no profiles: use --rate, --ramp, --stages, --sweep or --find",
  ],
  ["sla-auto-tune", "use --find 1..100 --slo ttft_s=0.5"],
  [
    "tokenizer tokenizer-mode tokenizer-path tokenizer-revision model-tokenizer processor processor-args " +
    "trust-remote-code use-server-token-count",
    "there is none: Llama 2's tokenizer counts for every target, and the server's own counts stand beside",
  ],
  [
    "dataset-name dataset-path dataset-args input-file input-dataset " +
    "public-dataset custom-dataset-type data data-args " +
    "data-column-mapper hf-name hf-subset hf-split query-template prompt",
    "use --dataset FILE for own prompts (JSON lines, or ShareGPT's array); " +
    "without it they are made, --mean-input-tokens long",
  ],
  [
    "random-input-len random-input input-len synthetic-input-tokens-mean isl prompt-tokens input-tokens-mean " +
    "sonnet-input-len max-prompt-length min-prompt-length",
    "use --mean-input-tokens",
  ],
  ["synthetic-input-tokens-stddev isl-stddev prompt-tokens-stddev", "use --stddev-input-tokens"],
  [
    "random-range-ratio",
    "use --stddev-input-tokens and --stddev-output-tokens: lengths are normal here, not uniform",
  ],
  [
    "random-output-len random-output output-len output-tokens-mean output-tokens osl max-tokens max-output-len " +
    "max-completion-tokens sharegpt-output-len sonnet-output-len custom-output-len",
    "use --mean-output-tokens",
  ],
  ["output-tokens-stddev osl-stddev", "use --stddev-output-tokens"],
  [
    "random-prefix-len prefix-len prefix-length prefix-prompt-length prefix-prompt-pool-size num-prefix-prompts " +
    "sonnet-prefix-len prefix-repetition-prefix-len " +
    "prefix-repetition-num-prefixes gsp-num-groups gsp-system-prompt-len",
    "use --prefix-tokens and --prefix-groups",
  ],
  [
    "warmup-percent warmup-num num-warmup-sessions cooldown-percent rampup",
    "use --warmup and --cooldown, numbers of requests, or --warmup-duration and --cooldown-duration",
  ],
  [
    "output-dir output-path output-file output-artifact-dir " +
    "artifact-dir artifact-directory outputs-dir outputs out " +
    "result-dir result-filename save-result save-detailed append-result output-details experiment-base-dir " +
    "experiment-folder-name profile-export-file profile-export-prefix o",
    "use --results-dir DIR for the run's folder; every request is kept in it, and --json prints the summary",
  ],
  [
    "percentile-metrics metric-percentiles percentiles stats",
    "there is none: every request is kept, and deno task sql gives any quantile of any column",
  ],
  [
    "stream streaming no-stream disable-stream",
    "there is none: answers are streamed wherever the protocol can",
  ],
  ["random-seed", "use --seed"],
  ["request-timeout-seconds timeout-seconds read-timeout", "use --request-timeout, in seconds"],
  [
    "label tag name run-name experiment-name",
    "use --metadata key=value, kept with the run, or --provider, the label of its rows",
  ],
  [
    "num-sessions session-concurrency num-users num-clients max-active-conversations conversation-num multi-turn",
    "use --sessions live (or recorded) with a dataset of conversations: --max-num-completed-requests then counts " +
    "sessions, --num-concurrent-requests those under way",
  ],
  [
    "session-turns-mean num-turns turns-per-conversation session-turn-delay-mean",
    "use --sessions live --turns N, with --think-time S between the turns",
  ],
  [
    "request-cancellation-rate",
    "there is none: a request ends by itself or by a limit, such as --request-timeout",
  ],
  [
    "num-workers workers-max worker-max-concurrency max-workers",
    "use --workers, the event loops that share the plan; --num-concurrent-requests is that of all together",
  ],
  [
    "execution-segment execution-segment-sequence expect-workers",
    "use --shard I/N --run-id ID, in one process of each machine",
  ],
  [
    "max-errors max-error-rate max-global-error-rate max-consecutive-errors",
    "use --stop-after-failures, failed attempts of a target in a row",
  ],
  ["insecure ssl-verify", "use a configuration with tls_verify: false in the target"],
  ["cacert", "use --ca-file"],
  [
    "ui ui-type dashboard",
    "there is none: progress is on stderr, and deno task dev shows the pages",
  ],
  ["config f", "give the configuration's name or file without a flag: deno task bench FILE"],
];

const sentences = new Map(
  table.flatMap(([flags, here]) => flags.split(" ").map((name) => [name, here])),
);

/** Every name that is known, as it stands behind its dashes. */
export const otherFlags: string[] = [...sentences.keys()];

/** What does the work of another harness's flag (`--name`, `-n` or `--name=value`) here, or null. */
export const hereInsteadOf = (flag: string): string | null =>
  sentences.get(flag.replace(/^-+/, "").replace(/=.*$/s, "").replaceAll("_", "-")) ?? null;

/**
 * What is said of options that do not exist, all at once; never with their values. `unknown` is the rest of the command
 * line from the first of them on, values and all.
 */
export function unknownFlags(unknown: string[]): { flags: string[]; text: string } {
  const flags = [
    ...new Set(unknown.filter((a) => /^--?[a-z]/i.test(a)).map((a) => a.replace(/=.*$/s, ""))),
  ];
  const lines = flags.map((flag) =>
    `  ${flag}: ${hereInsteadOf(flag) ?? "there is no such option"}`
  );
  return { flags, text: `bench has no such options:\n${lines.join("\n")}` };
}
