/** When a run sends its requests, and how it ends. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { Row } from "../../benchmarks/record/record.ts";
import { sleep } from "../../benchmarks/wire/clock.ts";
import { chunk, done, event, head, lastChunk, rawServer } from "../support/server.ts";
import { run, stream, turn } from "./turns.ts";

/** Counts requests under way; answers after 30 ms, or 90 ms for every third. */
async function counting() {
  let now = 0;
  let most = 0;
  const alone: boolean[] = [];
  let served = 0;
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    most = Math.max(most, ++now);
    await sleep(served++ % 3 === 0 ? 90 : 30);
    alone.push(now === 1);
    now--;
    response.setHeader("content-type", "text/event-stream");
    response.end(event({ content: "hi" }) + done);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    most: () => most,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

Deno.test("runTurns() in waves waits for the slowest, in a closed loop for nobody", async () => {
  for (const load of ["waves", "closed"] as const) {
    const server = await counting();
    try {
      const { rows } = await run(server.url, { load, concurrency: 3, turns: [turn(9)] });
      assert.equal(server.most(), 3);
      const span = (row: Row) => {
        const start = Date.parse(row.started_at!.slice(0, 23) + "Z") +
          Number(row.started_at!.slice(23, 26)) / 1000;
        return [start, start + row.e2e_latency_s! * 1000];
      };
      const spans = rows.toSorted((a, b) => a.request_index - b.request_index).map(span);
      const firstEnd = Math.max(...spans.slice(0, 3).map(([, end]) => end));
      const secondStart = Math.min(...spans.slice(3, 6).map(([start]) => start));
      assert.equal(
        secondStart >= firstEnd - 1,
        load === "waves",
        `${load}: ${secondStart - firstEnd}`,
      );
    } finally {
      await server.close();
    }
  }
});

Deno.test("runTurns() lets requests finish, or cuts them", async () => {
  for (const [say, status] of [["finish", "ok"], ["now", "incomplete"]] as const) {
    const server = await rawServer(async (s) => {
      s.write(head() + chunk(event({ content: "one" })));
      await sleep(400);
      s.write(chunk(event({ content: "two" }) + done) + lastChunk);
    });
    try {
      const from = performance.now();
      const { rows, texts } = await run(server.url, {
        shouldStop: () => performance.now() - from > 100 ? say : "no",
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
