/** A round in a process of its own: what breaks there ends no watch, and a watch that is killed ends it. */
import { fileURLToPath } from "node:url";
import { denoProcess } from "../processes/deno_process.ts";
import { grantsOf } from "../processes/grants.ts";
import { TextLineStream } from "../processes/lines.ts";
import type { Order } from "./order.ts";

export const mainProgram: string = fileURLToPath(new URL("../main.ts", import.meta.url));

export interface RoundProcess {
  /** Its exit status, and what it said last. */
  ended: Promise<{ code: number; said: string[] }>;
  /** Ends it at once; its finished rows are kept. */
  cut(): Promise<void>;
}

const keptLines = 20;

/** Starts a round. Everything that it says goes into the file `log` too. */
export function startRound(
  order: Order,
  log: string,
  heard: (line: string) => void,
): RoundProcess {
  const child = denoProcess(grantsOf("round"), [mainProgram, "round"], {
    keys: true,
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
    detached: true, // Ctrl-C in the terminal is heard by the watch, which ends the round
  }).spawn();
  const input = child.stdin.getWriter();
  const given = input.write(new TextEncoder().encode(JSON.stringify(order) + "\n"));
  return {
    ended: (async () => {
      await given.catch(() => {}); // it ended before it read: its status says so
      const said = await keepLines(child.stderr, log, heard);
      const { code } = await child.status;
      await input.close().catch(() => {});
      return { code, said };
    })(),
    cut: () => input.close().catch(() => {}),
  };
}

/** Writes the lines of a program into a file as they come, while the disk has room; returns the last of them. */
export async function keepLines(
  stream: Deno.ChildProcess["stderr"],
  path: string,
  heard: (line: string) => void = () => {},
): Promise<string[]> {
  const last: string[] = [];
  const file = await Deno.open(path, { write: true, create: true, truncate: true })
    .catch(() => null);
  const encoder = new TextEncoder();
  const lines = stream.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
  try {
    for await (const line of lines) {
      await file?.write(encoder.encode(line + "\n")).catch(() => {});
      if (last.push(line) > keptLines) last.shift();
      heard(line);
    }
  } finally {
    file?.close();
  }
  return last;
}
