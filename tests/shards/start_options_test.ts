/** What a person may say of a start and of clocks, and what a run says of them. */
import assert from "node:assert/strict";
import { httpUrl, port, seconds, start, time } from "../../benchmarks/command_line/values.ts";
import { benchCommand } from "../../benchmarks/commands/bench.ts";
import { runFacts } from "../../benchmarks/queries/runs/run_facts.ts";
import type { RunPage } from "../../benchmarks/queries/runs/run_pages.ts";
import { saidOf, saidText } from "../../benchmarks/report/summary/summary_said.ts";
import { clocksOf } from "../../benchmarks/shards/clocks/clocks_of.ts";
import { wantedOf } from "../../benchmarks/shards/wanted_start.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { clocksText } from "../../src/run_pages/run_health.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

Deno.test("a start, a port and a clock are read, or refused in a sentence", async () => {
  const soon = new Date(Date.now() + 60_000).toISOString();
  assert.equal(start(soon), Date.parse(soon));
  assert.deepEqual([port("7070"), httpUrl("http://shard-0:7070")], [7070, "http://shard-0:7070/"]);
  const lengths = ["30", "30s", "5min", "1.5h", "0", "0s", "1e3", "0.5"].map(time);
  assert.deepEqual(lengths, [30, 30, 300, 5400, 0, 0, 1000, 0.5]);
  assert.equal(seconds("2min"), 120);
  const refused: [read: () => unknown, why: RegExp][] = [
    [() => start("12:00"), /^Write it as 2026-12-01T12:00:00Z/],
    [() => port("0"), /^It is not a whole number of 1 or more/],
    ...["0", "-1", "x"].map((text): [() => unknown, RegExp] => [
      () => seconds(text),
      /^It is not a number above 0\.$/,
    ]),
    [() => seconds("1e99"), /^It is more than a week\.$/],
    ...["five", "-1", "10 parsecs", "Infinity", "500ms"].map((text): [() => unknown, RegExp] => [
      () => time(text),
      /^Write it as 30, 30s, 5min or 1h: a number alone is seconds\.$/,
    ]),
    [() => time(""), /^It is empty\.$/],
    [() => port("70000"), /^It is not a port/],
    [() => httpUrl("shard-0:7070"), /^Write it as http:\/\/HOST:PORT/],
    [() => httpUrl("http://a:b@shard-0:7070"), /^A clock needs no name and no password/],
  ];
  for (const [read, why] of refused) {
    assert.throws(read, ({ message }: Error) => why.test(message));
  }
  const flags = { startAt: Date.parse(soon), site: false };
  await assert.rejects(
    () => benchCommand(["quickstart", "lengths"], flags as Parameters<typeof benchCommand>[1]),
    /--start-at: one configuration can begin then/,
  );
});

Deno.test("only who is told to waits, asks or lets itself be asked", () => {
  const place = { name: "s3://b/p" } as Parameters<typeof wantedOf>[1] extends infer P
    ? NonNullable<P> extends { place: infer Q } ? Q : never
    : never;
  const shard = (index: number) => ({ index, count: 4, runId: "r", place, into: "/tmp" });
  const of = (...args: Parameters<typeof wantedOf>) => {
    const found = wantedOf(...args);
    return found && [
      found.agree !== null,
      typeof found.source === "string" ? found.source : found.source?.name ?? null,
      found.serve,
    ];
  };
  const clock = { clock: "http://shard-0:7070/", clockPort: 7070 };
  assert.equal(of({}), null);
  assert.deepEqual(of({ startAt: 1 }), [true, null, null]);
  assert.deepEqual(of({ clock: clock.clock }), [false, "shard 0", null]);
  assert.deepEqual(of({}, shard(2)), [true, "s3://b/p", null]);
  // All shards are given the same command line.
  assert.deepEqual(of(clock, shard(0)), [true, "own", { port: 7070, others: 3 }]);
  assert.deepEqual(of(clock, shard(3)), [true, "shard 0", null]);
});

Deno.test("the summary and the page of a run say in a line what its shards' clocks are good for", () =>
  inFolder(async (folder) => {
    const offset = (ms: number, at: string) => ({
      ...{ reference: "shard 0", offset_s: ms / 1000, uncertainty_s: 0.0004, at },
      ...{ round_trip_s: 0.0008, exchanges: 8 },
    });
    const shard = (shard: number, ms: number) => ({
      shard,
      clock: {
        before: offset(ms, "2026-01-02T00:00:00Z"),
        after: offset(ms, "2026-01-02T01:00:00Z"),
      },
    });
    const { clocks } = clocksOf([shard(0, 0), shard(1, 3)])!;
    await writeRun(folder, { run_id: "shared", clocks: clocks as never }, answers(3, 1));
    await writeRun(folder, { run_id: "alone" }, answers(3, 1));
    const words =
      "The clocks of its 2 shards were at most 3.8 ms apart, each known to 0.4 ms by the " +
      "clock of shard 0; its rows keep their own times.";
    const db = await openStore(folder);
    try {
      const facts = await runFacts(db);
      const of = (id: string) => ({ run: facts.find(({ run_id }) => run_id === id) }) as RunPage;
      assert.deepEqual([clocksText(of("shared")), clocksText(of("alone"))], [words, null]);
      assert.deepEqual(saidText(await saidOf(db, "shared"), 1000), [`Clocks: ${words}`]);
      assert.deepEqual(saidText(await saidOf(db, "alone"), 1000), []);
    } finally {
      db.close();
    }
  }));
