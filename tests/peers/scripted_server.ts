/**
 * A model server whose every answer is one and the same stream at one and the same pace, played by the simulator: what
 * two harnesses say of it differs by their definitions alone. Its events stand apart in time, so that each shows.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  chunk,
  content,
  done,
  finish,
  role,
  stream,
  timed,
  usage,
} from "../../benchmarks/simulator/faults/chat.ts";
import type { Script } from "../../benchmarks/simulator/faults/script.ts";
import { startPacer } from "../../benchmarks/simulator/pacer.ts";
import { play } from "../../benchmarks/simulator/play.ts";
import { readBody } from "../../benchmarks/simulator/request.ts";
import { monotonicMs } from "../../benchmarks/wire/clock.ts";

export const model = "scripted";
const four = "one two three four";
const reasoning = (text: string) => chunk({ reasoning_content: text });

/** 20 tokens of Llama 2's: 2 of reasoning, four times 4 of content, then 2 events in one arrival. */
const script: Script = {
  name: "scripted",
  line: "reasoning, then content",
  steps: timed([
    [200, role],
    [500, reasoning("yes")],
    [560, reasoning(" no")],
    [900, content(four)],
    [960, content(` ${four}`)],
    [1020, content(` ${four}`)],
    [1080, content(` ${four}`)],
    [1140, content(" five") + content(" six")],
    [1200, finish()],
    [1240, usage({ prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 })],
    [1280, done],
  ]),
};

/** What every other path answers. */
const models: Script = {
  name: "models",
  line: "nothing wrong: what other lines must equal",
  steps: stream([JSON.stringify({ object: "list", data: [{ id: model, object: "model" }] })], {
    head: { status: 200, headers: [["content-type", "application/json"]], framing: "length" },
    from_ms: 0,
  }),
};

/** Starts it on loopback; `answered` counts the requests of chat completions so far. */
export async function startScripted(): Promise<
  { url: string; answered(): number; close(): Promise<void> }
> {
  const pacer = await startPacer();
  let answered = 0;
  const server = createServer({ keepAliveTimeout: 600_000, noDelay: true }, async (request) => {
    await readBody(request);
    const arrived = monotonicMs();
    if (request.method === "POST") answered++;
    // Both past the HTTP server: it would hold an answer of its own back until one that it does not see has ended.
    await play(pacer, request.socket, request.method === "POST" ? script : models, arrived, {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered: () => answered,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      pacer.stop();
    },
  };
}
