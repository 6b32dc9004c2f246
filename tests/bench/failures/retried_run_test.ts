/** Whole runs with retries: by several workers, cut off between two attempts, and what is said of them. */
import assert from "node:assert/strict";
import { replay } from "../../../benchmarks/commands/recordings/replay.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { ended, inFolder, plantedKey, run, smallRun, start } from "../../support/bench.ts";
import { drive, planned } from "../workers/shared.ts";
import { failingFirst } from "./failing_first.ts";

Deno.test("one event loop and four send the same attempts, after the same waits", async () => {
  const of = async (workers: number) => {
    const server = failingFirst();
    try {
      const retries = { max: 1, first_wait_s: 0.02 };
      const { rows, measured } = await drive(server.url, workers, { retries, keep_going: true });
      assert.equal(measured!.counts.attempted, 70); // progress counts requests
      return rows.map((row) => `${planned(row)} ${row.retry_in_s}`).sort();
    } finally {
      await server.close();
    }
  };
  const [one, four] = [await of(1), await of(4)];
  // Two targets of 5 and 30 requests, each of two attempts.
  assert.equal(one.length, 2 * 35 * 2);
  assert.deepEqual(one, four);
});

Deno.test("a run killed between two attempts goes on with the second: every chain is whole", () =>
  inFolder(async (folder) => {
    const server = failingFirst({ "retry-after-ms": "1500" });
    const env = { OPENAI_API_BASE: `${server.url}/v1`, OPENAI_API_KEY: plantedKey };
    try {
      const flags = ["--retries=2", "--record", "--results-dir", folder];
      const child = start(["bench", ...smallRun(8, 4), ...flags], env);
      const lines = () => {
        for (const { name } of Deno.readDirSync(folder)) {
          try {
            const text = Deno.readTextFileSync(`${folder}/${name}/journal.jsonl`);
            return [name, text.split("\n").length - 2] as const;
          } catch { /* not there yet */ }
        }
        return ["", 0] as const;
      };
      while (lines()[1] < 4) await new Promise((resolve) => setTimeout(resolve, 10));
      const [name] = lines();
      child.kill("SIGKILL");
      await ended(child);
      const { code, err, out } = await run(
        ["bench", "--resume", name, "--json", "--results-dir", folder],
        env,
      );
      assert.equal(code, 0, err);
      const db = await openStore(folder);
      const { rows } = await db.query(
        `SELECT request_index AS i, list(attempt ORDER BY attempt) AS attempts,
          list(phase ORDER BY attempt) AS phases, list(status ORDER BY attempt) AS ends,
          max(first_request_id) AS first, max(since_first_s) AS since, max(response_time_s) AS response,
          max(e2e_latency_s) FILTER (attempt = 2) AS latency, max(retry_in_s) AS waits
        FROM requests GROUP BY i ORDER BY i`,
      );
      db.close();
      assert.deepEqual(
        rows.map(({ i, attempts, phases, ends, first }) => [i, attempts, phases, ends, first]),
        [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [
          ...[i, [1, 2], ["measured", "retry"], ["failed", "ok"]],
          "attempt-1",
        ]),
      );
      const { replayed, differ } = await replay(`${folder}/${name}`);
      assert.ok(replayed >= 12 && differ === 0, `${replayed} decoded again, ${differ} differ`);
      // Nobody knows what the four that were cut off would have waited; the others waited as they were asked to.
      assert.deepEqual(rows.map(({ since }) => since === null), [
        ...[true, true, true, true],
        ...[false, false, false, false],
      ]);
      for (const { since, response, latency, waits } of rows.slice(4)) {
        assert.ok(waits === 1.5 && Number(since) >= 1.5, `${waits}, ${since}`);
        assert.ok(Math.abs(Number(response) - Number(since) - Number(latency)) < 1e-9);
      }
      // Retries improve no number of the table: every request failed at first.
      const { targets: [{ counts }], again } = JSON.parse(out);
      assert.deepEqual([counts.attempts, counts.succeeded, counts.failed], [8, 0, 8]);
      assert.deepEqual(
        again.map((
          a: Record<string, number>,
        ) => [a.requests, a.sent_again, a.later_attempts, a.answered]),
        [[8, 8, 8, 8]],
      );
      assert.match(
        err.replaceAll(/\s+/g, " "),
        /8 of 8 requests failed at first and were sent again, 8 attempts in all: 8 were answered, half of them within/,
      );
    } finally {
      await server.close();
    }
  }));
