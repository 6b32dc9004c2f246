/** An open loop, as a person runs it, against servers that this project did not write. */
import assert from "node:assert/strict";
import { LLMock } from "@copilotkit/aimock";
import { openStore } from "../../../benchmarks/store/views.ts";
import { inTries } from "../../support/tries.ts";
import { inFolder, plantedKey, run, smallRun } from "../../support/bench.ts";

Deno.test("bench --rate sends at the moments of the schedule, whatever answers take", () =>
  inTries(() =>
    inFolder(async (folder) => {
      const mock = new LLMock({ port: 0, host: "127.0.0.1" });
      mock.onMessage(/.*/, { content: "It was a bright cold day in April." });
      await mock.start();
      try {
        const { code, out, err } = await run([
          "bench",
          ...smallRun(100).filter((flag) => !flag.includes("concurrent")),
          ...["--rate=50", "--arrivals=constant", "--json", "--results-dir", folder],
        ], { OPENAI_API_BASE: `${mock.url}/v1`, OPENAI_API_KEY: plantedKey });
        assert.equal(code, 0, err);
        const db = await openStore(folder);
        const { rows } = await db.query(
          `SELECT epoch_us(scheduled_at) AS scheduled, epoch_us(started_at) AS started, status,
          schedule_lag_s AS lag, response_time_s AS response, e2e_latency_s AS latency
          FROM requests ORDER BY request_index`,
        ) as { rows: Record<string, number>[] };
        db.close();
        assert.equal(rows.length, 100);
        for (const [i, row] of rows.entries()) {
          assert.equal(row.status, "ok");
          // Every gap of the schedule is 20 ms, to the microsecond that a timestamp has.
          if (i) assert.ok(Math.abs(row.scheduled - rows[i - 1].scheduled - 20_000) <= 1);
          assert.ok(Math.abs(row.started - row.scheduled - row.lag * 1e6) <= 2);
          assert.ok(Math.abs(row.response - row.latency - row.lag) < 1e-6);
        }
        const lags = rows.map(({ lag }) => lag);
        assert.ok(Math.min(...lags) >= 0, `sent before its moment: ${Math.min(...lags)}`);
        // Within 2 ms on a machine of its own. This one may be shared: but what answers take does not add up.
        const later = lags.slice(50).sort((a, b) => a - b);
        assert.ok(later[10] < 0.01, `lag of a fifth: ${later[10]} s`);
        const [schedule] = JSON.parse(out).schedule;
        assert.deepEqual([schedule.arrivals, schedule.no_free_slot, schedule.too_late], [
          100,
          0,
          0,
        ]);
        assert.match(
          err.replaceAll(/\s+/g, " "),
          /None of 100 arrivals was dropped\. Requests were/,
        );
      } finally {
        await mock.stop();
      }
    })
  ));
