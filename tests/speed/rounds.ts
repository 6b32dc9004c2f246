/** Rounds of clients side by side, each against the same server: what is compared was measured in the same minutes. */
import { smallHeap } from "../../benchmarks/processes/grants.ts";
import type { Cost, Load, Who } from "./client.ts";
import type { Stamps } from "./server.ts";

const script = (name: string) => new URL(name, import.meta.url).pathname;
const command = (args: string[]) =>
  new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", ...args],
    stdout: "piped",
    stderr: "piped",
    stdin: "null",
  });

export interface Server {
  url: string;
  /** What it noted since it was last asked. */
  stamps(): Promise<Stamps>;
  /** Processor time that it used until now, seconds; 0 where the system does not tell. */
  cpuS(): number;
  close(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const child = command([script("server.ts")]).spawn();
  const reader = child.stdout.getReader();
  const port = new TextDecoder().decode((await reader.read()).value).trim();
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    stamps: async () => await (await fetch(`${url}/stamps`)).json(),
    cpuS() {
      const stat = Deno.readTextFileSync(`/proc/${child.pid}/stat`).split(") ")[1].split(" ");
      return (Number(stat[11]) + Number(stat[12])) / 100;
    },
    async close() {
      child.kill();
      await Promise.all([reader.cancel(), child.stderr.cancel(), child.status]);
    },
  };
}

/** Runs one client in a process of its own. Throws with what it said where it fails. */
export async function runClient(
  who: Who,
  load: Load & { warmUp?: Load },
  flags: string[] = [],
): Promise<Cost> {
  // As `deno task bench` runs it.
  const own = who === "ours" ? [smallHeap] : [];
  const args = [...own, ...flags, script("client.ts"), who, JSON.stringify(load)];
  const { success, stdout, stderr } = await command(args).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`The client ${who} failed:\n${text(stderr)}`);
  return JSON.parse(text(stdout));
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The smallest of them that so large a share is at or below. */
export const quantile = (values: number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * p) - 1)];

/** How many rounds the command line asks for: `--rounds N`, five where it says nothing and none is `usual`. */
export const roundsAsked = (usual = 5): number => asked("--rounds", usual);

/** How many event loops of ours share a load: `--workers N`, one where it says nothing. */
export const workersAsked = (): number => asked("--workers", 1);

function asked(flag: string, otherwise: number): number {
  const at = Deno.args.indexOf(flag);
  const value = at < 0 ? otherwise : Number(Deno.args[at + 1]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${flag} needs a whole number`);
  return value;
}

/** Prints rows in columns, and what was found as one line of JSON. */
export function print(title: string, rows: Row[], found: unknown): void {
  printTable(title, rows);
  console.log(JSON.stringify(found));
}

type Row = Record<string, string | number>;

/** Prints rows in columns. */
export function printTable(title: string, rows: Row[]): void {
  const names = Object.keys(rows[0]);
  const cell = (value: string | number) =>
    typeof value === "string" ? value : value.toFixed(Math.abs(value) >= 100 ? 0 : 2);
  const lines = [names, ...rows.map((row) => names.map((name) => cell(row[name])))];
  const widths = names.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const padded = lines.map((line) =>
    line.map((text, i) => i ? text.padStart(widths[i]) : text.padEnd(widths[i])).join("  ")
  );
  console.log(`${title}\n${padded.join("\n")}`);
}
