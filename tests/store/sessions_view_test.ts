/** View `sessions`: what is computed of each conversation, by hand. */
import assert from "node:assert/strict";
import { metric } from "../../benchmarks/metrics/metrics.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { talks, turn } from "../support/stores/talks.ts";
import { writeRun } from "../support/stores/written_run.ts";

const at = (rows: Record<string, unknown>[], name: string) =>
  rows.map((row) => typeof row[name] === "number" ? Number(row[name].toFixed(5)) : row[name]);

Deno.test("a session's times, its end and its turns are those of its requests", () =>
  inFolder(async (folder) => {
    const probe = { phase: "probe" as const, probe_kind: "repeat" };
    const warm = { phase: "warmup" as const };
    await writeRun(folder, { run_id: "talks" }, [
      ...talks,
      turn(0, 0, 1, warm),
      turn(0, 1, 3, warm),
      turn(9, 0, 60, probe),
      turn(9, 1, 62, probe),
    ]);
    // One turn each: ordinary requests, and probes that repeat a prompt, are no sessions.
    await writeRun(folder, { run_id: "plain" }, [
      turn(0, 0, 0, {}),
      turn(1, 0, 5, {}),
      turn(0, 1, 8, probe),
    ]);
    const db = await openStore(folder);
    const all = (await db.query("SELECT * FROM sessions ORDER BY phase, session")).rows;
    assert.deepEqual(all.map((s) => [s.run_id, s.phase, s.session]), [
      ...[0, 1, 2, 3].map((session) => ["talks", "measured", session]),
      ["talks", "warmup", 0],
    ]);
    const measured = all.slice(0, 4);
    assert.deepEqual(at(measured, "outcome"), ["completed", "failed", "incomplete", "retried"]);
    assert.deepEqual(at(measured, "turns"), [3, 3, 2, 2]);
    assert.deepEqual(at(measured, "turns_answered"), [3, 1, 1, 2]);
    assert.deepEqual(at(measured, "time_to_last_answer_s"), [9.5, null, null, null]);
    assert.deepEqual(at(measured, "waiting_s"), [4.5, null, null, null]);
    assert.deepEqual(at(measured, "ttft_last_over_first"), [2.5, null, null, null]);

    const of = (name: string) => `${metric(name).sql} AS ${name}`;
    const group = await db.query(
      `SELECT ${of("session_completion_rate")}, ${
        of("turns_per_session")
      } FROM sessions WHERE phase = 'measured'`,
    );
    // One of three that the run did not cut; they have 3, 3 and 2 turns.
    assert.deepEqual(at(group.rows, "session_completion_rate"), [0.33333]);
    assert.deepEqual(at(group.rows, "turns_per_session"), [2.66667]);

    const byTurn = await db.query(
      `SELECT turn, ${
        ["ttft_by_turn_s", "input_tokens_by_turn", "cached_tokens_by_turn"].map(of).join(", ")
      } FROM requests WHERE run_id = 'talks' AND phase = 'measured' GROUP BY turn ORDER BY turn`,
    );
    db.close();
    // First turns: 0.2, 0.3, 0.4, 0.5 s; second: 0.6; third: 1. A retry is in no population.
    assert.deepEqual(at(byTurn.rows, "ttft_by_turn_s"), [0.35, 0.6, 1]);
    assert.deepEqual(at(byTurn.rows, "input_tokens_by_turn"), [115, 220, 300]);
    // Session 3 does not say.
    assert.deepEqual(at(byTurn.rows, "cached_tokens_by_turn"), [16, 96, 208]);
  }));
