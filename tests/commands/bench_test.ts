import assert from "node:assert/strict";
import { LLMock } from "@copilotkit/aimock";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { filesOf, inFolder, plantedKey as key, run, smallRun, start } from "../support/bench.ts";

Deno.test("bench measures a server this project did not write, and its summary agrees with SQL", () =>
  inFolder(async (folder) => {
    const mock = new LLMock({ port: 0 });
    mock.onMessage(/.*/, {
      content: "It was a bright cold day in April, and the clocks were striking thirteen.",
    });
    await mock.start();
    try {
      const { code, out, err } = await run([
        "bench",
        ...smallRun(40),
        "--json",
        "--results-dir",
        folder,
      ], {
        OPENAI_API_BASE: `${mock.url}/v1`,
        OPENAI_API_KEY: key,
      });
      assert.equal(code, 0, err);
      const summary = JSON.parse(out);
      const db = await openStore(folder);
      const { rows: [row] } = await db.query(
        "SELECT count(*) AS n, median(ttft_s) AS ttft, median(e2e_latency_s) AS e2e, bool_or(simulated) AS simulated FROM requests WHERE status = 'ok'",
      );
      db.close();
      assert.equal(row.n, 40);
      assert.equal(row.simulated, false);
      assert.equal(summary.targets[0].counts.succeeded, 40);
      assert.ok(Math.abs(summary.targets[0].metrics.ttft_s.median - (row.ttft as number)) < 1e-12);
      assert.ok(
        Math.abs(summary.targets[0].metrics.e2e_latency_s.median - (row.e2e as number)) < 1e-12,
      );
      for (const entry of filesOf(folder)) {
        assert.ok(
          !new TextDecoder("latin1").decode(Deno.readFileSync(entry)).includes(key),
          `the key is in ${entry}`,
        );
      }
      assert.ok(!out.includes(key) && !err.includes(key));
    } finally {
      await mock.stop();
    }
  }));

Deno.test("bench ends with one sentence and a row an attempt for every server that misbehaves", async (t) => {
  const simulator = await startSimulator({ seed: 1 });
  try {
    const cases: [string, string, string][] = [
      ["401", `${simulator.url}/fault-401/v1`, "auth"],
      ["429", `${simulator.url}/fault-429/v1`, "rate_limited"],
      ["500", `${simulator.url}/fault-500/v1`, "server_error"],
      ["not-json", `${simulator.url}/fault-not-json/v1`, "protocol"],
      ["closed", `${simulator.url}/fault-closed-unanswered/v1`, "connection_reset"],
      ["no-finish", `${simulator.url}/fault-no-finish/v1`, "truncated"],
      ["a wrong path", `${simulator.url}/nowhere/v1`, "not_found"],
      ["a closed port", "http://127.0.0.1:9/v1", "refused"],
    ];
    for (const [name, url, errorClass] of cases) {
      await t.step(name, () =>
        inFolder(async (folder) => {
          const { code, err } = await run(["bench", ...smallRun(5), "--results-dir", folder], {
            OPENAI_API_BASE: url,
            OPENAI_API_KEY: key,
          });
          assert.equal(code, 1, err);
          assert.ok(err.includes(`5 × ${new URL(url).host}: ${errorClass}`), err);
          const db = await openStore(folder);
          const { rows } = await db.query(
            "SELECT status, error_class, count(*) AS n FROM requests GROUP BY ALL",
          );
          db.close();
          assert.deepEqual(rows, [{ status: "failed", error_class: errorClass, n: 5 }]);
        }));
    }
  } finally {
    await simulator.stop();
  }
});

Deno.test("bench names every fault of a configuration and exits 2", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(
      `${folder}/bad.jsonc`,
      '{ "name": "bad", "mean_input_tokens": -1, "speed": 3, "targets": [] }',
    );
    const { code, err } = await run(["bench", `${folder}/bad.jsonc`]);
    assert.equal(code, 2);
    for (const words of ["mean_input_tokens", "speed", "targets", "requests"]) {
      assert.ok(err.includes(words), err);
    }
    assert.equal((await run(["bench", "--no-such-flag"])).code, 2);
    await Deno.writeTextFile(
      `${folder}/effort.jsonc`,
      `{ "name": "effort", "mean_input_tokens": 50, "mean_output_tokens": 5, "requests": 1, "targets": [
        { "provider": "a", "model": "m", "api": "tgi", "simulate": "groq-70b", "params": { "reasoning_effort": "low" } }] }`,
    );
    const refused = await run(["bench", `${folder}/effort.jsonc`]);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /targets\.0\.params\.reasoning_effort: tgi knows no such field/);
  }));

// Another process that takes the processor makes times late; a clock that is wrong is wrong in every request. So the
// closest tenth is held against the limit, and the medians too where the run itself saw a machine that was calm.
Deno.test("measured times agree with the simulator's logged sends, 200 requests, 20 in flight", () =>
  inFolder(async (folder) => {
    const log = `${folder}/sends.jsonl`;
    const simulator = await startSimulator({ seed: 7, log });
    const done = await run([
      "bench",
      ...smallRun(200, 20),
      "--results-dir",
      `${folder}/runs`,
    ], {
      // Its tokens lie some 20 ms apart: on a busy machine too most are read one by one, so that gaps can be compared.
      OPENAI_API_BASE: `${simulator.url}/fireworks-70b/v1`,
      OPENAI_API_KEY: key,
    });
    await simulator.stop();
    assert.equal(done.code, 0, done.err);
    const logged = new Map(
      (await Deno.readTextFile(log)).trim().split("\n").map((line) => JSON.parse(line)).map((
        l,
      ) => [l.request_id, l]),
    );
    const db = await openStore(`${folder}/runs`);
    const { rows } = await db.query(
      "SELECT request_id, sent_s, ttft_s, e2e_latency_s, chunk_at_s, simulated, output_tokens FROM requests WHERE status = 'ok'",
    );
    db.close();
    assert.equal(rows.length, 200);
    const calm = await maxLoopLagMs(`${folder}/runs`) <= calmLagMs;
    const ttft: number[] = [], gaps: number[] = [], ends: number[] = [];
    for (const row of rows) {
      const l = logged.get(row.request_id as string);
      assert.equal(row.simulated, true);
      assert.equal(row.output_tokens, 20);
      const sends = l.sent_ms.map((s: number[]) => s[1]);
      const at = row.chunk_at_s as number[];
      // The server's clock starts when the request is there: what lies before is ours, from started to sent.
      ttft.push(Math.abs(((row.ttft_s as number) - (row.sent_s as number)) * 1000 - sends[0]));
      ends.push(
        Math.abs(((row.e2e_latency_s as number) - (row.sent_s as number)) * 1000 - l.ended_ms),
      );
      if (at.length === sends.length) {
        at.slice(1).forEach((t, i) =>
          gaps.push(Math.abs((t - at[i]) * 1000 - (sends[i + 1] - sends[i])))
        );
      }
    }
    for (const [name, list] of [["TTFT", ttft], ["gaps", gaps], ["end to end", ends]] as const) {
      assert.ok(list.length > 100, `${name}: ${list.length} compared`);
      const at = (share: number) => list.sort((a, b) => a - b)[Math.floor(list.length * share)];
      const [closest, median, largest] = [at(0.1), at(0.5), at(0.999)].map((ms) => ms.toFixed(3));
      console.log(
        `${name}: closest tenth within ${closest} ms, median ${median} ms, largest ${largest} ms, n ${list.length}`,
      );
      assert.ok(at(0.1) <= 2, `${name}: ${closest} ms, over the limit`);
      if (calm) assert.ok(at(0.5) <= 2, `${name}: ${median} ms, over the limit`);
    }
  }));

/** No timer of the run came later than that. */
const calmLagMs = 40;

async function maxLoopLagMs(folder: string): Promise<number> {
  const path = [...filesOf(folder)].find((f) => f.endsWith("/run.json"))!;
  const lag = JSON.parse(await Deno.readTextFile(path)).health.max_loop_lag_ms;
  assert.equal(typeof lag, "number");
  return lag;
}

Deno.test("kill -9 in mid-run keeps every finished row", () =>
  inFolder(async (folder) => {
    const simulator = await startSimulator({ seed: 3 });
    try {
      const child = start(["bench", ...smallRun(400), "--results-dir", folder], {
        OPENAI_API_BASE: `${simulator.url}/groq-70b/v1`,
        OPENAI_API_KEY: key,
      });
      const journal = () =>
        [...filesOf(folder)].filter((f) => f.endsWith("journal.jsonl")).map((f) =>
          Deno.readTextFileSync(f).split("\n").length - 2
        )[0] ?? 0;
      for (let i = 0; i < 300 && journal() < 20; i++) await new Promise((r) => setTimeout(r, 100));
      child.kill("SIGKILL");
      await Promise.all([child.stdout.cancel(), child.stderr.cancel(), child.status]);
      const finished = journal();
      assert.ok(finished >= 20 && finished < 400, `${finished} finished`);
      const { out } = await run([
        "sql",
        "--json",
        "--results-dir",
        folder,
        "select count(*) n, count(distinct request_index) d from requests where status = 'ok'",
      ]);
      const [{ n, d }] = JSON.parse(out);
      assert.equal(n, finished);
      assert.equal(d, finished);
    } finally {
      await simulator.stop();
    }
  }));
