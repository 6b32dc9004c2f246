/** A target that fails too often in a row is stopped: what was planned for it are rows, and the others go on. */
import assert from "node:assert/strict";
import { runBench } from "../../../benchmarks/bench/bench.ts";
import { checkConfig } from "../../../benchmarks/plan/config.ts";
import { runPages } from "../../../benchmarks/queries/runs/run_pages.ts";
import { emptyRow, type Row } from "../../../benchmarks/record/record.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { openJournal } from "../../../benchmarks/store/journal/journal.ts";
import { Breaker } from "../../../benchmarks/bench/failures/breaker.ts";
import { runHtml } from "../../../src/run_pages/run_page.ts";
import { inFolder } from "../../support/bench.ts";
import { inTries } from "../../support/tries.ts";
import { drive, planned } from "../workers/shared.ts";
import { failingModel } from "./failing_first.ts";

const row = (status: Row["status"], model = "m"): Row => ({
  ...emptyRow({
    ...{ run_id: "r", config_name: "c", provider: "p", model, simulated: true, status },
    ...{ phase: "measured", request_index: 0, attempt: 1 },
  }),
  error_class: status === "failed" ? "server_error" : null,
  http_status: status === "failed" ? 503 : null,
  error_message: status === "failed" ? "busy." : null,
});

Deno.test("only failures in a row stop a target, and only that one", () => {
  const breaker = new Breaker(3);
  const m = { provider: "p", model: "m" };
  const after = (...ends: Row["status"][]) => {
    for (const end of ends) breaker.add(row(end));
    return breaker.has(m);
  };
  assert.equal(after("failed", "failed", "ok", "failed", "failed"), false);
  assert.equal(after("incomplete", "dropped"), false); // neither says anything of the target
  breaker.add(row("failed", "other"));
  assert.equal(after("failed"), true);
  assert.deepEqual([...breaker.sentences()], [[
    "p m",
    "It failed 3 times in a row, the last time with server_error (503): busy; nothing more was sent to it",
  ]]);
  const never = new Breaker(null);
  for (let i = 0; i < 100; i++) never.add(row("failed"));
  assert.equal(never.has(m), false);
});

Deno.test("a run that goes on counts the failures from before it was cut off", () =>
  inFolder(async (folder) => {
    const journal = await openJournal(folder);
    const text = { content: "", reasoning: "", tool_call: "" };
    const kept = { ...text, first_arrival: text, prompt: null };
    for (const status of ["ok", "failed", "failed"] as const) journal.append(row(status), kept);
    await journal.close();
    const breaker = new Breaker(3);
    await breaker.goOn(folder);
    assert.equal(breaker.has({ provider: "p", model: "m" }), false);
    breaker.add(row("failed"));
    assert.equal(breaker.has({ provider: "p", model: "m" }), true);
  }));

Deno.test("what a stopped target was not asked are dropped rows, with one event loop and with four", async () => {
  for (const workers of [1, 4]) {
    const server = failingModel("a");
    try {
      const { rows, measured } = await drive(server.url, workers, { stop_after_failures: 5 });
      const [a, b] = ["a", "b"].map((model) => rows.filter((r) => r.model === model));
      // Each was to have 5 requests of the warm-up and 30 measured ones, once.
      assert.equal(new Set(a.map(({ phase, request_index: i }) => `${phase} ${i}`)).size, 35);
      assert.equal(a.length, 35);
      assert.deepEqual(b.map((r) => r.status), Array(35).fill("ok"));
      const dropped = a.filter((r) => r.status === "dropped");
      const failed = a.length - dropped.length;
      // Of the seven that may be in flight, six were not back when the fifth failed.
      assert.ok(failed >= 5 && failed <= 11, `${failed} failed`);
      assert.ok(dropped.every((r) => r.error_code === "target_stopped" && r.started_at === null));
      assert.deepEqual([...measured!.stopped], [[
        "here a",
        "It failed 5 times in a row, the last time with server_error (503): busy; " +
        `${dropped.length} planned requests were not sent and count as dropped`,
      ]]);
      assert.equal(new Set(rows.map(planned)).size, 70);
    } finally {
      await server.close();
    }
  }
});

Deno.test("a run says on its page, in its file and in its summary which target was stopped", () =>
  inFolder(async (folder) => {
    const server = failingModel("a");
    const requests = 30;
    const said: string[] = [];
    const { error } = console;
    console.error = (...words) => void said.push(words.join(" "));
    try {
      const config = checkConfig({
        name: "stopping",
        mean_input_tokens: 60,
        mean_output_tokens: 5,
        requests,
        load: { shape: "open", rate: 40, arrivals: "constant", max_lag_s: 60 },
        stop_after_failures: 4,
        targets: ["a", "b"].map((model) => ({
          ...{ provider: "here", model, base_url: `${server.url}/v1` },
        })),
      }, "stopping");
      const done = await inTries(async () => {
        await Deno.remove(folder, { recursive: true });
        const done = await runBench(config, { resultsDir: folder }, () => undefined);
        assert.equal(done.status, 0); // the other target was measured
        // At 25 ms between two, one or two may be under way when the fourth fails; a busy machine has more.
        const [{ counts: { failed } }] = done.summary!.targets;
        assert.ok(failed >= 4 && failed < requests, `${failed}`);
        return done;
      });
      const [{ counts }] = done.summary!.targets;
      assert.deepEqual([counts.attempts, counts.dropped], [requests, requests - counts.failed]);
      const sentence = "It failed 4 times in a row, the last time with server_error (503): busy; " +
        `${counts.dropped} planned requests were not sent and count as dropped`;
      assert.ok(said.join("\n").replaceAll(/\s+/g, " ").includes(`STOPPED: here a. ${sentence}.`));
      const file = JSON.parse(await Deno.readTextFile(`${done.folder}/run.json`));
      assert.deepEqual(file.targets.map((t: { stopped: string }) => t.stopped), [sentence, null]);
      const db = await openStore(folder);
      const [page] = await runPages(db);
      db.close();
      assert.match(
        (await runHtml(page)).replaceAll(/<[^>]*>/g, ""),
        /was stopped: It failed 4 times in a row, .* planned requests were not sent/,
      );
      // The arrivals are those of the plan, and what says how they went counts them all.
      const [a, b] = done.summary!.schedule;
      assert.deepEqual([a.arrivals, a.no_free_slot, a.target_stopped], [
        requests,
        0,
        counts.dropped,
      ]);
      assert.deepEqual([b.arrivals, b.target_stopped], [requests, 0]);
      assert.match(
        said.join(" ").replaceAll(/\s+/g, " "),
        new RegExp(
          `${counts.dropped} of ${requests} arrivals were dropped, because the target was stopped`,
        ),
      );
    } finally {
      console.error = error;
      await server.close();
    }
  }));
