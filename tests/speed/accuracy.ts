/**
 * How far a TTFT is from the truth: `deno task bench:accuracy [--rounds N] [--workers N]`, five rounds and one event
 * loop of ours where nothing is said.
 *
 * The server stamps when a request had come and when its first token went; the difference is the truth. A client's
 * TTFT runs from before its request left to after the token came, so it is longer by what the client adds, and by some
 * hundredths of a millisecond of the way. Streams start at once, as a wave does; 20 events a second each.
 */
import type { Load, Who } from "./client.ts";
import {
  median,
  print,
  quantile,
  roundsAsked,
  runClient,
  startServer,
  workersAsked,
} from "./rounds.ts";

const events = 40;
const gapMs = 50;
const levels = [10, 100, 500, 1000];
const clients = ["bare", "ours"] satisfies Who[];

interface Errors {
  /** TTFT less the truth: 99 of 100 are at or below. */
  p99: number;
  median: number;
  /** From the stamp `started` until the request had come, of the first request of every stream, the latest. */
  start: number;
}

const server = await startServer();
const found = [];
for (const streams of levels) {
  const load: Load = {
    url: `${server.url}/paced/${events}/${gapMs}/v1`,
    streams,
    requests: Math.max(100, 3 * streams),
    events,
    workers: workersAsked(),
  };
  const quick: Load = {
    ...load,
    workers: 1,
    url: `${server.url}/flood/1000/1/v1`,
    streams: 16,
    requests: 32,
  };
  const errors: Record<(typeof clients)[number], Errors[]> = { bare: [], ours: [] };
  const late: number[] = [];
  for (let round = 0; round < roundsAsked(); round++) {
    for (const who of clients) {
      await server.stamps();
      const { seen } = await runClient(who, { ...load, warmUp: { ...quick, events: 1000 } });
      const { requests, origin_ms, late_p99_ms } = await server.stamps();
      if (seen.rows !== load.requests) throw new Error(`${who} made ${seen.rows} requests`);
      const off: number[] = [];
      const starts: [number, number][] = [];
      for (const [id, [arrived, first]] of Object.entries(requests)) {
        off.push(seen.ttftMs[id] - (first - arrived));
        starts.push([seen.startedMs[id], origin_ms + arrived - seen.startedMs[id]]);
      }
      const wave = starts.toSorted((a, b) => a[0] - b[0]).slice(0, streams).map(([, lag]) => lag);
      errors[who].push({ p99: quantile(off, 0.99), median: median(off), start: Math.max(...wave) });
      late.push(late_p99_ms);
    }
  }
  const ratios = errors.ours.map(({ p99 }, i) => p99 / errors.bare[i].p99);
  const of = (who: "bare" | "ours", name: keyof Errors) => median(errors[who].map((e) => e[name]));
  found.push({
    streams: String(streams),
    bare_p99_ms: of("bare", "p99"),
    ours_p99_ms: of("ours", "p99"),
    ours_to_bare: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    bare_median_ms: of("bare", "median"),
    ours_median_ms: of("ours", "median"),
    bare_start_ms: of("bare", "start"),
    ours_start_ms: of("ours", "start"),
    server_late_p99_ms: median(late),
  });
}
await server.close();
print(
  `Error of the TTFT, milliseconds: medians of ${roundsAsked()} rounds, also of the ratios`,
  found,
  { bench: "accuracy", rounds: roundsAsked(), levels: found },
);
