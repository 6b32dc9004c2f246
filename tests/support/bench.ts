/** The command as a person runs it, in a process of its own. */

import { grantsOf } from "../../benchmarks/processes/grants.ts";

/** A key that must be found nowhere. */
export const plantedKey = "sk-test-1234567890abcdef";

/** Starts a command of the program; `env` is added to ours. */
export function start(args: string[], env: Record<string, string> = {}): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...grantsOf(args[0]), "benchmarks/main.ts", ...args],
    env,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

export interface Done {
  code: number;
  out: string;
  err: string;
}

/** What a started command came to. */
export async function ended(child: Deno.ChildProcess): Promise<Done> {
  const { code, stdout, stderr } = await child.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

/** Runs a command to its end. */
export const run = (args: string[], env: Record<string, string> = {}): Promise<Done> =>
  ended(start(args, env));

/** LLMPerf's flags for a small run. */
export const smallRun = (
  requests: number,
  concurrency = 5,
  [tokensIn, tokensOut] = [100, 20],
): string[] => [
  "--model=m",
  `--mean-input-tokens=${tokensIn}`,
  "--stddev-input-tokens=0",
  `--mean-output-tokens=${tokensOut}`,
  "--stddev-output-tokens=0",
  `--max-num-completed-requests=${requests}`,
  `--num-concurrent-requests=${concurrency}`,
];

/** Gives `work` a folder that is gone afterwards. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Every file below a folder. */
export function* filesOf(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    if (entry.isDirectory) yield* filesOf(`${folder}/${entry.name}`);
    else yield `${folder}/${entry.name}`;
  }
}
