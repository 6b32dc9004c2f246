/** When a request is not sent again after all, and what a conversation makes of one that was. */
import assert from "node:assert/strict";
import type { Row } from "../../../benchmarks/record/record.ts";
import { defaultLimits } from "../../../benchmarks/wire/limits.ts";
import { chunk, done, event, head, lastChunk, rawServer } from "../../support/server.ts";
import { run, turn } from "../turns.ts";
import { asked, refused, retrying } from "./asked.ts";

Deno.test("a wait may be a date, and ends before the request's time and the run do", async () => {
  const date = "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
  const busy = refused(
    "503 Service Unavailable",
    `${date}retry-after: Sun, 06 Nov 1994 08:49:38 GMT\r\n`,
  );
  const { rows } = await asked([busy]);
  assert.deepEqual(rows.map((r) => [r.status, r.retry_in_s]), [["failed", 1], ["ok", null]]);
  const within = async (more: object) => (await asked([busy], more)).rows.map((r) => r.retry_in_s);
  assert.deepEqual(await within({ limits: { ...defaultLimits, requestMs: 900 } }), [null]);
  assert.deepEqual(await within({ retrying: { ...retrying, runEndS: 0.9 } }), [null]);
});

Deno.test("a run that is stopped does not wait for the next attempt", async () => {
  const began = performance.now();
  const rows: Row[] = [];
  await asked(
    [refused("429 Too Many Requests", "retry-after: 60\r\n")],
    { onRow: (row) => void rows.push(row), shouldStop: () => rows.length ? "finish" : "no" },
    3,
  );
  // The row says that another was to follow: so the run can go on with it.
  assert.deepEqual(rows.map((r) => [r.request_index, r.status, r.retry_in_s]), [[0, "failed", 60]]);
  assert.ok(performance.now() - began < 50_000);
});

Deno.test("a turn of a conversation that is answered at last goes on with that answer", async () => {
  const plan = turn(3);
  plan.items.forEach((item, i) =>
    Object.assign(item, { session: 0, turn: i, ...(i ? { follows: "live" } : {}) })
  );
  const bodies: string[] = [];
  const server = await rawServer((socket, n) => {
    bodies.push(server.requests[n].split("\r\n\r\n")[1]);
    socket.write(
      n === 1
        ? refused("503 Service Unavailable")
        : head() + chunk(event({ content: `answer ${n}` })) + chunk(done) + lastChunk,
    );
  });
  try {
    const { rows } = await run(server.url, { turns: [plan], concurrency: 1, retrying });
    assert.deepEqual(rows.map((r) => [r.phase, r.turn, r.attempt, r.status]), [
      ["measured", 0, 1, "ok"],
      ["measured", 1, 1, "failed"],
      ["retry", 1, 2, "ok"],
      ["measured", 2, 1, "ok"],
    ]);
    const said = JSON.parse(bodies.at(-1)!).messages.map((m: { content: string }) => m.content);
    assert.deepEqual(said, ["hello 0", "answer 0", "hello 1", "answer 2", "hello 2"]);
  } finally {
    await server.close();
  }
});
