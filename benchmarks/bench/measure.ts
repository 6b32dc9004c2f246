/** The load itself: drives a plan, keeps every attempt, and says how it went. */
import type { Turn } from "../plan/plan.ts";
import { openJournal } from "../store/journal/journal.ts";
import { OwnFaults } from "../record/own_faults.ts";
import { openRecordings } from "../store/journal/recordings.ts";
import { Progress } from "../report/progress.ts";
import { startClock } from "../wire/clock.ts";
import { type Health, watchHealth } from "../wire/health/health.ts";
import { type RunTarget, secretsOf } from "../targets/run_target.ts";
import { type RunIdentity, runTurns } from "./runner.ts";
import { GiveUp, nameOf } from "./give_up.ts";
import { watchInterrupts } from "./interrupts.ts";
import { diskFull, type PreparedRun, stopped } from "./run_folder.ts";

/** How a load ended. */
export interface Measured {
  counts: Record<string, number>;
  health: Health;
  /** A signal ended it. */
  interrupted: boolean;
  /** Why the run is no result, or null. */
  invalid: string | null;
  /** Why a target is none, though the run is one; by provider and model. */
  invalidTargets: Map<string, string>;
  givenUp: Map<string, string>;
}

/**
 * Drives `turns`; every attempt is in the journal before its slot sends the next. Throws where a
 * row cannot be kept.
 */
export async function measure(
  run: PreparedRun,
  turns: Turn[],
  targets: RunTarget[],
  identity: RunIdentity,
  cut?: AbortSignal,
): Promise<Measured> {
  const { config, folder } = run;
  const journal = await openJournal(folder, {
    resume: run.resumedAt.length > 0,
    locked: true,
  });
  const recordings = config.record ? await openRecordings(folder, () => secretsOf(targets)) : null;
  const progress = new Progress(turns.reduce((sum, turn) => sum + turn.items.length, 0));
  const stop = watchInterrupts(cut);
  const clock = startClock();
  const watched = watchHealth(clock);
  const ownFaults = new OwnFaults();
  // Who calibrates wants to be sure: there not even 2 s of a short run may be lost.
  const least = config.calibrate ? 0 : undefined;
  const giveUp = new GiveUp(
    new Map(config.targets.map((t) => [nameOf(t), t.api_key_env ?? null])),
    config.keep_going,
  );
  try {
    await runTurns({
      turns,
      targets,
      load: config.load,
      concurrency: config.concurrency,
      clock,
      identity,
      onRow(row, text, recording) {
        journal.append(row, text);
        progress.add(row);
        if (!recording) return;
        recordings?.append(row, recording, config.keep_text ? text.prompt : null);
        giveUp.add(row);
        ownFaults.add(row, recording);
      },
      onTurn: (target) => watched.during(nameOf(target)),
      gaveUp: (target) => giveUp.has(target),
      shouldStop() {
        if (stop.wanted !== "no") return stop.wanted;
        if (journal.full()) return "finish";
        // LLMPerf's --timeout: the run stops with what it has.
        return clock.now() / 1e9 > (config.run_timeout_s ?? Infinity) ? "now" : "no";
      },
      limits: {
        connectMs: config.connect_timeout_s * 1000,
        firstTokenMs: milliseconds(config.first_token_timeout_s),
        idleMs: milliseconds(config.idle_timeout_s),
        endGraceMs: config.end_grace_s * 1000,
        finishGraceMs: config.finish_grace_s * 1000,
        requestMs: config.request_timeout_s * 1000,
        maxBytes: config.max_body_bytes,
      },
      heldBytes: config.max_held_bytes,
      utcOffsetMinutes: -run.startedAt.getTimezoneOffset(),
    });
  } finally {
    watched.stop();
    progress.end();
    stop.unwatch();
    await recordings?.close();
    await journal.close();
  }
  const interrupted = stop.wanted !== "no";
  return {
    counts: progress.counts(),
    health: watched.health(),
    interrupted,
    invalid: journal.full()
      ? diskFull
      : interrupted
      ? stopped
      : ownFaults.ofRun() ?? watched.ofRun(least),
    invalidTargets: new Map(config.targets.flatMap((target) => {
      const why = ownFaults.ofTarget(target) ?? watched.ofTarget(nameOf(target), least);
      return why === null ? [] : [[nameOf(target), why] as const];
    })),
    givenUp: giveUp.reasons,
  };
}

const milliseconds = (seconds: number | null) => seconds === null ? null : seconds * 1000;
