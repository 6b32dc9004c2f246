import assert from "node:assert/strict";
import { inTries } from "../../support/tries.ts";
import { drive, planned, plantedKey, serve, withSecond } from "./shared.ts";

/** Milliseconds since 1970; a date has no parts of them. */
const start = ({ started_at: at }: { started_at: string | null }) =>
  Date.parse(at!.slice(0, 19) + "Z") + Number(at!.slice(19, 26)) * 1000;
const never = new Promise(() => {});

Deno.test("the rows are the same set with 1, 2 and 4 workers, from memory and from disk", async () => {
  const server = serve();
  try {
    const runs = [];
    for (const [workers, spooled] of [[1, false], [2, true], [4, false]] as const) {
      const { rows, measured } = await drive(server.url, workers, { probes: true }, { spooled });
      assert.equal(measured!.invalid, null);
      assert.deepEqual(
        [...new Set(rows.map((row) => row.worker))].sort(),
        Array.from({ length: workers }, (_, worker) => worker),
      );
      runs.push(rows.map(planned).sort());
    }
    assert.ok(runs[0].length > 70);
    assert.equal(new Set(runs[0]).size, runs[0].length);
    assert.deepEqual(runs[1], runs[0]);
    assert.deepEqual(runs[2], runs[0]);
    assert.ok(server.most() <= 7, `${server.most()} in flight`);
  } finally {
    await server.close();
  }
});

Deno.test("turns stay in order, begin in all workers at once, and rows have the server's times", () =>
  inTries(async () => {
    const server = serve(() => ({ waitMs: 60 }));
    try {
      const asked = { warmup: 0, concurrency: 8, requests: 48 };
      const { rows, turns } = await drive(server.url, 4, asked);
      const of = turns.map(({ target, block }) =>
        rows.filter((row) => row.model === "ab"[target] && row.block === block)
      );
      assert.deepEqual(of.map((turn) => turn.length), turns.map((turn) => turn.items.length));
      const spreads: number[] = [];
      for (const [i, turn] of of.entries()) {
        const begun = Math.min(...turn.map(start));
        if (i > 0) {
          const before = of[i - 1].map((row) => start(row) + row.e2e_latency_s! * 1000);
          assert.ok(Math.max(...before) <= begun + 0.1, "a turn began before the last one ended");
        }
        const firsts = [0, 1, 2, 3].map((worker) =>
          Math.min(...turn.filter((row) => row.worker === worker).map(start))
        );
        spreads.push(Math.max(...firsts) - begun);
      }
      // A machine that is busy is late now and then, but not every time.
      assert.ok(spreads.sort((a, b) => a - b)[1] < 20, `workers began ${spreads} ms apart`);
      // The server reads the same wall clock: a row began before its request came, and not long before.
      for (const worker of [0, 1, 2, 3]) {
        const lags = rows.filter((row) => row.worker === worker)
          .map((row) => server.served[Number(row.request_id)].arrived - start(row))
          .sort((a, b) => a - b);
        assert.ok(lags[0] > -2 && lags[0] < 30, `came ${lags} ms after worker ${worker} began`);
      }
    } finally {
      await server.close();
    }
  }));

Deno.test("a closed loop stays full to its end: what is left goes to whoever has a slot free", async () => {
  // The first answer comes when all others have ended: whoever waits for its worker waits for ever.
  const others = Promise.withResolvers<void>();
  let asked = 0;
  const server = serve((n) => {
    if (++asked === 20) others.resolve();
    return n === 0 ? { until: others.promise } : {};
  });
  try {
    const { rows } = await drive(server.url, 2, {
      ...{ warmup: 0, blocks: 1, concurrency: 2, requests: 20 },
      targets: [{ provider: "here", model: "a", base_url: `${server.url}/v1` }],
    });
    assert.equal(new Set(rows.map(planned)).size, 20);
    assert.ok(rows.every(({ status }) => status === "ok"), "some waited for the slow worker");
  } finally {
    await server.close();
  }
});

Deno.test("a wave is a wave over all workers: none begins before the slowest of the last is back", async () => {
  const server = serve((n) => ({ waitMs: n % 5 === 0 ? 80 : 5 }));
  try {
    const { rows } = await drive(server.url, 2, {
      load: "waves",
      concurrency: 5,
      warmup: 0,
      requests: 15,
      blocks: 1,
    });
    assert.equal(rows.length, 30);
    const seen = server.served.toSorted((a, b) => a.arrived - b.arrived);
    for (let wave = 5; wave < seen.length; wave += 5) {
      const back = Math.max(...seen.slice(wave - 5, wave).map(({ ended }) => ended));
      assert.ok(seen[wave].arrived >= back, `wave ${wave / 5} began too soon`);
    }
  } finally {
    await server.close();
  }
});

Deno.test("a fault in one worker ends the run with its message, and every row that ended is kept", async () => {
  const server = serve();
  try {
    const { rows, fault } = await drive(server.url, 2, { warmup: 0, requests: 40, blocks: 1 }, {
      spooled: true,
      spoiled: ({ path }) => Deno.truncateSync(path, Deno.statSync(path).size * 0.4),
    });
    assert.match(fault!.message, /The file of prompts is shorter than it was/);
    assert.ok(rows.length >= 10, `${rows.length} rows`);
    // Whatever was sent is a row, what was in flight as one that was cut.
    assert.ok(rows.length >= server.served.length, `${server.served.length} were sent`);
    assert.equal(new Set(rows.map(planned)).size, rows.length);
  } finally {
    await server.close();
  }
});

Deno.test("what is thrown where nobody waits for it ends the run, too, and what was in flight is kept", async () => {
  let second: () => Worker | undefined = () => undefined;
  const server = serve((n) => {
    if (n === 6) second()!.postMessage({ kind: "break" });
    return { until: never };
  });
  try {
    const { rows, fault } = await withSecond("./throwing_worker.ts", (started) => {
      second = started;
      return drive(server.url, 2, { warmup: 0, requests: 40, blocks: 1 });
    });
    assert.equal(fault!.message, "something of ours broke");
    assert.deepEqual(rows.map((row) => row.status), Array(7).fill("incomplete"));
  } finally {
    await server.close();
  }
});

Deno.test("workers stop at once, and give up a target that cannot work", async () => {
  const cut = new AbortController();
  const server = serve((n) => {
    if (n === 6) cut.abort();
    return { until: never };
  });
  try {
    const { rows, measured } = await drive(server.url, 2, { warmup: 0, blocks: 1 }, {
      cut: cut.signal,
    });
    assert.deepEqual(rows.map((row) => row.status), Array(7).fill("incomplete"));
    assert.equal(measured!.interrupted, true);
  } finally {
    await server.close();
  }
  const refusing = serve(() => ({ status: 401 }));
  try {
    const { rows, measured } = await drive(refusing.url, 2, {
      warmup: 0,
      requests: 200,
      blocks: 1,
    });
    assert.equal(measured!.givenUp.size, 2);
    assert.ok(rows.length < 100, `${rows.length} of 400 were asked`);
  } finally {
    await refusing.close();
  }
});

Deno.test("no key is in what workers hand over, recordings among it", async () => {
  const server = serve(() => ({ text: `your key is ${plantedKey}` }));
  try {
    const { rows, files } = await drive(server.url, 2, {
      record: true,
      requests: 6,
      keep_text: true,
    });
    assert.deepEqual([...new Set(rows.map((row) => row.status))], ["ok"]);
    const recordings = files.find((bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b)!;
    const plain = await new Response(
      new Blob([recordings]).stream().pipeThrough(new DecompressionStream("gzip")),
    ).text();
    const lines = plain.trim().split("\n").map((line) => JSON.parse(line));
    assert.equal(lines.length, rows.length);
    const bodies = lines.map((line) => atob(line.recording.exchanges[0].bytes));
    assert.ok(bodies.every((body) => body.includes("your key is ")));
    for (const text of [...bodies, plain, ...files.map((f) => new TextDecoder().decode(f))]) {
      assert.ok(!text.includes(plantedKey));
    }
  } finally {
    await server.close();
  }
});
