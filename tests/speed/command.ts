/** `deno task bench` whole, in a process of its own, from its start to its end. */
import { grantsOf } from "../../benchmarks/processes/grants.ts";
import { denoProcess } from "../../benchmarks/processes/deno_process.ts";
import type { Load } from "./client.ts";

export interface CommandCost {
  /** The most memory that it and what it started ever held, each at its own worst moment. */
  peakMiB: number;
  /** When it was started, milliseconds on the wall. */
  startedMs: number;
  /** The folder of its store, which has its one run; remove it. */
  folder: string;
}

const lookEveryMs = 20;
const textOf = (path: string) => {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return ""; // the process has ended
  }
};

/** A process and all that it started, the oldest first. */
const treeOf = (pid: number): number[] => [
  pid,
  ...textOf(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean)
    .flatMap((child) => treeOf(Number(child))),
];

/** Runs a load by the command, into a store of its own, without a site. Throws with what it said where it fails. */
export async function runCommand(load: Load): Promise<CommandCost> {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-speed-" });
  const config = `${folder}/speed.json`;
  await Deno.writeTextFile(
    config,
    JSON.stringify({
      name: "speed",
      mean_input_tokens: 50,
      mean_output_tokens: load.events,
      requests: load.requests,
      concurrency: load.streams,
      targets: [{ provider: "speed", model: "m", base_url: load.url }],
    }),
  );
  const startedMs = Date.now();
  const child = denoProcess(
    grantsOf("bench"),
    ["benchmarks/main.ts", "bench", config, "--no-site", "--yes"],
    {
      env: { TOKENBOARD_DATA: folder },
      cwd: new URL("../../", import.meta.url).pathname,
      stdout: "null",
      stderr: "piped",
    },
  ).spawn();
  const peaks = new Map<number, number>();
  const look = () => {
    for (const pid of treeOf(child.pid)) {
      const [, kB] = /^VmHWM:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`)) ?? [];
      if (kB) peaks.set(pid, Number(kB) / 1024);
    }
  };
  const timer = setInterval(look, lookEveryMs);
  const said = await new Response(child.stderr).text();
  const { code } = await child.status;
  clearInterval(timer);
  // On a busy machine the run may be invalid (1): what it held was held nevertheless.
  if (code > 1 || !said.includes("Rows:")) throw new Error(`The command failed:\n${said}`);
  const peakMiB = peaks.values().reduce((sum, peak) => sum + peak, 0);
  return { peakMiB, startedMs, folder };
}
