/**
 * One client under one load, in a process of its own; prints what it cost as one line of JSON.
 * `client.ts WHO LOAD`, where WHO is bytes, bare or ours and LOAD is JSON.
 */
import { runBare } from "./bare.ts";

export type Who = "bytes" | "bare" | "ours";

/** The base URL says what is answered (`server.ts`). */
export interface Load {
  url: string;
  streams: number;
  requests: number;
  /** Tokens of an answer. */
  events: number;
  /** Event loops of ours that share it (default: 1). */
  workers?: number;
}

/** What a client saw. Times by `x-request-id`, milliseconds: from `started`, and on the wall. */
export interface Seen {
  bytes: number;
  tokens: number;
  rows: number;
  ttftMs: Record<string, number>;
  startedMs: Record<string, number>;
}

/** What it cost: processor time of all its threads, and the most memory that it ever held. */
export interface Cost {
  cpuS: number;
  wallS: number;
  peakMiB: number;
  seen: Seen;
}

/** User and system time of all threads of this process, seconds; the system counts it in hundredths. */
function cpuSeconds(): number {
  const stat = Deno.readTextFileSync("/proc/self/stat").split(") ")[1].split(" ");
  return (Number(stat[11]) + Number(stat[12])) / 100;
}

const peakMiB = (): number => {
  const status = Deno.readTextFileSync("/proc/self/status");
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)![1]) / 1024;
};

async function costOf<T>(work: () => Promise<T>) {
  const [cpu, wall] = [cpuSeconds(), performance.now()];
  const result = await work();
  return { result, cpuS: cpuSeconds() - cpu, wallS: (performance.now() - wall) / 1000 };
}

if (import.meta.main) {
  const [who, given] = Deno.args as [Who, string];
  const load: Load & { warmUp?: Load } = JSON.parse(given);
  let cost: Cost;
  if (who === "ours") {
    const { planOurs } = await import("./ours.ts");
    if (load.warmUp) await (await planOurs(load.warmUp))();
    const run = await planOurs(load);
    const { result, cpuS, wallS } = await costOf(run);
    const peak = peakMiB();
    cost = { cpuS, wallS, peakMiB: peak, seen: await result() };
  } else {
    if (load.warmUp) await runBare(load.warmUp, who === "bytes");
    const { result, cpuS, wallS } = await costOf(() => runBare(load, who === "bytes"));
    cost = { cpuS, wallS, peakMiB: peakMiB(), seen: result };
  }
  console.log(JSON.stringify(cost));
  Deno.exit(0);
}
