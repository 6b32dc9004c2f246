/**
 * What reading costs: `deno task bench:throughput [--rounds N] [--workers N]`, five rounds and one event loop of ours
 * where nothing is said.
 *
 * Processor time per event of three clients beside each other: bytes counted only, the bare stack (undici's dispatch,
 * eventsource-parser, JSON.parse), and our whole path to the journalled row. A flood tells what a core can carry, a
 * pace what a run costs. That the server holds nobody up stands beside: `server_busy` is the most of a core that it
 * used while a client was served, of one that it has to itself, and `server_late_p99_ms` how late it sent at a pace.
 * What a process pays once, as for compiling what runs often, is part of each; two lengths of the same streams tell
 * it from what an event more costs.
 */
import type { Cost, Load, Who } from "./client.ts";
import { median, print, roundsAsked, runClient, startServer, workersAsked } from "./rounds.ts";

const pace = { streams: 100, requests: 100 };
const scenes = [
  {
    name: "flood, an event a write",
    path: "flood/1000/1",
    streams: 16,
    requests: 320,
    events: 1000,
  },
  { name: "flood, 50 a write", path: "flood/1000/50", streams: 16, requests: 320, events: 1000 },
  { name: "100 streams, 50 events/s", path: "paced/300/20", ...pace, events: 300 },
  { name: "the same, three times as long", path: "paced/900/20", ...pace, events: 900 },
];
const clients: Who[] = ["bytes", "bare", "ours"];

const server = await startServer();
const found = [];
/** Processor time of a client in a round, seconds, scene by scene. */
const spent: Record<Who, number[]>[] = [];
for (const { name, path, ...size } of scenes) {
  const load: Load = { url: `${server.url}/${path}/v1`, ...size, workers: workersAsked() };
  const quick: Load = {
    url: `${server.url}/flood/1000/1/v1`,
    streams: 16,
    requests: 48,
    events: 1000,
  };
  const events = load.requests * load.events;
  const perEvent: Record<Who, number[]> = { bytes: [], bare: [], ours: [] };
  spent.push({ bytes: [], bare: [], ours: [] });
  const [busy, late]: number[][] = [[], []];
  for (let round = 0; round < roundsAsked(); round++) {
    for (const who of clients) {
      await server.stamps();
      const before = server.cpuS();
      const { cpuS, wallS, seen }: Cost = await runClient(who, { ...load, warmUp: quick });
      if (who !== "bytes" && seen.tokens !== events) throw new Error(`${who} read ${seen.tokens}`);
      spent.at(-1)![who].push(cpuS);
      perEvent[who].push(cpuS / events);
      busy.push((server.cpuS() - before) / wallS); // also of the answers to the rehearsal
      late.push((await server.stamps()).late_p99_ms);
    }
  }
  const ratios = perEvent.ours.map((own, i) => own / perEvent.bare[i]);
  const us = (values: number[]) => median(values) * 1e6;
  found.push({
    scene: name,
    bytes_us: us(perEvent.bytes),
    bare_us: us(perEvent.bare),
    ours_us: us(perEvent.ours),
    server_busy: Math.max(...busy),
    server_late_p99_ms: median(late),
    bare_events_per_cpu_s: 1 / median(perEvent.bare),
    ours_events_per_cpu_s: 1 / median(perEvent.ours),
    ours_to_bare: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  });
}
await server.close();
const [short, long] = spent.slice(-2);
const [less, more] = scenes.slice(-2).map(({ requests, events }) => requests * events);
const eventMore = Object.fromEntries(
  clients.map((
    who,
  ) => [`${who}_us`, (median(long[who]) - median(short[who])) / (more - less) * 1e6]),
);
const [bare, ours] = [eventMore.bare_us, eventMore.ours_us];
console.log(
  `An event more at that pace: bare ${bare.toFixed(1)}, ours ${ours.toFixed(1)} microseconds, ` +
    `${(ours / bare).toFixed(2)} of it`,
);
print(
  `Processor time per event, microseconds: medians of ${roundsAsked()} rounds, also of the ratios`,
  found,
  { bench: "throughput", rounds: roundsAsked(), scenes: found, event_more: eventMore },
);
