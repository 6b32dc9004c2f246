/** The harnesses of others: what each is fetched as, how it is run against a server, and where its results are. */

/** A load that every harness can send: so many answers, so many at a time. */
export interface Sent {
  /** Without a path. */
  url: string;
  model: string;
  requests: number;
  concurrency: number;
  /** A folder of its own, in which it runs. */
  folder: string;
  /** Folder of the tokenizer, and a file of prompts, a JSON object a line. */
  tokenizer: string;
  prompts: string;
}

export interface Harness {
  /** As `reconcile` names its definitions. */
  name: string;
  /** The environment, which several may share, and what is in it. */
  environment: string;
  packages: string[];
  then?: string[];
  python?: number;
  /** The command in the environment's `bin`, and its arguments. */
  command: string;
  args(sent: Sent): string[];
  /** What it reads from a file. */
  files?(sent: Sent): Record<string, string>;
  /** The result file, in its folder. */
  result: string;
}

/** Of vLLM's client alone; the package would bring all that a server for graphics processors needs. */
const vllmNeeds = [
  "aiohttp blake3 cachetools cbor2 cloudpickle diskcache einops fastapi ijson jsonschema lark llguidance msgspec",
  "openai openai-harmony opencv-python-headless orjson partial-json-parser pillow prometheus_client psutil",
  "py-cpuinfo pybase64 python-json-logger pyzmq regex requests sentencepiece setproctitle six tiktoken urllib3",
  "xgrammar",
].join(" ").split(" ");

const guidellm = ["guidellm==0.8.1", ...vllmNeeds];
const vllm = ["vllm==0.33.0"];

export const harnesses: Harness[] = [
  {
    name: "vLLM bench serve 0.33.0",
    environment: "guidellm",
    packages: guidellm,
    then: vllm,
    command: "python3",
    args: ({ url, model, requests, concurrency, tokenizer, prompts }) => [
      "-c",
      "import argparse; from vllm.benchmarks.serve import add_cli_args, main; " +
      "parser = argparse.ArgumentParser(); add_cli_args(parser); main(parser.parse_args())",
      ...["--backend=openai-chat", `--base-url=${url}`, "--endpoint=/v1/chat/completions"],
      ...[`--model=${model}`, `--tokenizer=${tokenizer}`, "--dataset-name=custom"],
      ...[`--dataset-path=${prompts}`, "--custom-output-len=20", `--num-prompts=${requests}`],
      ...[`--max-concurrency=${concurrency}`, "--ready-check-timeout-sec=0", "--disable-tqdm"],
      ...[
        "--percentile-metrics=ttft,tpot,itl,e2el",
        "--save-result",
        "--result-filename=result.json",
      ],
    ],
    result: "result.json",
  },
  {
    name: "AIPerf 0.13",
    environment: "aiperf",
    packages: ["aiperf==0.13.0"],
    command: "aiperf",
    args: ({ url, model, requests, concurrency, tokenizer }) => [
      ...["profile", "--model", model, "--url", url, "--endpoint-type", "chat", "--streaming"],
      ...["--tokenizer", tokenizer, "--request-count", `${requests}`],
      ...["--concurrency", `${concurrency}`, "--isl", "30", "--osl", "20", "--ui", "none"],
      ...["--artifact-dir", "results", "--no-gpu-telemetry", "--no-server-metrics"],
    ],
    result: "results/profile_export_aiperf.json",
  },
  {
    name: "guidellm 0.8.1",
    environment: "guidellm",
    packages: guidellm,
    then: vllm,
    command: "guidellm",
    args: ({ url, model, requests, concurrency, tokenizer, prompts }) => [
      ...["run", "--backend", `kind=openai_http,target=${url},model=${model}`],
      ...["--profile", `kind=concurrent,streams=${concurrency}`],
      ...["--constraint", `kind=max_requests,count=${requests}`],
      ...["--tokenizer", `kind=hf_auto,model=${tokenizer}`],
      ...["--data", `kind=json_file,path=${prompts}`],
      ...["--output", "kind=yaml,path=benchmarks.yaml", "--disable-console"],
    ],
    result: "benchmarks.yaml",
  },
  {
    name: "inference-perf 0.7",
    environment: "inference-perf",
    packages: ["inference-perf==0.7.0"],
    python: 3.12,
    command: "inference-perf",
    args: () => ["-c", "config.yaml"],
    files: ({ url, model, requests, concurrency, tokenizer }) => ({
      // YAML holds JSON.
      "config.yaml": JSON.stringify({
        api: { type: "chat", streaming: true },
        server: { type: "vllm", model_name: model, base_url: url },
        tokenizer: { pretrained_model_name_or_path: tokenizer },
        data: { type: "mock" },
        load: {
          type: "concurrent",
          num_workers: 1,
          stages: [{ num_requests: requests, concurrency_level: concurrency }],
        },
        report: { request_lifecycle: { summary: true, per_stage: true, per_request: true } },
        storage: { local_storage: { path: "results" } },
      }),
    }),
    result: "results/summary_lifecycle_metrics.json",
  },
];
