import assert from "node:assert/strict";
import { LLMock } from "@copilotkit/aimock";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import {
  ended,
  filesOf,
  inFolder,
  plantedKey as key,
  run,
  smallRun,
  start,
} from "../support/bench.ts";

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
        "SELECT count(*) AS n, median(ttft_s) AS ttft, median(e2e_latency_s) AS e2e, " +
          "bool_or(simulated) AS simulated FROM requests WHERE status = 'ok'",
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

Deno.test("bench ends with one sentence and a row per attempt for every server that misbehaves", async (t) => {
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
        { "provider": "a", "model": "m", "api": "tgi", "simulate": "groq-70b",
          "params": { "reasoning_effort": "low" } }] }`,
    );
    const refused = await run(["bench", `${folder}/effort.jsonc`]);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /targets\.0\.params\.reasoning_effort: tgi knows no such field/);
  }));

// Another process that takes the processor makes times late; a clock that is wrong is wrong in every request. So the
// closest tenth is held against the limit, and the medians too where the run itself saw a machine that was calm.
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
      const done = ended(child);
      let over = false;
      done.then(() => over = true);
      while (!over && journal() < 20) await new Promise((r) => setTimeout(r, 20));
      if (!over) child.kill("SIGKILL");
      await done;
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
