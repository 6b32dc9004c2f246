/** A run configuration: data in JSONC, checked whole, every fault named at once. */
import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, type ParseError, printParseErrorCode } from "jsonc-parser";
import { z } from "zod";
import { providers } from "../providers/index.ts";

/** Beyond these a number is a slip of the hand, and a plan of it would end in a full memory. */
const mostTokens = 10_000_000;
const mostRequests = 10_000_000;
/** A machine has no more ports to one address. */
const mostInFlight = 65_535;

/** A name as it stands in tables and on pages: what moves a cursor or turns letters round would garble all others. */
const label = (most: number) =>
  z.string().min(1).max(most).regex(
    /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u,
    "holds a character that does not print",
  );

const target = z.strictObject({
  provider: label(100).describe("The label its rows carry"),
  model: label(300),
  model_size: label(100).optional().describe("Size class such as 70b"),
  api: z.string().min(1).default("openai").describe(
    "Wire protocol, or a service that speaks one: a name of `deno task providers`",
  ),
  base_url: z.url().optional().describe(
    "Where the API is, as the vendor's SDK takes it (default: the vendor's own address)",
  ),
  api_key_env: z.string().optional().describe("Name of the environment variable with the key"),
  simulate: z.string().optional().describe("Profile of the simulator, instead of a base_url"),
  params: z.record(z.string(), z.json()).default({}).describe("Extra fields of the request body"),
  headers: z.record(z.string(), z.string()).default({}).describe(
    "Extra headers; ${NAME} in a value is the environment variable NAME",
  ),
  unix_socket: z.string().optional().describe("Path of a Unix socket that answers for base_url"),
  ca_file: z.string().optional().describe("PEM file of the authority that signed its certificate"),
  http: z.enum(["1.1", "2"]).optional().describe(
    "HTTP version to offer (default: 1.1); the one agreed on is in column http_version. 2 needs https",
  ),
  tls_verify: z.boolean().default(true).describe("False accepts any certificate; the run says so"),
});

const schema = z.strictObject({
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
  nonce: z.boolean().nullable().default(null).describe(
    "Whether a nonce keeps caches from answering (default: yes; LLMPerf's prompts have none)",
  ),
  prefix_tokens: z.int().min(0).max(mostTokens).default(0).describe(
    "Tokens at the start of a prompt, before its nonce, that prompts share: measures caching",
  ),
  prefix_groups: z.int().positive().max(mostRequests).default(1).describe(
    "Number of different shared prefixes",
  ),
  load: z.enum(["closed", "waves"]).default("closed").describe(
    "Closed loop, or waves: the next when all are back",
  ),
  concurrency: z.int().positive().max(mostInFlight).default(1),
  requests: z.int().positive().max(mostRequests).describe("Measured requests of each target"),
  warmup: z.int().min(0).max(mostRequests).default(0).describe(
    "Unmeasured requests of each target before",
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
  run_timeout_s: z.number().positive().nullable().default(null),
  keep_text: z.boolean().default(false).describe("Keep the generated text, in columns of its own"),
  record: z.boolean().default(false).describe("Keep every attempt's bytes and times, for replay"),
  keep_going: z.boolean().default(false).describe(
    "Go on with a target though its first attempts say that it cannot work",
  ),
  location: label(100).optional().describe("Where the requests are sent from"),
  run_by: z.string().optional(),
  interest: z.string().optional().describe("Interest of who runs it in the providers"),
  targets: z.array(target).min(1),
});

export type Config = Omit<z.infer<typeof schema>, "nonce"> & { nonce: boolean };
export type Target = z.infer<typeof target>;

/** A configuration that is not one, or what it names; `faults` has every fault with its path. */
export class ConfigError extends Error {
  constructor(readonly file: string, readonly faults: string[], what = "a run configuration") {
    super(`${file} is not ${what}:\n${faults.map((f) => `  ${f}`).join("\n")}`);
  }
}

const looksLikeKey =
  /\b(sk-[\w-]{8,}|A[KS]IA[A-Z0-9]{12,}|AIza[\w-]{20,}|(gsk|hf|fw|r8|xai|csk|tgp_v1)[_-]\w{8,})|bearer\s+(?!\$\{)\S{8,}|:\/\/[^\/\s"@]*:[^\/\s"@]+@/i;

/** Headers that carry secrets: their values must come from the environment. */
const secretHeader = /auth|key|token|secret|cookie|password/i;

/** Checks a configuration given as data. Throws `ConfigError`. */
export function checkConfig(data: unknown, file: string): Config {
  const keyFaults = looksLikeKey.test(JSON.stringify(data) ?? "")
    ? ["a key stands in it; name its environment variable by api_key_env instead"]
    : [];
  const result = schema.safeParse(data);
  const faults: string[] = result.success ? [] : result.error.issues.map((issue) => {
    const path = issue.path.join(".");
    const keys = issue.code === "unrecognized_keys"
      ? issue.keys.map((k) => [...issue.path, k].join(".")).join(", ")
      : "";
    return keys ? `${keys}: is not a setting` : `${path || "(whole file)"}: ${issue.message}`;
  });
  faults.push(...promptFaults(data));
  if (result.success) {
    result.data.targets.forEach((t, i) => {
      const known = providers.find((p) => p.name === t.api)?.about.base;
      if (t.base_url ? t.simulate : !t.simulate && !known) {
        faults.push(`targets.${i}: needs a base_url or a simulate profile, one of them`);
      }
      if (t.http === "2" && !(t.base_url ?? known)?.startsWith("https:")) {
        faults.push(`targets.${i}.http: HTTP/2 needs an https address`);
      }
      if (t.base_url) faults.push(...addressFaults(t.base_url, `targets.${i}.base_url`));
      for (const [name, value] of Object.entries(t.headers)) {
        if (secretHeader.test(name) && !/\$\{\w+\}/.test(value)) {
          faults.push(
            `targets.${i}.headers.${name}: name an environment variable that holds it, as in "\${MY_TOKEN}"`,
          );
        }
      }
    });
    const seen = new Set(result.data.targets.map((t) => `${t.provider} ${t.model}`));
    if (seen.size < result.data.targets.length) {
      faults.push("targets: two have the same provider and model");
    }
    if (result.data.blocks > result.data.requests) {
      faults.push("blocks: there are more blocks than requests");
    }
  }
  faults.push(...keyFaults);
  if (faults.length || !result.success) throw new ConfigError(file, faults);
  const { nonce, ...rest } = result.data;
  // A dataset's prompts are as long as they are: LLMPerf's default lengths must not look like a workload.
  const lengths = rest.dataset === null && rest.kind === "speed"
    ? {}
    : { mean_input_tokens: null, stddev_input_tokens: 0 };
  // As LLMPerf's test: the likeliest answer is judged, not one of many. A null in `params` takes it out.
  const targets = rest.kind === "speed"
    ? rest.targets
    : rest.targets.map((t) => ({ ...t, params: { temperature: 0, ...t.params } }));
  return { ...rest, ...lengths, targets, nonce: nonce ?? rest.prompt_builder !== "llmperf" };
}

/** Paths are added to a base URL, and it is published: what else it may hold has a place of its own. */
function addressFaults(address: string, path: string): string[] {
  const { protocol, username, password, search, hash } = new URL(address);
  const faults: string[] = [];
  if (!/^https?:$/.test(protocol)) faults.push(`${path}: is not an http or https address`);
  if (username || password) {
    faults.push(`${path}: holds a user; name the variable of a key by api_key_env, or a header`);
  }
  if (search || hash) faults.push(`${path}: goes on behind the path, with a ? or a #`);
  return faults;
}

/** Settings of the prompts that do not go together. */
function promptFaults(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  const c = data as Partial<Record<keyof Config, unknown>>;
  const faults: string[] = [];
  const llmperf = c.prompt_builder === "llmperf";
  if (c.kind === "correctness") {
    const other = (["dataset", "prefix_tokens", "probes"] as const).filter((name) => c[name]);
    if (llmperf) other.push("prompt_builder" as never);
    if (c.nonce === false) other.push("nonce" as never);
    return other.map((name) => `${name}: a run of kind correctness has prompts of its own`);
  }
  if (!c.dataset) {
    for (const name of ["mean_input_tokens", "mean_output_tokens"] as const) {
      if (c[name] === undefined || c[name] === null) {
        faults.push(`${name}: is needed where there is no dataset`);
      }
    }
  } else if (llmperf) faults.push("prompt_builder: a dataset has its own prompts");
  if (c.nonce === true && llmperf) faults.push("nonce: LLMPerf's prompts have none");
  if (c.prefix_tokens && c.dataset) faults.push("prefix_tokens: a dataset has its own prompts");
  if (c.prefix_tokens && llmperf) faults.push("prefix_tokens: LLMPerf's prompts share none");
  if (c.prefix_tokens === 1) faults.push("prefix_tokens: must be 0, or 2 and more");
  if (!c.prefix_tokens && typeof c.prefix_groups === "number" && c.prefix_groups > 1) {
    faults.push("prefix_groups: needs prefix_tokens");
  }
  return faults;
}

/** Reads a configuration by path, or by the name of a file in `configs/`. Throws `ConfigError`. */
export async function loadConfig(pathOrName: string): Promise<Config> {
  const isName = /^[a-z0-9][a-z0-9.-]*$/.test(pathOrName) && !/\.jsonc?$/.test(pathOrName);
  const path = isName ? new URL(`../configs/${pathOrName}.jsonc`, import.meta.url) : pathOrName;
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch {
    throw new ConfigError(pathOrName, [
      isName
        ? "there is no configuration of that name in benchmarks/configs"
        : "the file cannot be read",
    ]);
  }
  const errors: ParseError[] = [];
  const data = parse(text, errors, { allowTrailingComma: true });
  if (errors.length) {
    throw new ConfigError(
      pathOrName,
      errors.map((e) =>
        `line ${text.slice(0, e.offset).split("\n").length}: ${printParseErrorCode(e.error)}`
      ),
    );
  }
  return withDataset(checkConfig(data, pathOrName), path);
}

/** The configuration with its dataset's path, which counts from the folder of `file`, as one from here. */
export function withDataset(config: Config, file: string | URL): Config {
  if (config.dataset === null) return config;
  const folder = dirname(file instanceof URL ? fileURLToPath(file) : file);
  return { ...config, dataset: resolve(folder, config.dataset) };
}

/** Whether a prefix cache may answer on purpose: METHOD has a nonce before every prompt but then. */
export const measuresCaching = (c: Config): boolean =>
  c.prefix_tokens > 0 || (!c.nonce && c.prompt_builder !== "llmperf");

const digest = (data: unknown) =>
  createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 16);

/** Hash of the whole configuration; of a dataset its content, never its path. */
export const configHash = (config: Config, datasetHash: string | null = null): string =>
  digest({ ...config, dataset: datasetHash });

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
    ...(c.kind === "speed" ? {} : { kind: c.kind }),
    ...(c.probes ? { probes: true } : {}),
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

/** One line that says the workload; `datasetName` is the name of the dataset's file. */
export function workloadLabel(c: Config, datasetName: string | null = null): string {
  const prefix = c.prefix_tokens
    ? ` (${c.prefix_tokens} shared${c.prefix_groups > 1 ? ` in ${c.prefix_groups} groups` : ""})`
    : "";
  const prompts = c.kind === "correctness"
    ? "numbers in words"
    : c.dataset === null
    ? `${c.mean_input_tokens} tokens in${prefix}, ${c.mean_output_tokens} out`
    : `prompts of ${datasetName ?? "a dataset"}`;
  const nonce = c.nonce || c.prompt_builder === "llmperf" ? "" : " without nonce";
  return `${prompts}${nonce}, ${c.concurrency} at a time${c.load === "waves" ? " (waves)" : ""}${
    c.probes ? ", with probes" : ""
  }`;
}

/** JSON schema of a configuration, for editors. */
export const configJsonSchema = (): unknown => z.toJSONSchema(schema, { io: "input" });
