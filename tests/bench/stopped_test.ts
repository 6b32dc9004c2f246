/** A harness that was stopped in the middle: its times of then are no server's, and no row is lost. */
import assert from "node:assert/strict";
import { openStore } from "../../benchmarks/store/views.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { ended, filesOf, inFolder, plantedKey, smallRun, start } from "../support/bench.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Attempts in the journal of the run below a folder. */
function journaled(folder: string): number {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (!isDirectory) continue;
    try {
      return Deno.readTextFileSync(`${folder}/${name}/journal.jsonl`).split("\n").length - 2;
    } catch { /* not yet */ }
  }
  return 0;
}

Deno.test("a bench that was stopped for three seconds goes on, keeps its rows and is no measurement", () =>
  inFolder(async (folder) => {
    const simulator = await startSimulator({ seed: 1 });
    try {
      const flags = ["--calibrate", "--json", "--no-site", "--results-dir", folder];
      const child = start(["bench", ...smallRun(24, 2), ...flags], {
        OPENAI_API_KEY: plantedKey,
        OPENAI_API_BASE: `${simulator.url}/anyscale-70b/v1`,
      });
      const done = ended(child);
      let over = false;
      done.then(() => over = true);
      while (!over && journaled(folder) < 4) await wait(20);
      assert.equal(over, false);
      child.kill("SIGSTOP");
      await wait(3000);
      child.kill("SIGCONT");
      const { err, out } = await done;
      const db = await openStore(folder);
      const { rows: [row] } = await db.query(
        `SELECT count(*) AS n, count(DISTINCT request_index) AS d, (SELECT any_value(invalid) FROM runs) AS invalid,
          (SELECT any_value(why) FROM invalid_targets) AS why, (SELECT count(*) FROM latest) AS latest FROM requests`,
      );
      db.close();
      assert.deepEqual([row.n, row.d], [24, 24], err);
      assert.match(`${row.invalid} ${row.why}`, /the harness stood still for \d{4}(\.\d)? ms/);
      assert.equal(row.latest, 0, "it stands on no page");
      const [run] = [...filesOf(folder)].filter((path) => path.endsWith("/run.json"));
      const { calibration, health } = JSON.parse(await Deno.readTextFile(run));
      assert.ok(health.p99_loop_late_ms > 1000 && health.thread_cpu_share < 0.9);
      assert.deepEqual([calibration.concurrency, calibration.ttft_error_ms.n], [2, 12]);
      assert.deepEqual(JSON.parse(out).calibration, calibration);
      // Before its first token, between two or before the next request: somewhere the stop is in its times.
      const { ttft_error_ms, gap_error_ms, schedule_error_ms } = calibration.during;
      const worst = [ttft_error_ms, gap_error_ms, schedule_error_ms].map(({ max }) => max);
      assert.ok(Math.max(...worst) > 2000, `${worst}`);
      assert.match(err, /\nCalibrated 2 at a time, off by, in the median \(P95\): TTFT \d/);
    } finally {
      await simulator.stop();
    }
  }));
