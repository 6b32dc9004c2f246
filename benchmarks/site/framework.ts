/** Observable Framework's command line, in a process of its own. */
import { denoProcess, pagesMaySpend } from "../processes/deno_process.ts";
import { frameworkGrants, pageGrants } from "../processes/grants.ts";
import { type Said, saidIn } from "./notebooks/said.ts";
import { TextLineStream } from "../processes/lines.ts";

const program = "node_modules/@observablehq/framework/dist/bin/observable.js";
const liveProgram = "benchmarks/site/live.ts";

/** What the framework's configuration is told. */
export interface Setting {
  /** Folder of the finished site. */
  dist: string;
  /** Names of the store's providers, the first measured first. */
  providers: string[];
  /** Files of the site that could not be made, and why. */
  faults?: Map<string, string>;
}

function command(
  { dist, providers, faults = new Map() }: Setting,
  args: string[],
  signal?: AbortSignal,
) {
  const run = [args[0] === "preview" ? liveProgram : program, ...args];
  return denoProcess(frameworkGrants(), [...run, "--config", "observablehq.config.ts"], {
    keys: pagesMaySpend(),
    env: {
      OBSERVABLE_TELEMETRY_DISABLE: "1",
      // What opens browsers looks on loading for a file below /proc, which needs every permission; none is opened here.
      __IS_WSL_TEST__: "1",
      TOKENBOARD_DENO: JSON.stringify([Deno.execPath(), "run", "--quiet", ...pageGrants()]),
      TOKENBOARD_DIST: dist,
      TOKENBOARD_PROVIDERS: JSON.stringify(providers),
      TOKENBOARD_LOADER_FAULTS: JSON.stringify(Object.fromEntries(faults)),
    },
    stdout: "piped",
    stderr: "piped",
    signal,
  });
}

/**
 * Serves the site live until interrupted; a signal to this process ends the server too. Returns the exit status. What
 * the framework and its loaders say is printed by lines, for an error of theirs may hold text of others.
 */
export async function previewWithFramework(setting: Setting, args: string[]): Promise<number> {
  const child = command(setting, ["preview", ...args]).spawn();
  const said = Promise.all([
    eachLine(child.stdout, (line) => console.log(line)),
    eachLine(child.stderr, (line) => {
      const said = saidIn(line);
      if (!said) console.error(line);
      else if ("fault" in said) console.error(`${said.page}: ${said.fault}`);
    }),
  ]);
  // In a terminal Ctrl-C reaches both; a supervisor ends this process alone.
  const pass = (signal: Deno.Signal) => () => {
    try {
      child.kill(signal);
    } catch { /* it has ended */ }
  };
  const passed = (["SIGINT", "SIGTERM", "SIGHUP"] as const).map((s) => [s, pass(s)] as const);
  passed.forEach(([signal, listener]) => Deno.addSignalListener(signal, listener));
  try {
    const { code } = await child.status;
    // A loader that outlives it holds its output open.
    await Promise.race([said, new Promise((resolve) => setTimeout(resolve, 500))]);
    return code;
  } finally {
    passed.forEach(([signal, listener]) => Deno.removeSignalListener(signal, listener));
  }
}

// deno-lint-ignore no-control-regex
const plain = (coloured: string) => coloured.replace(/\x1b\[[\d;]*m/g, "");

async function eachLine(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  hear: (line: string) => void,
): Promise<void> {
  const lines = stream.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
  for await (const line of lines) hear(plain(line));
}

/**
 * Builds the site. `step` hears of each page when it is read, and again when it is written. Returns whether it went
 * well, what the framework printed, and what is said of notebooks.
 */
export async function buildWithFramework(
  setting: Setting,
  signal: AbortSignal,
  step: (done: number, page: string) => void,
): Promise<{ ok: boolean; output: string; said: Said[] }> {
  const child = command(setting, ["build"], signal).spawn();
  let [output, faults] = ["", ""];
  const said: Said[] = [];
  const heard = eachLine(child.stderr, (line) => {
    const one = saidIn(line);
    if (one) said.push(one);
    else faults += `${line}\n`;
  });
  let done = 0;
  await eachLine(child.stdout, (line) => {
    output += `${line}\n`;
    const page = /^(?:load|render) (\/\S+)/.exec(line);
    if (page) step(++done, page[1]);
  });
  await heard;
  return { ok: (await child.status).success, output: output + faults, said };
}
