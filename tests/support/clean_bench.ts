/** `bench` with an environment and a home of its own, and every address that it reached for. */
import { grantsOf } from "../../benchmarks/processes/grants.ts";
import { commandLinesUntil } from "./processes.ts";
import { filesOf } from "./bench.ts";

export interface CleanRun {
  code: number;
  out: string;
  err: string;
  /** Hosts that were looked up or connected to. */
  hosts: Set<string>;
  /** Everything that anybody could read of the run: its files, what it printed, the process list. */
  traces: { where: string; text: string }[];
  /** Whether a folder was made for it. */
  kept: boolean;
}

/** A small run of one protocol. */
export const smallFlags = (llmApi: string, model: string, baseUrl: string, requests = 4) => [
  `--llm-api=${llmApi}`,
  `--model=${model}`,
  `--base-url=${baseUrl}`,
  `--max-num-completed-requests=${requests}`,
  "--num-concurrent-requests=2",
  "--mean-input-tokens=60",
  "--stddev-input-tokens=0",
  "--mean-output-tokens=5",
  "--stddev-output-tokens=0",
];

/**
 * Runs it in `home`, which is HOME too, with no variables but `env`. Deno itself writes down what it allows: no
 * connection and no look-up of a name escapes it.
 */
export async function cleanBench(
  home: string,
  flags: string[],
  env: Record<string, string>,
): Promise<CleanRun> {
  const results = `${home}/results`;
  const audit = `${home}/audit.jsonl`;
  await Deno.remove(audit).catch(() => {});
  await Deno.remove(results, { recursive: true }).catch(() => {});
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", ...grantsOf("bench"), "benchmarks/main.ts", "bench", ...flags],
      ...["--record", "--keep-text", "--no-site", "--json", `--results-dir=${results}`],
    ],
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      DENO_DIR: Deno.env.get("DENO_DIR") ?? `${home}/.deno`,
      HOME: home,
      TOKENBOARD_ENV_FILE: "",
      DENO_AUDIT_PERMISSIONS: audit,
      ...env,
    },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const done = child.output();
  const lines = [...await commandLinesUntil(done)];
  const { code, stdout, stderr } = await done;
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  const kept = await Deno.stat(results).then(() => true, () => false);
  const files = kept ? [...filesOf(results)] : [];
  return {
    code,
    out,
    err,
    kept,
    hosts: hostsOf(await Deno.readTextFile(audit)),
    traces: [
      { where: "stdout", text: out },
      { where: "stderr", text: err },
      ...lines.map((text) => ({ where: "the process list", text })),
      ...await Promise.all(files.map(async (where) => ({
        where,
        text: new TextDecoder("latin1").decode(await Deno.readFile(where)),
      }))),
    ],
  };
}

/** `fetch` is written down with its whole address, a socket with host and port. */
function hostsOf(audit: string): Set<string> {
  const entries = audit.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return new Set(
    entries.filter((entry) => entry.permission === "net").map(({ value }) =>
      /^https?:/.test(value) ? new URL(value).hostname : String(value).replace(/:\d+$/, "")
    ),
  );
}

/** Where a text of `secrets` stands. */
export const leaks = (run: CleanRun, secrets: string[]): string[] =>
  run.traces.flatMap(({ where, text }) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${where}`)
  );
