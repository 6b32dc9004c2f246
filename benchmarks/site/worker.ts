/**
 * Runs page programs and loaders one after the other in one process, which loads their modules and DuckDB once. A line
 * of standard input is a job, a line of standard output its answer; what a program prints goes to the job's file.
 */
import process from "node:process";
import { pathToFileURL } from "node:url";
import { onlyShow } from "../report/terminal.ts";
import { TextLineStream } from "../processes/lines.ts";
import type { Output } from "./outputs.ts";
import { partialOf } from "./partial.ts";

/** A program's modules stay in memory with what they hold; a process that grew to this is not used again. */
const rssLimitBytes = 400e6;

const [answers, encoder] = [Deno.stdout, new TextEncoder()];
let jobs = 0;
onlyShow();
const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream())
  .pipeThrough(new TextLineStream());
for await (const line of lines) {
  const error = await run(JSON.parse(line)).then(() => null, (e: Error) => e.stack ?? String(e));
  const last = Deno.memoryUsage().rss > rssLimitBytes;
  await answers.write(encoder.encode(JSON.stringify({ error, last }) + "\n"));
  if (last) break;
}
Deno.exit();

/** Runs the program of an output as a process of its own would, and puts what it printed in place when it is whole. */
async function run({ program, args, file }: Output): Promise<void> {
  const partial = partialOf(file, Deno.pid);
  await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
  const printed = await Deno.open(partial, { create: true, truncate: true, write: true });
  Object.defineProperty(Deno, "stdout", { value: printed, configurable: true });
  Object.defineProperty(Deno, "args", { value: args, configurable: true });
  process.argv.splice(2, Infinity, ...args);
  console.log = (...words) => {
    const text = words.map((word) => typeof word === "string" ? word : Deno.inspect(word)).join(
      " ",
    );
    printed.writeSync(encoder.encode(`${text}\n`));
  };
  try {
    // A module runs once per address.
    await import(`${pathToFileURL(program)}?job=${jobs++}`);
    await Deno.rename(partial, file);
  } catch (error) {
    await Deno.remove(partial);
    throw error;
  } finally {
    try {
      printed.close();
    } catch { /* a program that piped into it has closed it */ }
  }
}
