/** Observable Framework's command line, in a process of its own. */
import { denoProcess, pagesMaySpend } from "../processes/deno_process.ts";
import { frameworkGrants, pageGrants } from "../processes/grants.ts";
import { TextLineStream } from "../simulator/lines.ts";

const program = "node_modules/@observablehq/framework/dist/bin/observable.js";
const liveProgram = "benchmarks/site/live.ts";

/** What the framework's configuration is told. */
export interface Setting {
  /** Folder of the finished site. */
  dist: string;
  /** Names of the store's providers, the first measured first. */
  providers: string[];
}

function command(
  { dist, providers }: Setting,
  args: string[],
  output: "piped" | "inherit",
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
    },
    stdout: output,
    stderr: output,
    signal,
  });
}

/** Serves the site live until interrupted; a signal to this process ends the server too. Returns the exit status. */
export async function previewWithFramework(setting: Setting, args: string[]): Promise<number> {
  const child = command(setting, ["preview", ...args], "inherit").spawn();
  // In a terminal Ctrl-C reaches both; a supervisor ends this process alone.
  const pass = (signal: Deno.Signal) => () => {
    try {
      child.kill(signal);
    } catch { /* it has ended */ }
  };
  const passed = (["SIGINT", "SIGTERM", "SIGHUP"] as const).map((s) => [s, pass(s)] as const);
  passed.forEach(([signal, listener]) => Deno.addSignalListener(signal, listener));
  try {
    return (await child.status).code;
  } finally {
    passed.forEach(([signal, listener]) => Deno.removeSignalListener(signal, listener));
  }
}

// deno-lint-ignore no-control-regex
const plain = (coloured: string) => coloured.replace(/\x1b\[[\d;]*m/g, "");

/**
 * Builds the site. `step` hears of each page when it is read, and again when it is written. Returns
 * whether it went well, and what the framework printed.
 */
export async function buildWithFramework(
  setting: Setting,
  signal: AbortSignal,
  step: (done: number, page: string) => void,
): Promise<{ ok: boolean; output: string }> {
  const child = command(setting, ["build"], "piped", signal).spawn();
  const faults = new Response(child.stderr).text();
  let output = "";
  let done = 0;
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
  for await (const coloured of lines) {
    const line = plain(coloured);
    output += `${line}\n`;
    const page = /^(?:load|render) (\/\S+)/.exec(line);
    if (page) step(++done, page[1]);
  }
  output += plain(await faults);
  return { ok: (await child.status).success, output };
}
