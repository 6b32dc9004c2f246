import assert from "node:assert/strict";
import { type Scheduled, scheduleText } from "../../benchmarks/report/summary/summary_schedule.ts";

const some: Scheduled = {
  ...{ provider: "a", model: "m", arrivals: 200 },
  ...{ no_free_slot: 0, too_late: 0, late_start: 0, target_stopped: 0 },
  schedule_lag_s: { median: 0.001, p99: 0.002 },
  response_time_s: { median: 1, p99: 2 },
  e2e_latency_s: { median: 0.5, p99: 1.5 },
};
const said = (of: Partial<Scheduled>) => scheduleText([{ ...some, ...of }], 1000)[1];

Deno.test("what is said of a schedule stays a sentence where many arrivals, or all, had no answer", () => {
  assert.match(
    said({}),
    /the answers came within 1\.00 s, 99% within 2\.00 s; from sending, within 0\.500 s and/,
  );
  assert.match(
    said({ response_time_s: { median: 1, p99: "Infinity" } }),
    /came within 1\.00 s; 1% of the arrivals or more had no answer, so there is no P99; from sending, half/,
  );
  assert.match(
    said({ response_time_s: { median: "Infinity", p99: "Infinity" } }),
    /^Half of the arrivals or more had no answer, so there is no median from the schedule; from/,
  );
  assert.equal(
    said({
      ...{ arrivals: 20, late_start: 20, schedule_lag_s: { median: null, p99: null } },
      response_time_s: { median: "Infinity", p99: "Infinity" },
      e2e_latency_s: { median: null, p99: null },
    }),
    "None of 20 arrivals had an answer. 20 of 20 arrivals were dropped, because the harness had not started yet, " +
      "and count as never answered.",
  );
  assert.match(
    said({ too_late: 1 }),
    / 1 of 200 arrivals was dropped, because the harness came .* too late, and/,
  );
  assert.match(
    said({ too_late: 1, no_free_slot: 3 }),
    /4 of 200 arrivals were dropped \(3 because as many as .*, 1 because the harness .*\), and/,
  );
});
