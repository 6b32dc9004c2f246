/** What a summary says of a run's conversations, worked by hand. */
import assert from "node:assert/strict";
import { sessionsOf, sessionsText } from "../../benchmarks/report/summary/summary_sessions.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { talks, turn } from "../support/stores/talks.ts";
import { writeRun } from "../support/stores/written_run.ts";

Deno.test("a summary says how many sessions got to their end, how long they took, and each turn", () =>
  inFolder(async (folder) => {
    await writeRun(folder, { run_id: "talks" }, talks);
    await writeRun(folder, { run_id: "plain" }, [turn(0, 0, 0, {}), turn(1, 0, 2, {})]);
    const db = await openStore(folder);
    const of = (run: string) => sessionsOf(db, `run_id = '${run}' AND phase = 'measured'`);
    const [found, none] = [await of("talks"), await of("plain")];
    db.close();
    assert.deepEqual(none, []);
    assert.equal(found.length, 1);
    const { turns: _, interval, ...numbers } = found[0];
    assert.deepEqual({ ...numbers, session_completion_rate: 1 / 3 }, {
      ...{ provider: "acme", model: "m", sessions: 4 },
      ...{ completed: 1, failed: 1, retried: 1, incomplete: 1 },
      ...{ session_completion_rate: 1 / 3, turns_per_session: 8 / 3 },
      ...{ time_to_last_answer_s: 9.5, waiting_s: 4.5, ttft_last_over_first: 2.5 },
    });
    assert.ok(Math.abs(numbers.session_completion_rate! - 1 / 3) < 1e-12);
    // Wilson's interval of 1 of 3, from the formula: 0.0615 and 0.7923.
    assert.deepEqual(interval!.map((end) => end.toFixed(4)), ["0.0615", "0.7923"]);
    assert.equal(
      sessionsText(found, 100).join("\n"),
      `
1 of 3 sessions got to their end (95% interval 6–79%), of 2.7 turns each. 1 more did because a turn
was sent again. 1 was cut by the end of the run. To the last answer it took 9.50 s in the median,
think time included; 4.50 s of waiting without it. The last turn took 2.50 times as long to its
first token as the first, in the median of completed sessions.
turn  answered  TTFT, s  prompt tokens  cached
────  ────────  ───────  ─────────────  ──────
   0         4    0.350            115      16
   1         1    0.600            220      96
   2         1     1.00            300     208
Medians of the answered requests of each turn.`,
    );
  }));
