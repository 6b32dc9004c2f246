/** Observable Framework's command line, in a process of its own. */
import { denoProcess, pagesMaySpend } from "../processes/deno_process.ts";
import { frameworkGrants, pageGrants } from "../processes/grants.ts";
import { type Said, saidIn, saidText } from "./notebooks/said.ts";
import { faultyStatements } from "./notebooks/statements.ts";
import { TextLineStream } from "../processes/lines.ts";

const program = "node_modules/@observablehq/framework/dist/bin/observable.js";
const liveProgram = "benchmarks/site/live.ts";
const pageProgram = "benchmarks/site/one_file/build_page.ts";

/** What the framework's configuration is told. */
export interface Setting {
  /** Folder of the finished site. */
  dist: string;
  /** Names of the store's providers, the first measured first. */
  providers: string[];
  /** Those of them whose answers came from a simulator. */
  simulated: string[];
  /** Files of the site that could not be made, and why. */
  faults?: Map<string, string>;
}

function command(
  { dist, providers, simulated, faults = new Map() }: Setting,
  args: string[],
  signal?: AbortSignal,
) {
  const programs: Record<string, string> = { preview: liveProgram, page: pageProgram };
  const run = [programs[args[0]] ?? program, ...args];
  return denoProcess(frameworkGrants(), [...run, "--config", "observablehq.config.ts"], {
    keys: pagesMaySpend(),
    env: {
      OBSERVABLE_TELEMETRY_DISABLE: "1",
      // What opens browsers looks on loading for a file below /proc, which needs every permission; none is opened here.
      __IS_WSL_TEST__: "1",
      TOKENBOARD_DENO: JSON.stringify([Deno.execPath(), "run", "--quiet", ...pageGrants()]),
      TOKENBOARD_DIST: dist,
      TOKENBOARD_PROVIDERS: JSON.stringify(providers),
      TOKENBOARD_SIMULATED: JSON.stringify(simulated),
      TOKENBOARD_LOADER_FAULTS: JSON.stringify(Object.fromEntries(faults)),
    },
    stdout: "piped",
    stderr: "piped",
    signal,
  });
}

/** A file that a loader made long ago is none. */
const isNews = (line: string): boolean => !/^load \S+ → \[(?:fresh|using stale)[^\]]*\]/.test(line);

/** Says what is wrong in pages; statements are tried when a page has said all of its own. */
function teller(): (said: Said) => void {
  let asked: Said[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** By page: a page is rendered again for every visitor. */
  const told = new Map<string, string>();
  const tryAll = async () => {
    const all = asked;
    asked = [];
    const faults = [
      ...all.filter((one) => !("sql" in one)),
      ...await faultyStatements(all).catch(() => []),
    ];
    for (const page of new Set(all.map((one) => one.page))) {
      const texts = new Set(faults.filter((one) => one.page === page).map(saidText));
      const text = [...texts].join("\n");
      if (text && text !== told.get(page)) console.error(text);
      told.set(page, text);
    }
  };
  return (said) => {
    asked.push(said);
    clearTimeout(waiting);
    waiting = setTimeout(tryAll, 300);
  };
}

/**
 * Serves the site live until interrupted; a signal to this process ends the server too. Returns the exit status. What
 * the framework and its loaders say is printed by lines, for an error of theirs may hold text of others.
 */
export async function previewWithFramework(setting: Setting, args: string[]): Promise<number> {
  const child = command(setting, ["preview", ...args]).spawn();
  const tell = teller();
  const said = Promise.all([
    eachLine(child.stdout, (line) => isNews(line) && console.log(line)),
    eachLine(child.stderr, (line) => {
      const said = saidIn(line);
      if (!said) console.error(line);
      else tell(said);
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

/**
 * Builds one page, as the file `out` that needs no other. Returns what is wrong, or "". `setting.dist` is a folder that
 * is made on the way.
 */
export async function buildPage(setting: Setting, page: string, out: string): Promise<string> {
  const child = command(setting, ["page", page, out]).spawn();
  let [output, faults] = ["", ""];
  const said: Said[] = [];
  const heard = eachLine(child.stderr, (line) => {
    const one = saidIn(line);
    if (one) said.push(one);
    else faults += `${line}\n`;
  });
  await eachLine(child.stdout, (line) => output += `${line}\n`);
  await heard;
  const wrong = said.filter((one) => "fault" in one).map(saidText).join("\n");
  if ((await child.status).success) return wrong;
  return [wrong, faults || output].filter(Boolean).join("\n");
}
