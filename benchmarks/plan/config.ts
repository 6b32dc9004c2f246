/** A run configuration: data in JSONC, checked whole, every fault named at once. */
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { providers } from "../providers/index.ts";
import { NotText, readText } from "../files/text_file.ts";
import { baseUrlOf } from "./address.ts";
import { heldSecrets, isOpaque } from "./held_secrets.ts";
import { type Config, schema } from "./config_schema.ts";
import { amountFaults, defaultConcurrency, lackingAmount } from "./load/amounts.ts";
import { lostNames } from "./lost_names.ts";
import { issueText, meantIssues, readJsonc } from "./settings_file.ts";
import { ruleFaults, underRules } from "./traces/agentx.ts";

export type { Config, Target } from "./config_schema.ts";

/** What a person calls the words behind a command, where a fault is theirs and not a file's. */
const commandLine = "command line";

/** What a person asked for cannot be done; `faults` has every fault, `cannot` what is impossible with `file`. */
export class ConfigError extends Error {
  constructor(
    readonly file: string,
    readonly faults: string[],
    cannot = "be used as a run configuration",
  ) {
    const heading = file === commandLine ? "This command cannot run" : `${file} cannot ${cannot}`;
    super(`${heading}:\n${faults.map((f) => `  ${f}`).join("\n")}`);
  }
}

/** Headers that carry secrets: their values must come from the environment. */
const secretHeader = /auth|key|token|secret|cookie|password/i;

/** Checks a configuration given as data. Throws `ConfigError`. */
export function checkConfig(data: unknown, file: string): Config {
  const lost = lostNames(data);
  if (lost.deep) throw new ConfigError(file, lost.faults);
  const result = schema.safeParse(data);
  const faults = result.success ? [] : result.error.issues.flatMap(meantIssues).map(issueText);
  faults.unshift(...lost.faults);
  faults.push(...promptFaults(data), ...lackingAmount(data));
  if (result.success) {
    result.data.targets.forEach((t, i) => {
      const known = providers.find((p) => p.name === t.api)?.about.base;
      if (t.base_url ? t.simulate : !t.simulate && !known) {
        faults.push(`targets.${i}: needs a base_url or a simulate profile, one of them`);
      }
      if (t.http === "2" && !(t.base_url ?? known)?.startsWith("https:")) {
        faults.push(`targets.${i}.http: HTTP/2 needs an https address`);
      }
      if (t.base_url) {
        const protocol = providers.find((p) => p.name === t.api);
        const { url, faults: found } = baseUrlOf(t.base_url, protocol, t.model);
        t.base_url = url;
        faults.push(...found.map((fault) => `targets.${i}.base_url: ${fault}`));
      }
      for (const [name, value] of Object.entries(t.headers)) {
        if (!/\$\{\w+\}/.test(value) && (secretHeader.test(name) || isOpaque(value))) {
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
    faults.push(...amountFaults(result.data));
    const { load, concurrency = null } = result.data;
    const inFlight = concurrency ?? defaultConcurrency(load);
    faults.push(...ruleFaults({ ...result.data, concurrency: inFlight }));
  }
  faults.push(...heldSecrets(data));
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
  const ofTrace = rest.trace ? { mean_output_tokens: null, stddev_output_tokens: 0 } : {};
  return underRules({
    ...rest,
    ...lengths,
    ...ofTrace,
    concurrency: rest.concurrency ?? defaultConcurrency(rest.load),
    targets,
    retries: rest.retries?.max ? rest.retries : null,
    nonce: nonce ?? rest.prompt_builder !== "llmperf",
  });
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
    if (c.sessions && c.sessions !== "off") other.push("sessions" as never);
    for (const name of other) {
      faults.push(`${name}: a run of kind correctness has prompts of its own`);
    }
    if ((c.retries as Partial<Config["retries"]>)?.max) {
      faults.push("retries: a run of kind correctness asks each of its questions once");
    }
    return faults;
  }
  if (!c.dataset) {
    for (const name of ["mean_input_tokens", "mean_output_tokens"] as const) {
      if (c[name] === undefined || c[name] === null) {
        faults.push(`${name}: is needed where there is no dataset`);
      }
    }
  } else if (llmperf) faults.push("prompt_builder: a dataset has its own prompts");
  if (c.trace && !c.dataset) faults.push("trace: needs the file as its dataset");
  if (c.trace && c.probes) faults.push("probes: are not asked within a trace");
  if (c.sessions && c.sessions !== "off") {
    if (!c.dataset && !c.turns) faults.push("sessions: need a dataset of conversations, or turns");
    if (c.prefix_tokens) faults.push("prefix_tokens: of sessions, turns.system_tokens is shared");
    if (llmperf) faults.push("prompt_builder: LLMPerf's prompts are no sessions");
    if (c.probes) faults.push("probes: are asked between single requests, not between sessions");
  }
  if (c.turns && (!c.sessions || c.sessions === "off")) {
    faults.push('turns: are of sessions, "live" or "recorded"');
  }
  const { mean, system_tokens } = (c.turns ?? {}) as Partial<NonNullable<Config["turns"]>>;
  if (c.dataset && (system_tokens || mean && mean > 1)) {
    faults.push("turns: a dataset has its own, and its own system prompts");
  }
  if (system_tokens === 1) faults.push("turns.system_tokens: must be 0, or 2 and more");
  if (c.nonce === true && llmperf) faults.push("nonce: LLMPerf's prompts have none");
  if (c.prefix_tokens && c.dataset) faults.push("prefix_tokens: a dataset has its own prompts");
  if (c.prefix_tokens && llmperf) faults.push("prefix_tokens: LLMPerf's prompts share none");
  if (c.prefix_tokens === 1) faults.push("prefix_tokens: must be 0, or 2 and more");
  if (!c.prefix_tokens && typeof c.prefix_groups === "number" && c.prefix_groups > 1) {
    faults.push("prefix_groups: needs prefix_tokens");
  }
  return faults;
}

/** Names of the configurations in a folder, without their extension. */
async function namesOf(folder: URL): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(".jsonc")) names.push(name.slice(0, -".jsonc".length));
  }
  return names.sort();
}

/** Whether it is the name of a configuration of ours, and no path. */
export const isConfigName = (pathOrName: string): boolean =>
  /^[a-z0-9][a-z0-9.-]*$/.test(pathOrName) && !/\.jsonc?$/.test(pathOrName);

/** Reads a configuration by path, or by the name of a file in `configs/`. Throws `ConfigError`. */
export async function loadConfig(pathOrName: string): Promise<Config> {
  const isName = isConfigName(pathOrName);
  const path = isName ? new URL(`../configs/${pathOrName}.jsonc`, import.meta.url) : pathOrName;
  let text: string;
  try {
    text = await readText(path);
  } catch (error) {
    throw new ConfigError(pathOrName, [
      isName
        ? `there is no configuration of that name; benchmarks/configs has ${
          (await namesOf(new URL("../configs/", import.meta.url))).join(", ")
        }`
        : error instanceof Deno.errors.NotFound
        ? "there is no such file"
        : error instanceof NotText
        ? `it ${error.message}`
        : `the file cannot be read: ${(error as Error).message}`,
    ]);
  }
  const { data, faults } = readJsonc(text);
  if (faults.length) throw new ConfigError(pathOrName, faults);
  return withDataset(checkConfig(data, pathOrName), path);
}

/** The configuration with its dataset's path, which counts from the folder of `file`, as one from here. */
export function withDataset(config: Config, file: string | URL): Config {
  if (config.dataset === null) return config;
  const folder = dirname(file instanceof URL ? fileURLToPath(file) : file);
  return { ...config, dataset: resolve(folder, config.dataset) };
}
