/** A configuration that has a name, changed by what stands beside it on the command line. */
import { checkConfig, type Config, ConfigError } from "../plan/config.ts";
import { loadOfFlags, saysHowLong } from "./loads/load_flags.ts";
import type { BenchFlags } from "./flags.ts";

/** Everything that may stand beside the name of a configuration. */
export function changedBy(given: Config, flags: BenchFlags): Config {
  // The kind first: what a person gave beside it is checked against it, not dropped with the configuration's own.
  const own = ofKind(given, flags.kind);
  const changed = { ...own, ...unruled(own), ...loadOf(flags), ...promptsOf(own, flags) };
  // Once, with all of them: a trace needs its load, and the load its trace.
  const config = checkConfig(changed, own.name);
  if (flags.record) config.record = true;
  if (flags.calibrate) config.calibrate = true;
  if (flags.keepText) config.keep_text = true;
  if (flags.keepGoing) config.keep_going = true;
  return config;
}

/** What the rules of its trace set anew. */
const unruled = ({ trace }: Config): Partial<Config> => trace?.rules ? { warmup: 0 } : {};

/** Flags of the load take the place of a configuration's own. */
function loadOf(flags: BenchFlags): Record<string, unknown> {
  const { maxNumCompletedRequests: requests } = flags;
  const own = { ...loadOfFlags(flags), ...(requests === undefined ? {} : { requests }) };
  if (!Object.keys(own).length) return own;
  const inOneBlock = flags.stages ?? flags.sweep ?? flags.find ?? flags.trace;
  return {
    ...(inOneBlock === undefined ? {} : { blocks: 1 }),
    ...(saysHowLong(flags) || flags.trace ? { requests: null } : {}),
    // How long it lasts is the trace's own.
    ...(flags.trace ? { duration_s: null } : {}),
    ...own,
  };
}

/** Flags of the prompts, and of what becomes of failures, change a configuration that has a name, too. */
const promptsOf = (config: Config, flags: BenchFlags) => ({
  workers: flags.workers ?? config.workers,
  seed: flags.seed ?? config.seed,
  dataset: flags.trace ?? flags.dataset ?? config.dataset,
  trace: traceOf(config, flags),
  // A trace's sessions stay in order unless somebody says otherwise.
  sessions: flags.sessions ?? (flags.trace ? "recorded" : config.sessions),
  turns: turnsOf(config, flags),
  nonce: flags.nonce === false ? false : config.nonce,
  prefix_tokens: flags.prefixTokens ?? config.prefix_tokens,
  prefix_groups: flags.prefixGroups ?? config.prefix_groups,
  probes: flags.probes ?? config.probes,
  stop_after_failures: flags.stopAfterFailures ?? config.stop_after_failures,
  retries: flags.retries === undefined ? config.retries : { ...config.retries, max: flags.retries },
});

function turnsOf({ turns }: Config, flags: BenchFlags): Config["turns"] | object {
  const given = {
    ...(flags.turns === undefined ? {} : { mean: flags.turns }),
    ...(flags.thinkTime === undefined ? {} : { think_time_s: flags.thinkTime }),
    ...(flags.systemTokens === undefined ? {} : { system_tokens: flags.systemTokens }),
  };
  return Object.keys(given).length ? { ...turns, ...given } : turns;
}

function traceOf({ trace }: Config, flags: BenchFlags): Config["trace"] | object {
  const { trace: file, traceFormat, traceRules, timeScale, traceWindow } = flags;
  const given = {
    ...(traceFormat === undefined ? {} : { format: traceFormat }),
    ...(traceRules === undefined ? {} : { rules: traceRules }),
    ...(timeScale === undefined ? {} : { time_scale: timeScale }),
    ...(traceWindow === undefined ? {} : { window_s: traceWindow }),
  };
  const any = Object.keys(given).length > 0;
  if (any && !file && !trace) {
    throw new ConfigError("command line", [
      "--trace-format, --trace-rules, --time-scale and --trace-window: need --trace FILE",
    ]);
  }
  return file || any ? { ...(file ? {} : trace), ...given } : trace;
}

/** The targets and the load of a configuration, asked for something else. */
export function ofKind(config: Config, kind: Config["kind"] = config.kind): Config {
  if (kind === config.kind) return config;
  if (kind === "speed") {
    throw new ConfigError("command line", [
      `--kind speed: ${config.name} is of kind ${config.kind}`,
    ]);
  }
  const own = {
    dataset: null,
    trace: null,
    sessions: "off",
    turns: null,
    prefix_tokens: 0,
    prefix_groups: 1,
    probes: false,
    retries: null,
    nonce: null,
  };
  return checkConfig({
    ...config,
    ...own,
    kind,
    // A page looks for runs by this name.
    name: `${config.name}-${kind}`,
    prompt_builder: "exact",
    mean_output_tokens: null,
    stddev_output_tokens: 0,
  }, config.name);
}
