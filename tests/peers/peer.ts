/** What every peer needs: fetching it, running it on loopback, driving it with the harness, checking rows. */
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import process from "node:process";
import type { Row } from "../../benchmarks/record/record.ts";
import { run } from "../support/bench.ts";

const text = new TextDecoder();

/** Runs a command to its end; throws with its last words where it fails. */
export async function must(
  command: string,
  args: string[],
  options: Pick<Deno.CommandOptions, "cwd" | "env"> = {},
): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(command, { ...options, args })
    .output();
  const said = () => `${text.decode(stdout)}${text.decode(stderr)}`.slice(-4000);
  if (!success) throw new Error(`${command} ${args.join(" ")} failed:\n${said()}`);
}

/** How an environment is made. */
interface Making {
  /** Leaves out what the packages depend on. */
  alone?: boolean;
  /** Packages that come after the others, without what they depend on. */
  then?: string[];
  /** The least version of Python, as in 3.12; `PEER_PYTHON` names one that is not found by its name. */
  python?: number;
}

/** A folder with a Python environment that holds `packages`, kept for the next run. Answers with its path. */
export async function pythonWith(
  name: string,
  packages: string[],
  { alone = false, then = [], python = 3.9 }: Making = {},
): Promise<string> {
  const folder = `${tmpdir()}/tokenboard-peers/${name}`;
  const done = `${folder}/installed.txt`;
  const wanted = [...packages, ...then].join("\n");
  if (await Deno.readTextFile(done).catch(() => "") === wanted) return folder;
  console.log(`Fetching ${[...packages, ...then].join(", ")} into ${folder}`);
  await must(await pythonOf(python), ["-m", "venv", folder]);
  const pip = (packages: string[], alone: boolean) => {
    const options = ["--quiet", ...(alone ? ["--no-deps"] : [])];
    return must(`${folder}/bin/python3`, ["-m", "pip", "install", ...options, ...packages]);
  };
  await pip(packages, alone);
  if (then.length) await pip(then, true);
  await Deno.writeTextFile(done, wanted);
  return folder;
}

/** The command of the first Python that is new enough. */
async function pythonOf(least: number): Promise<string> {
  const named = Deno.env.get("PEER_PYTHON");
  const code = `import sys; sys.exit(sys.version_info < (3, ${String(least).slice(2)}))`;
  for (const command of [...named ? [named] : [], "python3", `python${least}`, "python3.13"]) {
    const { success } = await new Deno.Command(command, { args: ["-c", code] }).output()
      .catch(() => ({ success: false }));
    if (success) return command;
  }
  throw new Error(`There is no Python ${least} or newer; PEER_PYTHON may name one`);
}

/** The folder of an installed Python package. */
export async function packageFolder(environment: string, name: string): Promise<string> {
  for await (const entry of Deno.readDir(`${environment}/lib`)) {
    const folder = `${environment}/lib/${entry.name}/site-packages/${name}`;
    if (await Deno.stat(folder).then(() => true, () => false)) return folder;
  }
  throw new Error(`There is no package ${name} in ${environment}`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

export interface Peer {
  url: string;
  /** What it wrote so far, to both its streams. */
  log(): string;
  stop(signal?: Deno.Signal): Promise<void>;
}

/** Starts a server and waits until `path` answers with a success. Throws with its words where it does not. */
export async function serve(
  command: string,
  args: string[],
  port: number,
  path: string,
  env: Record<string, string> = {},
): Promise<Peer> {
  const child = new Deno.Command(command, { args, env, stdout: "piped", stderr: "piped" }).spawn();
  let log = "";
  const reading = [child.stdout, child.stderr].map(async (stream) => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) log += part;
  });
  const url = `http://127.0.0.1:${port}`;
  let ended: Deno.CommandStatus | null = null;
  void child.status.then((status) => ended = status);
  const stop = async (signal: Deno.Signal = "SIGTERM") => {
    if (!ended) child.kill(signal);
    await Promise.all([child.status, ...reading]);
  };
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(url + path).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return { url, log: () => log, stop };
    if (ended) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop("SIGKILL");
  throw new Error(`${command} did not come up (${JSON.stringify(ended)}):\n${log.slice(-2000)}`);
}

export interface Load {
  /** The protocol; chat completions where it is left out. */
  api?: string;
  base: string;
  key: string;
  model: string;
  input: number;
  output: number;
  requests: number;
  concurrency?: number;
  /** Fields of the request's body. */
  params?: Record<string, unknown>;
  requestTimeout?: number;
}

/** Runs the benchmark as a person would and answers with its rows. */
export async function bench(load: Load): Promise<{ code: number; rows: Row[]; err: string }> {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-peer-" });
  const { code, err } = await benchInto(folder, load);
  const query = "select * from requests order by request_index";
  const { out } = await run(["sql", "--json", `--results-dir=${folder}`, query]);
  await Deno.remove(folder, { recursive: true });
  if (!out.startsWith("[{")) throw new Error(`The harness left no rows:\n${err}`);
  return { code, rows: JSON.parse(out), err };
}

/** The same into a folder of results that is kept; `more` are further options. */
export const benchInto = (folder: string, load: Load, more: string[] = []) =>
  run([
    "bench",
    `--llm-api=${load.api ?? "openai"}`,
    `--base-url=${load.base}`,
    `--model=${load.model}`,
    `--mean-input-tokens=${load.input}`,
    "--stddev-input-tokens=0",
    `--mean-output-tokens=${load.output}`,
    "--stddev-output-tokens=0",
    `--max-num-completed-requests=${load.requests}`,
    `--num-concurrent-requests=${load.concurrency ?? 2}`,
    `--additional-sampling-params=${JSON.stringify(load.params ?? {})}`,
    `--request-timeout=${load.requestTimeout ?? 120}`,
    "--timeout=900",
    "--no-site",
    "--json",
    `--results-dir=${folder}`,
    ...more,
  ], { OPENAI_API_BASE: load.base, OPENAI_API_KEY: load.key, NO_PROXY: "127.0.0.1" });

let passed = 0;
let failed = 0;

/** One thing that must hold; `seen` is printed beside it. */
export function check(what: string, holds: boolean, seen?: unknown): void {
  if (holds) passed++;
  else failed++;
  const beside = seen === undefined ? "" : `: ${JSON.stringify(seen)}`;
  console.log(`${holds ? "ok" : "FAILED"}  ${what}${beside}`);
}

/** Every row says what was expected of it. */
export function checkRows(what: string, rows: Row[], expected: Partial<Row>): void {
  const names = Object.keys(expected) as (keyof Row)[];
  const bad = rows.filter((row) => names.some((name) => row[name] !== expected[name]));
  const seen = (bad.length ? bad.slice(0, 2) : rows.slice(0, 1))
    .map((row) => names.map((name) => row[name]));
  check(`${what} (${names.join(", ")})`, rows.length > 0 && bad.length === 0, seen);
}

/** Prints the count and ends the process: 0 where everything held. */
export function end(): never {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed || !passed ? 1 : 0);
}
