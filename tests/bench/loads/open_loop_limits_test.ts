/** What an open loop does at its limits, driven in this process. */
import assert from "node:assert/strict";
import { tooLate } from "../../../benchmarks/bench/loads/too_late.ts";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { sleep } from "../../../benchmarks/wire/clock.ts";
import { inTries } from "../../support/tries.ts";
import { rawServer } from "../../support/server.ts";
import { run, stream, turn } from "../turns.ts";

const at = (rate: number, n: number) =>
  turn(n, { items: turn(n).items.map((item, i) => ({ ...item, scheduledS: i / rate })) });
const load = { shape: "open", rate: 100, arrivals: "constant", burstiness: 1 } as const;

Deno.test("an open loop opens connections as they are needed, and never more than may be in flight", () =>
  inTries(async () => {
    const server = await rawServer(async (socket) => {
      await sleep(50);
      socket.write(stream);
    });
    try {
      // 20 arrivals a second of 50 ms each need one or two; a second of them is warmed.
      const few = await run(server.url, {
        turns: [at(20, 8)],
        load: { ...load, max_lag_s: 5 },
        concurrency: 1000,
      });
      assert.ok(server.connections() <= 8, `${server.connections()} connections`);
      assert.deepEqual(few.rows.map((r) => r.status), Array(8).fill("ok"));
      const before = server.connections();
      const capped = await run(server.url, {
        turns: [at(400, 40)],
        load: { ...load, max_lag_s: 5 },
        concurrency: 3,
      });
      assert.ok(server.connections() - before <= 3);
      const dropped = capped.rows.filter((r) => r.error_code === "no_free_slot");
      assert.equal(capped.rows.length, 40);
      assert.ok(dropped.length > 20 && dropped.every((r) => r.scheduled_at && !r.started_at));
    } finally {
      await server.close();
    }
  }));

Deno.test("an arrival that the harness comes to too late is a row, and too many of them are no result", () =>
  inTries(async () => {
    const server = await rawServer((socket, n) => {
      // The server is in this process: the whole of it stands still for 200 ms, once.
      if (n === 5) { for (const until = performance.now() + 200; performance.now() < until;); }
      socket.write(stream);
    });
    try {
      const { rows } = await run(server.url, {
        turns: [at(100, 60)],
        load: { ...load, max_lag_s: 0.05 },
        concurrency: 50,
      });
      assert.equal(rows.length, 60);
      const late = rows.filter((r) => r.error_code === "too_late");
      // Of the 20 that were due meanwhile, those of the first 150 ms were over 50 ms late.
      assert.ok(late.length >= 10, `${late.length}`);
      const db = await openDuckdb();
      const of = async (late: number) => {
        await db.query(
          `CREATE OR REPLACE VIEW requests AS SELECT 'p' AS provider, 'm' AS model, now() AS scheduled_at,
        CASE WHEN i < ${late} THEN 'dropped' ELSE 'ok' END AS status,
        CASE WHEN i < ${late} THEN 'too_late' END AS error_code FROM range(200) r(i)`,
        );
        return (await tooLate(db)).map(({ why }) => why);
      };
      assert.deepEqual(await of(2), []);
      assert.deepEqual(await of(3), ["the harness came too late to 3 of 200 arrivals"]);
      db.close();
    } finally {
      await server.close();
    }
  }));
