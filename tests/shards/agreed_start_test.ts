/** A start that was agreed on: when what is measured begins, and what becomes of what was due before. */
import assert from "node:assert/strict";
import { leftOf } from "../../benchmarks/bench/sessions/remaining.ts";
import { tooLate } from "../../benchmarks/bench/loads/too_late.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { scheduledOf, scheduleText } from "../../benchmarks/report/summary/summary_schedule.ts";
import { agreedStart, startOf } from "../../benchmarks/shards/agreed_start.ts";
import { attemptWord } from "../../benchmarks/store/journal/recover.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { type Clock, sleep, startClock } from "../../benchmarks/wire/clock.ts";
import { inFolder } from "../support/bench.ts";
import { inTries } from "../support/tries.ts";
import { rawServer } from "../support/server.ts";
import { writeRun } from "../support/stores/written_run.ts";
import { run, stream, turn } from "../bench/turns.ts";

const load = {
  shape: "open",
  rate: 100,
  arrivals: "constant",
  burstiness: 1,
  max_lag_s: 5,
} as const;
/** `n` requests, 10 ms apart. */
const scheduled = (n: number) =>
  turn(n, { items: turn(n).items.map((item, i) => ({ ...item, scheduledS: i / 100 })) });
const quiet = { say: () => {} };
const at = (clock: Clock, ms: number) =>
  agreedStart({ clock, agree: () => Promise.resolve(ms), ...quiet });
const micros = (iso: string | null) => Date.parse(iso!) * 1000 + Number(iso!.slice(-4, -1));

Deno.test("a start is a moment with its zone, a day ago or a week away at most; a bad one is told so", () => {
  const now = Date.UTC(2026, 11, 1, 12);
  const faults = (text: string) => {
    const found = startOf(text, now);
    return typeof found === "string" ? found.split(" ").slice(0, 3).join(" ") : found - now;
  };
  assert.deepEqual(
    [
      "2026-12-01T12:00:00Z",
      "2026-12-01T13:00+01:00",
      " 2026-12-01t07:30:00.25-0430",
      "2026-12-01T12:00:00",
      "tomorrow",
      "2026-02-30T12:00:00Z",
      "2026-12-01T24:00:00Z",
      "2026-11-30T11:59:59Z",
      "2026-11-30T12:00:00Z",
      "2026-12-08T12:00:01Z",
    ].map(faults),
    [
      0,
      0,
      250,
      "Write it as",
      "Write it as",
      "There is no",
      "There is no",
      "It is more",
      -86_400_000,
      "It is more",
    ],
  );
});

Deno.test("what is measured begins at the start that was agreed on, and never before it", () =>
  inTries(async () => {
    const server = await rawServer((socket) => void socket.write(stream));
    const clock = startClock();
    try {
      for (const shape of ["open", "closed"] as const) {
        const startMs = Date.parse(clock.wall(clock.now())) + 500;
        const { rows } = await run(server.url, {
          turns: [
            {
              ...turn(2),
              phase: "warmup",
              items: turn(2).items.map((i) => ({ ...i, phase: "warmup" })),
            },
            shape === "open" ? scheduled(100) : turn(100),
            turn(3, { block: 1, items: turn(3).items.map((i) => ({ ...i, block: 1 })) }),
          ],
          ...{ clock, load: shape === "open" ? load : "closed", concurrency: 100 },
          start: at(clock, startMs),
        });
        const measured = rows.filter((row) => row.phase === "measured" && row.block === 0)
          .toSorted((a, b) => a.request_index - b.request_index);
        assert.equal(measured.length, 100);
        // Where the machine is so busy that the warm-up is not over by then, some are missed.
        const sent = measured.filter((row) => row.error_code !== "late_start");
        assert.ok(sent.length > 0);
        assert.ok(sent.every(({ started_at }) => micros(started_at) >= startMs * 1000));
        if (shape === "closed") continue;
        // To the microsecond: every process that goes by this start has the same moments.
        assert.deepEqual(
          measured.map(({ scheduled_at }) => micros(scheduled_at) - startMs * 1000),
          measured.map((_, i) => i * 10_000),
        );
        assert.ok(sent.every(({ status }) => status === "ok"));
      }
    } finally {
      await server.close();
    }
  }));

Deno.test("who comes late drops what was due before, each at its own moment, and sends the rest", () =>
  inTries(async () => {
    const server = await rawServer((socket) => void socket.write(stream));
    const clock = startClock();
    await sleep(300);
    try {
      const { rows } = await run(server.url, {
        ...{ turns: [scheduled(200)], clock, load, concurrency: 100 },
        start: at(clock, Date.parse(clock.wall(0))),
      });
      const inOrder = rows.toSorted((a, b) => a.request_index - b.request_index);
      assert.deepEqual(
        inOrder.map((r) => r.request_index),
        Array.from({ length: 200 }, (_, i) => i),
      );
      const zero = micros(clock.wall(0));
      assert.deepEqual(
        inOrder.map((r) => micros(r.scheduled_at) - zero),
        inOrder.map((_, i) => i * 10_000),
      );
      const missed = inOrder.filter((r) => r.error_code === "late_start");
      assert.ok(missed.length >= 30 && missed.length < 200, `${missed.length} missed`);
      // Those that were missed are the first ones, and nothing of them was sent.
      assert.deepEqual(missed, inOrder.slice(0, missed.length));
      assert.ok(missed.every((r) => r.status === "dropped" && r.started_at === null));
      assert.ok(inOrder.slice(missed.length).every((r) => r.error_code !== "late_start"));
    } finally {
      await server.close();
    }
  }));

Deno.test("a run that goes on keeps the schedules of measured turns whose starts were agreed on, and no other", () => {
  const config = checkConfig({
    name: "own",
    ...{ mean_input_tokens: 10, mean_output_tokens: 10, requests: 4 },
    targets: [{ provider: "a", model: "m", base_url: "http://localhost" }],
  }, "test");
  const word = (request_index: number) =>
    attemptWord({ provider: "a", model: "m", phase: "measured", request_index, attempt: 1 });
  const later = { ...scheduled(4), block: 1 };
  later.items = later.items.map((item, i) => ({ ...item, requestIndex: 10 + i }));
  const of = (agreed: boolean) =>
    leftOf(
      structuredClone([scheduled(4), later]),
      config,
      { done: new Set([0, 1, 10].map(word)), begun: new Map() },
      agreed,
    ).map((t) => t.items.map((i) => Math.round(i.scheduledS! * 100)));
  assert.deepEqual(of(true), [[2, 3], [1, 2, 3]]);
  assert.deepEqual(of(false), [[0, 1], [0, 1, 2]]);
});

Deno.test("arrivals before a late start are told apart, and too many of them are no result", () =>
  inFolder(async (folder) => {
    const row = (i: number, late: boolean) => ({
      request_index: i,
      scheduled_at: `2026-01-01T00:00:0${i % 10}Z`,
      ...(late
        ? { status: "dropped" as const, error_code: "late_start", started_at: null }
        : { status: "ok" as const, started_at: `2026-01-01T00:00:0${i % 10}Z` }),
    });
    await writeRun(folder, { run_id: "late" }, Array.from({ length: 50 }, (_, i) => row(i, i < 3)));
    const db = await openStore(folder);
    try {
      assert.deepEqual((await tooLate(db)).map(({ why }) => why), [
        "the harness had not started yet at 3 of 50 arrivals",
      ]);
      const [found] = await scheduledOf(db, "true");
      assert.deepEqual([found.arrivals, found.late_start, found.too_late], [50, 3, 0]);
      assert.match(
        scheduleText([found], 1000).join(" "),
        /3 of 50 arrivals were dropped, because the harness had not started yet, and count/,
      );
    } finally {
      db.close();
    }
  }));
