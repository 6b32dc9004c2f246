/** What workloads are called where several stand beside each other: never two alike. */
import { harnessName } from "../shared/harness_names.ts";

/** A workload as the runs of it say. */
export interface NamedWorkload {
  hash: string;
  /** Its line in `run.json`: tokens in and out, and the load. */
  line: string;
  /** Configurations of its runs, as read from files: any shape. */
  configs: unknown[];
  /** Harnesses that measured it; ours is null. */
  harnesses: (string | null)[];
  /** Which pages it may stand on: those that share none need not be told apart by every setting. */
  places: string[];
}

type Config = Record<string, unknown>;
/** What a configuration says of a setting; null where it says nothing. */
type Setting = (c: Config) => string | null;

const number = (c: Config, key: string): number | null =>
  typeof c[key] === "number" && Number.isFinite(c[key]) ? c[key] as number : null;
const counted = (key: string, words: (n: number) => string): Setting => (c) => {
  const n = number(c, key);
  return n === null ? null : words(n);
};
const flag = (key: string, yes: string, no: string): Setting => (c) =>
  c[key] === true ? yes : c[key] === false ? no : null;
const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
/** A limit; null in a configuration means that there was none. */
const limit = (key: string, what: string): Setting => (c) =>
  c[key] === null ? `no limit ${what}` : counted(key, (s) => `${s} s ${what}`)(c);

/** Of one effort asked of all targets. */
const effort: Setting = (c) => {
  if (!Array.isArray(c.targets)) return null;
  const asked = new Set(c.targets.map((t) => String(t?.params?.reasoning_effort ?? "as served")));
  return asked.size === 1 ? `reasoning effort ${[...asked][0]}` : null;
};
/** An older configuration says nothing of them, as one without. */
const retries: Setting = ({ retries }) => {
  const max = (retries as { max?: unknown } | null | undefined)?.max;
  return typeof max === "number" && max > 0 ? `sent again up to ${max} times` : "sent once";
};
const builders: Record<string, string> = {
  exact: "prompts of exact length",
  llmperf: "prompts built as by LLMPerf",
};
const sessions: Record<string, string> = {
  off: "single requests",
  live: "sessions with live answers",
  recorded: "sessions with recorded answers",
};
const loads: Record<string, string> = { closed: "closed loop", waves: "in waves" };

/** Settings that the line has; named again only between workloads of one line, for a line may be another's. */
const ofTheLine: Setting[] = [
  (c) => typeof c.kind === "string" ? `kind ${c.kind}` : null,
  counted("mean_input_tokens", (n) => `${n} tokens in`),
  counted("mean_output_tokens", (n) => `${n} out`),
  counted("prefix_tokens", (n) => plural(n, "shared token")),
  counted("prefix_groups", (n) => plural(n, "shared prefix").replace("xs", "xes")),
  flag("nonce", "with nonce", "without nonce"),
  counted("concurrency", (n) => `${n} at a time`),
  (c) => loads[String(c.load)] ?? null,
  (c) => sessions[String(c.sessions ?? "off")] ?? null,
  flag("probes", "with probes", "without probes"),
  retries,
];
/** Settings that are named wherever the workloads at hand differ in them. */
const beside: Setting[] = [
  counted("stddev_input_tokens", (n) => `tokens in ± ${n}`),
  counted("stddev_output_tokens", (n) => `out ± ${n}`),
  (c) => builders[String(c.prompt_builder ?? c.prompt)] ?? null,
  counted("requests", (n) => plural(n, "request")),
  counted("warmup", (n) => n ? plural(n, "warm-up request") : "no warm-up"),
  counted("warmup_s", (s) => `${s} s of warm-up`),
  counted("cooldown", (n) => n ? plural(n, "cool-down request") : "no cool-down"),
  counted("cooldown_s", (s) => `${s} s of cool-down`),
  counted("blocks", (n) => `in ${plural(n, "block")}`),
  limit("request_timeout_s", "per request"),
  limit("connect_timeout_s", "to connect"),
  limit("first_token_timeout_s", "to the first token"),
  limit("idle_timeout_s", "between arrivals"),
  limit("run_timeout_s", "per run"),
  effort,
];

/** Whether the line has said it: that of a newer run has the spread of its lengths. */
const isInLine = (line: string, said: string | null): boolean => {
  const [, what, spread] = /^(tokens in|out) (± .+)$/.exec(said ?? "") ?? [];
  return spread !== undefined && line.includes(`${spread} ${what}`);
};

/** Whether a setting is heard without being named: lengths that do not vary, where lines of those that do say so. */
const goesUnsaid = (some: NamedWorkload[], setting: (w: NamedWorkload) => string | null): boolean =>
  some.every((w) => {
    const said = setting(w);
    return said === null || / ± 0$/.test(said) || isInLine(w.line, said);
  });

/** What all runs of a workload say alike; a setting in which they differ is none of the workload's. */
function stated(w: NamedWorkload, setting: Setting): string | null {
  const said = new Set(
    w.configs.map((c) => c && typeof c === "object" ? setting(c as Config) : null),
  );
  return said.size === 1 ? [...said][0] : null;
}

function harness(w: NamedWorkload): string {
  const names = new Set(w.harnesses.map((h) => h === null ? "Tokenboard" : harnessName(h)));
  return `measured by ${[...names].sort().join(" and ")}`;
}

/**
 * A label for each workload, by its hash: its line and every setting in which the given workloads differ, as far as
 * their runs say. Where all that can be read is alike, as of two datasets, the hash tells them apart.
 */
export function workloadLabels(workloads: NamedWorkload[]): Map<string, string> {
  const differing = (some: NamedWorkload[], settings: ((w: NamedWorkload) => string | null)[]) =>
    settings.filter((s) => new Set(some.map(s).filter((v) => v !== null)).size > 1);
  const of = (settings: Setting[]) => settings.map((s) => (w: NamedWorkload) => stated(w, s));
  const labels = new Map(workloads.map((w) => {
    const atHand = workloads.filter((x) => x.places.some((place) => w.places.includes(place)));
    const alike = workloads.filter((x) => x.line === w.line);
    const named = [
      ...differing(alike, of(ofTheLine)),
      ...differing(atHand, [...of(beside), harness]).filter((s) => !goesUnsaid(atHand, s)),
    ].map((s) => s(w)).filter((said) => !isInLine(w.line, said));
    return [w.hash, [w.line, ...named.filter((text) => text !== null)].join(", ")];
  }));
  const short = (hash: string) =>
    workloads.some((w) => w.hash !== hash && w.hash.startsWith(hash.slice(0, 8)))
      ? hash
      : hash.slice(0, 8);
  const told = new Set<string>();
  // A label with a hash may itself be another's line: once more, until none is left.
  for (let again = true; again;) {
    again = false;
    for (const same of Map.groupBy(workloads, (w) => labels.get(w.hash)!).values()) {
      if (same.length < 2) continue;
      for (const { hash } of same.filter((w) => !told.has(w.hash))) {
        labels.set(hash, `${labels.get(hash)} (workload ${short(hash)})`);
        told.add(hash);
        again = true;
      }
    }
  }
  return labels;
}
