/** View `sessions`: what is computed of each conversation, by hand. */
import assert from "node:assert/strict";
import { metric } from "../../benchmarks/metrics/metrics.ts";
import type { Row } from "../../benchmarks/record/record.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { writeRun } from "../support/stores/written_run.ts";

const second = (s: number) => new Date(Date.UTC(2026, 0, 2) + 1000 * s).toISOString();
const turn = (session: number, turn: number, startS: number, more: Partial<Row>): Partial<Row> => ({
  ...{ session, turn, started_at: second(startS), ttft_s: 0.5, e2e_latency_s: 1 },
  ...more,
});
const notSent = { started_at: null, ttft_s: null, e2e_latency_s: null };

/** Four sessions, one each way to end, and one that was tried again. */
const rows: Partial<Row>[] = [
  // From 10 to 19.5 s: three answers of 2, 1 and 1.5 s, and think times of 2 and 3 s between.
  turn(0, 0, 10, { ttft_s: 0.4, e2e_latency_s: 2, input_tokens: 100, cached_tokens_reported: 0 }),
  turn(0, 1, 14, { ttft_s: 0.6, e2e_latency_s: 1, input_tokens: 220, cached_tokens_reported: 96 }),
  turn(0, 2, 18, { ttft_s: 1, e2e_latency_s: 1.5, input_tokens: 300, cached_tokens_reported: 208 }),
  // Cut in its second turn.
  turn(1, 0, 20, { ttft_s: 0.2, input_tokens: 120, cached_tokens_reported: 16 }),
  turn(1, 1, 22, { status: "failed", error_class: "server_error", ttft_s: null }),
  turn(1, 2, 0, { status: "dropped", ...notSent }),
  // The run ended.
  turn(2, 0, 30, { ttft_s: 0.3, input_tokens: 110, cached_tokens_reported: 16 }),
  turn(2, 1, 32, { status: "incomplete", ttft_s: null, e2e_latency_s: null }),
  // Due at 40 s, sent at 41; its second turn succeeded at the second attempt: until 46.5 s.
  turn(3, 0, 41, { scheduled_at: second(40), schedule_lag_s: 1, input_tokens: 130 }),
  turn(3, 1, 43, { status: "failed", error_class: "rate_limited", ttft_s: null }),
  turn(3, 1, 45, { attempt: 2, ttft_s: 0.8, e2e_latency_s: 1.5, input_tokens: 250 }),
];

const at = (rows: Record<string, unknown>[], name: string) =>
  rows.map((row) => typeof row[name] === "number" ? Number(row[name].toFixed(5)) : row[name]);

Deno.test("a session's times, its end and its turns are those of its requests", () =>
  inFolder(async (folder) => {
    const probe = { phase: "probe" as const, probe_kind: "repeat" };
    const warm = { phase: "warmup" as const };
    await writeRun(folder, { run_id: "talks" }, [
      ...rows,
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
    assert.deepEqual(at(measured, "outcome"), ["completed", "failed", "incomplete", "completed"]);
    assert.deepEqual(at(measured, "turns"), [3, 3, 2, 2]);
    assert.deepEqual(at(measured, "turns_answered"), [3, 1, 1, 2]);
    assert.deepEqual(at(measured, "time_to_last_answer_s"), [9.5, null, null, 6.5]);
    assert.deepEqual(at(measured, "waiting_s"), [4.5, null, null, 3.5]);
    assert.deepEqual(at(measured, "ttft_last_over_first"), [2.5, null, null, 1.6]);

    const of = (name: string) => `${metric(name).sql} AS ${name}`;
    const group = await db.query(
      `SELECT ${of("session_completion_rate")}, ${
        of("turns_per_session")
      } FROM sessions WHERE phase = 'measured'`,
    );
    // Two of three that the run did not cut; they have 3, 3 and 2 turns.
    assert.deepEqual(at(group.rows, "session_completion_rate"), [0.66667]);
    assert.deepEqual(at(group.rows, "turns_per_session"), [2.66667]);

    const byTurn = await db.query(
      `SELECT turn, ${
        ["ttft_by_turn_s", "input_tokens_by_turn", "cached_tokens_by_turn"].map(of).join(", ")
      } FROM requests WHERE run_id = 'talks' AND phase = 'measured' GROUP BY turn ORDER BY turn`,
    );
    db.close();
    // First turns: 0.2, 0.3, 0.4, 0.5 s; second: 0.6, 0.8; third: 1 alone.
    assert.deepEqual(at(byTurn.rows, "ttft_by_turn_s"), [0.35, 0.7, 1]);
    assert.deepEqual(at(byTurn.rows, "input_tokens_by_turn"), [115, 235, 300]);
    // Session 3 does not say.
    assert.deepEqual(at(byTurn.rows, "cached_tokens_by_turn"), [16, 96, 208]);
  }));
