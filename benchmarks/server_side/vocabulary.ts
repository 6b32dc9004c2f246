/**
 * What inference servers call the state that we keep, as data. A server's own names are summed over
 * its labels (engines, ranks); of shares the mean is taken.
 */
import type { Sample } from "./exposition.ts";

/** What is kept of a server at one moment. Counts run on from the server's start. */
export interface ServerState {
  /** Requests under way, and those that wait. */
  running: number | null;
  waiting: number | null;
  /** Share of the KV cache in use, 0 to 1. */
  kv_use: number | null;
  /** Tokens of prompts that a prefix cache had, and those it was asked for. */
  prefix_hit_tokens: number | null;
  prefix_query_tokens: number | null;
  /** Requests that were taken out of the batch to make room. */
  preemptions: number | null;
  /** Tokens that speculation proposed, and those of them that stayed. */
  draft_tokens: number | null;
  accepted_tokens: number | null;
  prompt_tokens: number | null;
  generation_tokens: number | null;
}
export type StateName = keyof ServerState;

interface Source {
  /** The names it has had, newest first: the first that is there counts. */
  names: string[];
  /** Labels that a sample must have. */
  where?: Record<string, string>;
  of?: "sum" | "mean";
}

const named = (...names: string[]): Source => ({ names });
const share = (...names: string[]): Source => ({ names, of: "mean" });

interface Engine {
  engine: string;
  /** How its names begin. */
  begins: string;
  state: Partial<Record<StateName, Source>>;
}

const engines: Engine[] = [
  {
    engine: "vLLM",
    begins: "vllm:",
    state: {
      running: named("vllm:num_requests_running"),
      waiting: named("vllm:num_requests_waiting"),
      kv_use: share("vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc"),
      prefix_hit_tokens: named("vllm:prefix_cache_hits_total", "vllm:gpu_prefix_cache_hits_total"),
      prefix_query_tokens: named(
        "vllm:prefix_cache_queries_total",
        "vllm:gpu_prefix_cache_queries_total",
      ),
      preemptions: named("vllm:num_preemptions_total"),
      draft_tokens: named("vllm:spec_decode_num_draft_tokens_total"),
      accepted_tokens: named("vllm:spec_decode_num_accepted_tokens_total"),
      prompt_tokens: named("vllm:prompt_tokens_total"),
      generation_tokens: named("vllm:generation_tokens_total"),
    },
  },
  {
    engine: "SGLang",
    begins: "sglang:",
    state: {
      running: named("sglang:num_running_reqs"),
      waiting: named("sglang:num_queue_reqs"),
      kv_use: share("sglang:token_usage"),
      prefix_hit_tokens: named("sglang:cached_tokens_total"),
      preemptions: named("sglang:num_retracted_requests_total"),
      prompt_tokens: named("sglang:prompt_tokens_total"),
      generation_tokens: named("sglang:generation_tokens_total"),
    },
  },
  {
    engine: "llama.cpp",
    begins: "llamacpp:",
    state: {
      running: named("llamacpp:requests_processing"),
      waiting: named("llamacpp:requests_deferred"),
      kv_use: share("llamacpp:kv_cache_usage_ratio"),
      prompt_tokens: named("llamacpp:prompt_tokens_total"),
      generation_tokens: named("llamacpp:tokens_predicted_total"),
    },
  },
  {
    engine: "TGI",
    begins: "tgi_",
    state: {
      running: named("tgi_batch_current_size"),
      waiting: named("tgi_queue_size"),
      prompt_tokens: named("tgi_request_input_length_sum"),
      generation_tokens: named("tgi_request_generated_tokens_sum"),
    },
  },
  {
    engine: "Triton",
    begins: "nv_",
    state: {
      running: { names: ["nv_trt_llm_request_metrics"], where: { request_type: "active" } },
      waiting: { names: ["nv_trt_llm_request_metrics"], where: { request_type: "waiting" } },
      kv_use: {
        names: ["nv_trt_llm_kv_cache_block_metrics"],
        where: { kv_cache_block_type: "fraction" },
        of: "mean",
      },
    },
  },
];

export const stateNames: StateName[] = [
  "running",
  "waiting",
  "kv_use",
  "prefix_hit_tokens",
  "prefix_query_tokens",
  "preemptions",
  "draft_tokens",
  "accepted_tokens",
  "prompt_tokens",
  "generation_tokens",
];

/** Which server it is and how it is; null where no name is known. What it does not say is null. */
export function stateOf(samples: Sample[]): { engine: string; state: ServerState } | null {
  const engine = engines.find(({ begins }) => samples.some(({ name }) => name.startsWith(begins)));
  if (!engine) return null;
  const state = Object.fromEntries(
    stateNames.map((name) => [name, valueOf(samples, engine.state[name])]),
  ) as unknown as ServerState;
  return { engine: engine.engine, state };
}

function valueOf(samples: Sample[], source?: Source): number | null {
  for (const name of source?.names ?? []) {
    const values = samples.filter((sample) => sample.name === name && has(sample, source!.where))
      .map(({ value }) => value).filter(Number.isFinite);
    if (!values.length) continue;
    const sum = values.reduce((all, value) => all + value, 0);
    return source!.of === "mean" ? sum / values.length : sum;
  }
  return null;
}

/** Whether a sample has all of these labels. */
const has = ({ labels }: Sample, where: Record<string, string> = {}): boolean =>
  Object.entries(where).every(([label, value]) => labels[label] === value);
