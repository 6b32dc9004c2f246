/** What a run configuration may hold: one literal, from which type, checks and the editors' schema derive. */
import { z } from "zod";
import { loadSchema, mostInFlight } from "./load/load_schema.ts";
import { retriesSchema } from "./load/retries_schema.ts";
import { mostHeldBytes } from "../wire/held.ts";
import { turnsSchema } from "./sessions/turns_schema.ts";
import { traceSchema } from "./traces/trace_schema.ts";
import { providers } from "../providers/index.ts";

/** Beyond these a number is a slip of the hand, and a plan of it would end in a full memory. */
export const mostTokens = 10_000_000;
const mostRequests = 10_000_000;

/** A name as it stands in tables and on pages: what moves a cursor or turns letters round would garble all others. */
const label = (most: number) =>
  z.string().min(1).max(most).regex(
    /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u,
    "holds a character that does not print",
  );

/** Why a text cannot be a `location`, or null. */
export function nameFault(text: string): string | null {
  if (label(100).safeParse(text).success) return null;
  return "a name has 1 to 100 characters, all of which print";
}

const target = z.strictObject({
  provider: label(100).describe("The label its rows carry"),
  model: label(300),
  model_size: label(100).optional().describe("Size class such as 70b"),
  api: z.string().min(1).default(providers[0].name).describe(
    "Wire protocol, or a service that speaks one: a name of `deno task providers`",
  ),
  base_url: z.url().optional().describe(
    "Where the API is, as the vendor's SDK takes it (default: the vendor's own address)",
  ),
  api_key_env: z.string().optional().describe("Name of the environment variable with the key"),
  simulate: z.string().optional().describe("Profile of the simulator, instead of a base_url"),
  params: z.record(z.string(), z.json()).default({}).describe(
    "Extra fields of the request body; reasoning_effort and service_tier go into the vendor's own fields",
  ),
  headers: z.record(z.string(), z.string()).default({}).describe(
    "Extra headers; ${NAME} in a value is the environment variable NAME",
  ),
  unix_socket: z.string().optional().describe("Path of a Unix socket that answers for base_url"),
  follow_origins: z.array(z.url()).optional().describe(
    "Other origins that an answer may send an attempt on to, as those of a stream elsewhere",
  ),
  ca_file: z.string().optional().describe("PEM file of the authority that signed its certificate"),
  http: z.enum(["1.1", "2"]).optional().describe(
    "HTTP version to offer (default: 1.1); the one agreed on is in column http_version. 2 needs https",
  ),
  metrics_url: z.url({ protocol: /^https?$/ }).refine((url) => !/^\w+:\/\/[^/?#]*@/.test(url), {
    message: "holds a user or a password",
  }).optional().describe(
    "Prometheus metrics of its server, looked at each second beside the load: view server",
  ),
  tls_verify: z.boolean().default(true).describe("False accepts any certificate; the run says so"),
});

/** A configuration as its file has it. */
export const schema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().regex(
    /^[a-z0-9][a-z0-9.-]*$/,
    "must be lower case letters, digits, dots and dashes",
  ),
  description: z.string().optional(),
  kind: z.enum(["speed", "correctness"]).default("speed").describe(
    "correctness: asks for numbers in digits that stand in words, and judges the answers",
  ),
  probes: z.boolean().default(false).describe(
    "A few requests in every block that say whether a fast answer is the model's own",
  ),
  mean_input_tokens: z.int().positive().max(mostTokens).nullable().default(null).describe(
    "Prompt tokens; needed, and used, where there is no dataset",
  ),
  stddev_input_tokens: z.number().min(0).max(mostTokens).default(0),
  mean_output_tokens: z.int().positive().max(mostTokens).nullable().default(null).describe(
    "Tokens to ask for; with a dataset only where its line has no length",
  ),
  stddev_output_tokens: z.number().min(0).max(mostTokens).default(0),
  prompt_builder: z.enum(["exact", "llmperf"]).default("exact"),
  dataset: z.string().min(1).nullable().default(null).describe(
    "File of own prompts, from the folder of the configuration: JSON lines, or ShareGPT's array",
  ),
  trace: traceSchema.nullable().default(null).describe(
    "The dataset is a trace: times and lengths of requests, without their words",
  ),
  sessions: z.enum(["off", "live", "recorded"]).default("off").describe(
    "Whether a conversation is sent turn by turn (requests then counts conversations): with the model's own answers " +
      "before the next turn (live), or with those of the dataset (recorded)",
  ),
  turns: turnsSchema.nullable().default(null).describe(
    "Of sessions: how many turns where there is no dataset, and the pauses between them",
  ),
  nonce: z.boolean().nullable().default(null).describe(
    "Whether a nonce keeps caches from answering (default: yes; LLMPerf's prompts have none)",
  ),
  prefix_tokens: z.int().min(0).max(mostTokens).default(0).describe(
    "Tokens at the start of a prompt, before its nonce, that prompts share: measures caching",
  ),
  prefix_groups: z.int().positive().max(mostRequests).default(1).describe(
    "Number of different shared prefixes",
  ),
  load: loadSchema.default("closed").describe(
    "closed (a request when an earlier one ended), waves (the next when all are back), or an object that has a shape",
  ),
  concurrency: z.int().positive().max(mostInFlight).nullable().default(null).describe(
    "Most requests in flight (default: 1; where a schedule says when to send, 1000)",
  ),
  workers: z.union([z.int().positive().max(256), z.literal("auto")]).default("auto").describe(
    "Event loops that share the plan, each in a thread; auto: one, and more where it was measured to be late",
  ),
  requests: z.int().positive().max(mostRequests).nullable().default(null).describe(
    "Measured requests of each target; of a sweep or a search, in each step. This or duration_s is needed",
  ),
  duration_s: z.number().positive().nullable().default(null).describe(
    "Seconds in which requests are begun; with requests, whichever ends first. Of a sweep, in each step",
  ),
  warmup: z.int().min(0).max(mostRequests).default(0).describe(
    "Unmeasured requests of each target before",
  ),
  warmup_s: z.number().positive().nullable().default(null).describe(
    "Seconds of warm-up; with warmup, whichever ends first",
  ),
  cooldown: z.int().min(0).max(mostRequests).default(0).describe(
    "Unmeasured requests of each target after its last measured ones, without a pause between",
  ),
  cooldown_s: z.number().positive().nullable().default(null).describe(
    "Seconds of cool-down; with cooldown, whichever ends first",
  ),
  blocks: z.int().positive().default(1).describe("Time blocks in which the targets take turns"),
  seed: z.int().default(1),
  request_timeout_s: z.number().positive().default(180),
  connect_timeout_s: z.number().positive().default(10),
  first_token_timeout_s: z.number().positive().nullable().default(null).describe(
    "Until the first token",
  ),
  idle_timeout_s: z.number().positive().nullable().default(60).describe(
    "Between two arrivals, once a token came",
  ),
  end_grace_s: z.number().positive().default(0.5).describe(
    "From the end mark of an answer to the end of its body; a body that goes on longer ended at the mark",
  ),
  finish_grace_s: z.number().positive().default(5).describe(
    "From the last thing told after a finish reason, where no end " +
      "mark comes; a body that tells nothing more ended there",
  ),
  max_body_bytes: z.int().positive().nullable().default(null).describe(
    "Bytes of an answer that are read (default: 4 MiB, and 16 KiB for each token asked); beyond it the attempt failed",
  ),
  max_held_bytes: z.int().positive().default(mostHeldBytes).describe(
    "Bytes that the answers under way may hold in memory together; beyond it those that hold most fail",
  ),
  run_timeout_s: z.number().positive().nullable().default(null),
  keep_text: z.boolean().default(false).describe("Keep the generated text, in columns of its own"),
  record: z.boolean().default(false).describe("Keep every attempt's bytes and times, for replay"),
  calibrate: z.boolean().default(false).describe(
    "Measure first how far off the harness is on this machine, at this concurrency; over the limit the run is invalid",
  ),
  keep_going: z.boolean().default(false).describe(
    "Go on with a target though its first attempts say that it cannot work",
  ),
  location: label(100).optional().describe("Where the requests are sent from"),
  run_by: z.string().optional(),
  interest: z.string().optional().describe("Interest of who runs it in the providers"),
  retries: retriesSchema.nullable().default(null).describe(
    "Send a request again that failed for a reason that may pass (docs/retries.md); each attempt is a row",
  ),
  stop_after_failures: z.int().positive().nullable().default(null).describe(
    "Ask a target no more after so many failed attempts in a row (default: never); what is left are rows, dropped",
  ),
  targets: z.array(target).min(1),
});

export type Config = Omit<z.infer<typeof schema>, "nonce" | "concurrency"> & {
  nonce: boolean;
  concurrency: number;
};
export type Target = z.infer<typeof target>;

/** JSON schema of a configuration, for editors. */
export const configJsonSchema = (): unknown => z.toJSONSchema(schema, { io: "input" });
