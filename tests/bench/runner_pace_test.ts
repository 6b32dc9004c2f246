/** When a run sends its requests, and how it ends. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { chunk, done, event, head, lastChunk, rawServer } from "../support/server.ts";
import { run, stream, turn } from "./turns.ts";

/** As long as anything else would take. */
const anyWaitMs = 60_000;

/**
 * Counts requests under way. The first three are answered when all of them are there; of every three the first is the
 * slow one: it waits until the next three are begun, no longer than `patienceMs`.
 */
async function counting(patienceMs: number) {
  let now = 0;
  let most = 0;
  let came = 0;
  const waiting: { from: number; go: () => void }[] = [];
  const theOther = (from: number, ms: number) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const limit = setTimeout(resolve, ms);
    waiting.push({ from, go: resolve });
    return promise.finally(() => clearTimeout(limit));
  };
  /** Of the slow ones, whether the next was begun before they were answered. */
  const overtaken: boolean[] = [];
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    most = Math.max(most, ++now);
    const n = came++;
    for (const { from, go } of waiting) if (came >= from) go();
    if (came < 3) await theOther(3, anyWaitMs);
    if (n % 3 === 0 && n < 6) {
      if (came < n + 4) await theOther(n + 4, patienceMs);
      overtaken.push(came >= n + 4);
    }
    now--;
    response.setHeader("content-type", "text/event-stream");
    response.end(event({ content: "hi" }) + done);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    most: () => most,
    overtaken,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

Deno.test("runTurns() in waves waits for the slowest, in a closed loop for nobody", async () => {
  for (const load of ["waves", "closed"] as const) {
    // In a closed loop the next one comes, however late; in waves nobody does, and a while is enough to see it.
    const server = await counting(load === "closed" ? anyWaitMs : 100);
    try {
      const { rows } = await run(server.url, { load, concurrency: 3, turns: [turn(9)] });
      assert.equal(server.most(), 3);
      assert.deepEqual(rows.map(({ status }) => status), Array(9).fill("ok"));
      assert.deepEqual(server.overtaken, Array(2).fill(load === "closed"), load);
    } finally {
      await server.close();
    }
  }
});

Deno.test("runTurns() lets requests finish, or cuts them", async () => {
  for (const [say, status] of [["finish", "ok"], ["now", "incomplete"]] as const) {
    const said = Promise.withResolvers<void>();
    let [begun, looks] = [0, 0];
    const server = await rawServer(async (s) => {
      s.write(head() + chunk(event({ content: "one" })), () => begun++);
      await said.promise;
      if (say === "finish") s.write(chunk(event({ content: "two" }) + done) + lastChunk);
    });
    try {
      const { rows, texts } = await run(server.url, {
        shouldStop() {
          // Between two looks, a tenth of a second apart, the first words of both are read.
          if (begun < 2 || ++looks < 3) return "no";
          said.resolve();
          return say;
        },
      });
      assert.deepEqual(rows.map((r) => r.status), [status, status]);
      assert.equal(rows[0].error_class, null);
      assert.equal(texts[0].content, say === "finish" ? "onetwo" : "one");
      assert.ok(rows.every((r) => r.ttft_s !== null));
    } finally {
      await server.close();
    }
  }
});

Deno.test("runTurns() ends with the fault where onRow throws", async () => {
  const server = await rawServer((s) => void s.write(stream));
  try {
    await assert.rejects(
      run(server.url, {
        onRow() {
          throw new Error("disk full");
        },
      }),
      /disk full/,
    );
  } finally {
    await server.close();
  }
});
