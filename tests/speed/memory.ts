/**
 * What a run holds in memory: `deno task bench:memory [--rounds N]`, five rounds where nothing is said.
 *
 * The most resident memory of the process that drives it: 1,000 streams at once, beside the bare stack; and 60,000
 * requests beside 1,000, over 50 streams.
 */
import type { Load, Who } from "./client.ts";
import { median, print, roundsAsked, runClient, startServer } from "./rounds.ts";

const server = await startServer();
const peaks = async (who: Who, path: string, load: Omit<Load, "url">): Promise<number[]> => {
  const all: number[] = [];
  for (let round = 0; round < roundsAsked(); round++) {
    const { peakMiB } = await runClient(who, { ...load, url: `${server.url}/${path}/v1` });
    all.push(peakMiB);
  }
  return all;
};
const many = { streams: 1000, requests: 2000, events: 100 };
const [bare, ours] = [
  await peaks("bare", "paced/100/50", many),
  await peaks("ours", "paced/100/50", many),
];
const [few, long] = [
  await peaks("ours", "flood/20/1", { streams: 50, requests: 1000, events: 20 }),
  await peaks("ours", "flood/20/1", { streams: 50, requests: 60_000, events: 20 }),
];
await server.close();
const row = (what: string, values: number[], beside: number[]) => ({
  what,
  peak_mib: median(values),
  beside_mib: median(beside),
  ratio: median(values.map((value, i) => value / beside[i])),
});
const found = [
  row("1,000 streams, beside the bare stack", ours, bare),
  row("60,000 requests, beside 1,000", long, few),
];
print(`Peak resident memory, MiB (medians of ${roundsAsked()} rounds)`, found, {
  bench: "memory",
  rounds: roundsAsked(),
  rows: found,
});
