/**
 * What a run holds in memory: `deno task bench:memory [--rounds N]`, five rounds where nothing is said.
 *
 * The most resident memory of the whole command from its start to its end, sealing and summary included: 1,000 streams
 * at once, beside the bare stack; and 60,000 short requests beside 1,000, over 50 streams. Needs Linux.
 */
import type { Load } from "./client.ts";
import { runCommand } from "./command.ts";
import { median, print, roundsAsked, runClient, startServer } from "./rounds.ts";

const server = await startServer();
const ours = async (load: Load): Promise<number> => {
  const { peakMiB, folder } = await runCommand(load);
  await Deno.remove(folder, { recursive: true });
  return peakMiB;
};
const many = { url: `${server.url}/paced/100/50/v1`, streams: 1000, requests: 2000, events: 100 };
const short = (requests: number): Load => ({
  url: `${server.url}/flood/5/5/v1`,
  streams: 50,
  requests,
  events: 5,
});
const found: Record<"bare" | "many" | "few" | "long", number[]> = {
  bare: [],
  many: [],
  few: [],
  long: [],
};
for (let round = 0; round < roundsAsked(); round++) {
  found.bare.push((await runClient("bare", many)).peakMiB);
  found.many.push(await ours(many));
  found.few.push(await ours(short(1000)));
  found.long.push(await ours(short(60_000)));
}
await server.close();
const row = (what: string, values: number[], beside: number[]) => ({
  what,
  peak_mib: median(values),
  beside_mib: median(beside),
  ratio: median(values.map((value, i) => value / beside[i])),
});
const rows = [
  row("1,000 streams, beside the bare stack", found.many, found.bare),
  row("60,000 requests, beside 1,000", found.long, found.few),
];
print(`Peak resident memory, MiB (medians of ${roundsAsked()} rounds)`, rows, {
  bench: "memory",
  rounds: roundsAsked(),
  rows,
});
