/** Options that say nothing where they stand: refused, since a run that ignored them would be another one. */

/** Options that describe a run; a configuration, and a run to go on with, have all of this in them. */
const ofARun = [
  "llmApi",
  "baseUrl",
  "provider",
  "meanInputTokens",
  "stddevInputTokens",
  "meanOutputTokens",
  "stddevOutputTokens",
  "timeout",
  "requestTimeout",
  "additionalSamplingParams",
  "connectTimeout",
  "firstTokenTimeout",
  "idleTimeout",
  "endGrace",
  "finishGrace",
  "header",
  "caFile",
  "unixSocket",
];
/** Options that change the run of a configuration, and come too late for one that was begun. */
const ofAConfiguration = [
  "numConcurrentRequests",
  "maxNumCompletedRequests",
  "keepGoing",
  "retries",
  "stopAfterFailures",
  "record",
  "calibrate",
  "metadata",
  "workers",
  "seed",
  "dataset",
  "sessions",
  "turns",
  "thinkTime",
  "systemTokens",
  "trace",
  "traceFormat",
  "traceRules",
  "timeScale",
  "traceWindow",
  "ignoreTraceTimes",
  "nonce",
  "prefixTokens",
  "prefixGroups",
  "rate",
  "arrivals",
  "burstiness",
  "ramp",
  "stages",
  "sweep",
  "find",
  "slo",
  "goodput",
  "duration",
  "warmup",
  "warmupDuration",
  "cooldown",
  "cooldownDuration",
  "keepText",
  "location",
  "runId",
  "startAt",
];

/** Of those, the ones that LLMPerf has too: who names no configuration forgot --model. */
const ofLlmperf = ["numConcurrentRequests", "maxNumCompletedRequests"];

/** `given`: the options on the command line, as commander calls them; `named`: configurations are there, too. */
export function unheardOptions(given: string[], named: boolean): string[] {
  if (given.includes("model")) return [];
  const resumed = given.includes("resume");
  const unheard = resumed
    ? [...ofARun, ...ofAConfiguration]
    : named
    ? ofARun
    : [...ofARun, ...ofLlmperf];
  const reason = resumed
    ? "a run goes on as it was begun"
    : "is of a run without a configuration, and needs --model";
  return given.filter((name) => unheard.includes(name)).map((name) => `${flag(name)}: ${reason}`);
}

/** An empty value is a shell variable that is not set, as a rule; LLMPerf's own default of --metadata is one. */
export function emptyOptions(options: Record<string, unknown>, operands: string[]): string[] {
  const empty = Object.entries(options)
    .filter(([name, value]) =>
      (value === "" || Array.isArray(value) && value.includes("")) && name !== "metadata"
    )
    .map(([name]) => `${flag(name)}: is empty`);
  return operands.includes("") ? [...empty, "an argument is empty"] : empty;
}

const flag = (name: string) =>
  name === "nonce" ? "--no-nonce" : `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

/** Commands that read the folder of `--results-dir`; the others make it. */
const readers = new Set(["sql", "catalogue", "compare", "replay", "reconcile", "runs"]);

/** A folder to read that is not there: an empty answer would look like one about its runs. */
export function missingFolder(command: string, { resultsDir }: { resultsDir?: string }): string[] {
  if (!readers.has(command) || !resultsDir) return [];
  try {
    if (Deno.statSync(resultsDir).isDirectory) return [];
  } catch { /* it is not there */ }
  return [`--results-dir ${resultsDir}: there is no such folder`];
}
