/** What makes the rows of two runs comparable: a configuration as hashes, and in one line. */
import { createHash } from "node:crypto";
import type { Config } from "./config_schema.ts";
import { loadWords } from "./load/load_words.ts";

/** Whether a prefix cache may answer on purpose: METHOD has a nonce before every prompt but then. */
export const measuresCaching = (c: Config): boolean =>
  c.prefix_tokens > 0 || (!c.nonce && c.prompt_builder !== "llmperf");

const digest = (data: unknown) =>
  createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 16);

/** Those of newer settings that were set. */
const set = (settings: Record<string, number | null>) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value));

/**
 * Hash of the whole configuration; of a dataset its content, never its path. A newer setting counts where it was set,
 * so that older runs keep their hash.
 */
export function configHash(config: Config, datasetHash: string | null = null): string {
  const {
    calibrate,
    sessions,
    trace,
    turns,
    retries,
    stop_after_failures,
    workers,
    duration_s,
    warmup_s,
    cooldown,
    cooldown_s,
    ...rest
  } = config;
  return digest({
    ...rest,
    ...set({ duration_s, warmup_s, cooldown, cooldown_s }),
    dataset: datasetHash,
    ...(calibrate ? { calibrate } : {}),
    ...(sessions === "off" ? {} : { sessions }),
    ...(trace ? { trace } : {}),
    ...(turns ? { turns } : {}),
    ...(retries ? { retries } : {}),
    ...set({ stop_after_failures }),
    ...(workers === "auto" ? {} : { workers }),
  });
}

/**
 * Hash of what makes rows comparable: prompts, lengths, load, limits; never targets, seed or name.
 * `datasetHash` is of the dataset's content.
 */
export function workloadHash(c: Config, datasetHash: string | null = null): string {
  if (c.dataset !== null && datasetHash === null) {
    throw new Error("The workload of a dataset is hashed with its content");
  }
  const special = {
    ...(datasetHash === null ? {} : { dataset: datasetHash }),
    ...(c.nonce === (c.prompt_builder !== "llmperf") ? {} : { nonce: c.nonce }),
    ...(c.prefix_tokens ? { prefix: [c.prefix_tokens, c.prefix_groups] } : {}),
    ...(c.sessions === "off" ? {} : { sessions: c.sessions }),
    ...(c.trace ? { trace: c.trace } : {}),
    ...(c.turns ? { turns: c.turns } : {}),
    // What is sent again is load, too.
    ...(c.retries ? { retries: c.retries } : {}),
    ...(c.kind === "speed" ? {} : { kind: c.kind }),
    ...(c.probes ? { probes: true } : {}),
    ...set({ duration_s: c.duration_s }),
    ...(c.end_grace_s === 0.5 && c.finish_grace_s === 5
      ? {}
      : { graces: [c.end_grace_s, c.finish_grace_s] }),
    ...(c.max_body_bytes === null ? {} : { max_body_bytes: c.max_body_bytes }),
  };
  return digest([
    c.mean_input_tokens,
    c.stddev_input_tokens,
    c.mean_output_tokens,
    c.stddev_output_tokens,
    c.prompt_builder,
    c.load,
    c.concurrency,
    c.requests,
    c.request_timeout_s,
    c.run_timeout_s,
    // Newer limits count where they were set, so that older runs keep their workload.
    ...(c.connect_timeout_s === 10 && c.idle_timeout_s === 60 && c.first_token_timeout_s === null
      ? []
      : [c.connect_timeout_s, c.idle_timeout_s, c.first_token_timeout_s]),
    // Left out where nothing is special: workloads keep the hash they had before there was more.
    ...(Object.keys(special).length ? [special] : []),
  ]);
}

const spread = (stddev: number) => stddev ? ` ± ${stddev}` : "";

/** One line that says the workload; `datasetName` is the name of the dataset's file. */
export function workloadLabel(c: Config, datasetName: string | null = null): string {
  const prefix = c.prefix_tokens
    ? ` (${c.prefix_tokens} shared${c.prefix_groups > 1 ? ` in ${c.prefix_groups} groups` : ""})`
    : "";
  const prompts = c.kind === "correctness"
    ? "numbers in words"
    : c.dataset === null
    ? `${c.mean_input_tokens}${spread(c.stddev_input_tokens)} tokens in${prefix}, ` +
      `${c.mean_output_tokens}${spread(c.stddev_output_tokens)} out${talkWords(c)}`
    : ownLabel(c, datasetName);
  const nonce = c.nonce || c.prompt_builder === "llmperf" ? "" : " without nonce";
  const again = c.retries ? `, failures sent again up to ${c.retries.max} times` : "";
  return `${prompts}${nonce}, ${loadWords(c)}${c.probes ? ", with probes" : ""}${again}`;
}

/** What is asked of a file. */
function ownLabel({ sessions, trace }: Config, name: string | null): string {
  if (trace) {
    const window = trace.window_s ? `, seconds ${trace.window_s.join(" to ")}` : "";
    const scale = trace.time_scale === 1 ? "" : `, its times x ${trace.time_scale}`;
    return `trace ${name ?? "of a file"}${window}${scale}`;
  }
  return sessions === "off"
    ? `prompts of ${name ?? "a dataset"}`
    : `conversations of ${name ?? "a dataset"} with ${sessions} answers`;
}

/** Of sessions that are made up: how many turns, and what of the pauses between. */
function talkWords({ sessions, turns }: Config): string {
  if (sessions === "off" || !turns) return "";
  const system = turns.system_tokens ? ` behind ${turns.system_tokens} shared` : "";
  const pause = turns.think_time_s ? `, ${turns.think_time_s} s between` : "";
  return ` in each of ${turns.mean}${
    spread(turns.stddev)
  } turns${system}${pause}, ${sessions} answers`;
}
