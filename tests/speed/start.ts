/**
 * How soon a run begins, and how far its first answer is from the truth: `deno task bench:start [--rounds N]`, five
 * rounds where nothing is said.
 *
 * Seconds from the start of the process until the server has the first request; and milliseconds by which the TTFT of
 * the first answer is longer than the server knows, beside the bare stack in a process as cold.
 */
import { openStore } from "../../benchmarks/store/views.ts";
import type { Load, Seen } from "./client.ts";
import { runCommand } from "./command.ts";
import type { Stamps } from "./server.ts";
import { median, print, roundsAsked, runClient, startServer } from "./rounds.ts";

const server = await startServer();
const load: Load = { url: `${server.url}/paced/5/50/v1`, streams: 1, requests: 3, events: 5 };

/** Of the request that came first. */
function first({ requests, origin_ms }: Stamps, startedMs: number, ttftMs: Seen["ttftMs"]) {
  const all = Object.entries(requests).toSorted(([, [a]], [, [b]]) => a - b);
  const [id, [arrived, sent]] = all[0];
  return { afterS: (origin_ms + arrived - startedMs) / 1000, off: ttftMs[id] - (sent - arrived) };
}

/** The TTFT of each request of a run. */
async function ttftsOf(folder: string): Promise<Seen["ttftMs"]> {
  const db = await openStore(folder);
  const { rows } = await db.query("SELECT request_id, ttft_s * 1000 AS ms FROM requests");
  db.close();
  await Deno.remove(folder, { recursive: true });
  return Object.fromEntries(rows.map(({ request_id, ms }) => [request_id, ms as number]));
}

const found: Record<"bare" | "ours", ReturnType<typeof first>[]> = { bare: [], ours: [] };
for (let round = 0; round < roundsAsked(); round++) {
  const begunMs = Date.now();
  const { seen } = await runClient("bare", load);
  found.bare.push(first(await server.stamps(), begunMs, seen.ttftMs));
  const { startedMs, folder } = await runCommand(load);
  found.ours.push(first(await server.stamps(), startedMs, await ttftsOf(folder)));
}
await server.close();
const rows = Object.entries(found).map(([who, all]) => ({
  who,
  first_request_s: median(all.map(({ afterS }) => afterS)),
  first_ttft_error_ms: median(all.map(({ off }) => off)),
  lowest_ms: Math.min(...all.map(({ off }) => off)),
  highest_ms: Math.max(...all.map(({ off }) => off)),
}));
print(`The first request and its answer (medians of ${roundsAsked()} rounds)`, rows, {
  bench: "start",
  rounds: roundsAsked(),
  rows,
});
