/** `deno task bench` as a person runs it, and what the process list says meanwhile. */

export interface Done {
  code: number;
  out: string;
  err: string;
}

/** Starts `bench` with these arguments; `env` is added to the environment. */
export function startBench(args: string[], env: Record<string, string>) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "benchmarks/main.ts", "bench", ...args],
    env,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const done = child.output().then(({ code, stdout, stderr }): Done => {
    const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    return { code, out, err };
  });
  return { child, done };
}

/** Runs `bench` to its end. */
export const bench = (args: string[], env: Record<string, string>): Promise<Done> =>
  startBench(args, env).done;

/** A run described by LLMPerf's flags, five requests at a time. */
export const benchFlags = (requests: number, tokensIn = 100, tokensOut = 20): string[] => [
  ...["--model", "m", "--llm-api", "openai", "--json"],
  ...["--mean-input-tokens", String(tokensIn), "--stddev-input-tokens", "0"],
  ...["--mean-output-tokens", String(tokensOut), "--stddev-output-tokens", "0"],
  ...["--max-num-completed-requests", String(requests), "--num-concurrent-requests", "5"],
];

/** Every file under a folder. */
export function* walk(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    if (entry.isDirectory) yield* walk(`${folder}/${entry.name}`);
    else yield `${folder}/${entry.name}`;
  }
}

/** Command lines of every process there is until `done`; what any user of the machine can read. */
export async function commandLinesUntil(done: Promise<unknown>): Promise<Set<string>> {
  const seen = new Set<string>();
  let over = false;
  done.finally(() => (over = true)).catch(() => {});
  while (!over) {
    for (const line of await commandLines()) seen.add(line);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return seen;
}

async function commandLines(): Promise<string[]> {
  if (Deno.build.os !== "linux") {
    const { stdout } = await new Deno.Command("ps", { args: ["-Awwo", "args"] }).output();
    return new TextDecoder().decode(stdout).split("\n");
  }
  const lines: string[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => ""); // it has ended
    lines.push(line.replaceAll("\0", " "));
  }
  return lines;
}
