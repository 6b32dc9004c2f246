/** The load itself: drives a plan, keeps every attempt, and says how it went. */
import type { Config } from "../plan/config.ts";
import { isFind } from "../plan/load/load_schema.ts";
import { slotsOf } from "../plan/items/shares.ts";
import type { Turn } from "../plan/plan.ts";
import { mostIdleOf } from "../plan/traces/agentx.ts";
import { allReasons } from "../store/row_checks.ts";
import { openJournal } from "../store/journal/journal.ts";
import { noText } from "../record/text.ts";
import { OwnFaults } from "../record/own_faults.ts";
import { openRecordings } from "../store/journal/recordings.ts";
import { Progress } from "../report/progress.ts";
import type { ShardClocks } from "../shards/manifest.ts";
import { together, type Wanted } from "../shards/together.ts";
import { startClock } from "../wire/clock.ts";
import type { Health } from "../wire/health/health.ts";
import { watchServers } from "./server_side.ts";
import type { RunTarget } from "../targets/run_target.ts";
import type { RunIdentity } from "./workers/driver.ts";
import type { Beside } from "./calibrating/beside.ts";
import { limitsOf, retryingOf } from "./loads/limits_of.ts";
import { Breaker } from "./failures/breaker.ts";
import { unsentRows } from "./failures/unsent_rows.ts";
import { GiveUp, nameOf } from "./give_up.ts";
import { watchInterrupts } from "./interrupts.ts";
import type { Spool } from "./prompt_spool.ts";
import { diskFull, type PreparedRun, stopped } from "./run_folder.ts";
import { drivePlan } from "./workers/drive_plan.ts";
import { workersAsked, type WorkersUsed } from "./workers/auto.ts";
import type { TargetSource } from "./workers/messages.ts";

/** How a load ended. */
export interface Measured {
  counts: Record<string, number>;
  health: Health & { workers: WorkersUsed };
  /** A signal ended it. */
  interrupted: boolean;
  /** Why the run is no result, or null. */
  invalid: string | null;
  /** Why a target is none, though the run is one; by provider and model. */
  invalidTargets: Map<string, string>;
  givenUp: Map<string, string>;
  /** What is said of each target that failed too often in a row; by provider and model. */
  stopped: Map<string, string>;
  /** Where others ran beside it: how far their clock was from its own, and when all began. */
  clocks: ShardClocks | null;
  /** Waits for those who still want to know its clock; called once all else is done. */
  leave(): Promise<void>;
}

/** What a load may have beside its plan. */
export interface MeasureOptions {
  cut?: AbortSignal;
  /** Called once the journal is open. */
  begun?: () => void;
  /** How many event loops share the plan; more than one make the targets anew, from `source`. */
  workers?: Config["workers"];
  source?: TargetSource;
  /** Where the prompts are, when not in the plan. */
  spool?: Spool | null;
  /** What is asked beside it, so that its errors are known. */
  beside?: Beside | null;
  /** Where it begins or ends with others, or at a moment that was agreed on. */
  together?: Wanted | null;
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
  { cut, begun, workers = 1, source, spool, beside, together: wanted }: MeasureOptions = {},
): Promise<Measured> {
  const { config, folder } = run;
  const clock = startClock();
  let say = (words: string): void => console.error(words);
  const met = wanted ? await together(wanted, clock, (words) => say(words)) : null;
  const start = met?.start ?? null;
  const journal = await openJournal(folder, { resume: run.resumedAt.length > 0, locked: true });
  begun?.();
  const recordings = config.record ? await openRecordings(folder) : null;
  const serverSide = await watchServers(folder, identity.run_id, serversOf(run));
  // Of a search only its warm-up is known before; each step says how long it is.
  const known = isFind(config.load) ? turns.filter(({ block }) => block === null) : turns;
  const [aside, counted] = [true, false].map((is) =>
    known.filter(({ phase }) => (phase === "warmup" || phase === "cooldown") === is)
      .reduce((sum, turn) => sum + turn.items.length, 0)
  );
  const progress = new Progress(counted, aside);
  say = (words) => progress.say(words);
  const stop = watchInterrupts(cut);
  const ownFaults = new OwnFaults();
  const search = isFind(config.load)
    ? (await import("./loads/search.ts")).searchOf(config, (...step) => progress.step(...step))
    : null;
  const giveUp = new GiveUp(
    new Map(config.targets.map((t) => [nameOf(t), t.api_key_env ?? null])),
    config.keep_going,
  );
  const breaker = new Breaker(config.stop_after_failures);
  if (run.resumedAt.length) await breaker.goOn(folder);
  const shouldStop = () => {
    if (stop.wanted !== "no") return stop.wanted;
    if (journal.full()) return "finish";
    // LLMPerf's --timeout: the run stops with what it has.
    const ranS = clock.now() / 1e9 - (start?.waitedS() ?? 0);
    return ranS > (config.run_timeout_s ?? Infinity) ? "now" : "no";
  };
  let driven: Awaited<ReturnType<typeof drivePlan>> | null = null;
  let clocks: ShardClocks | null = null;
  try {
    driven = await drivePlan({
      turns,
      ...(search ? { steps: search.turns } : {}),
      targets,
      ...{ start, shouldStop },
      gaveUp: (target) => giveUp.has(target) || breaker.has(target),
      clock,
      workers,
      beside,
      opened: () => spool?.hide(),
      keep({ row, text, recording, line }) {
        journal.append(row, text);
        search?.add(row, text);
        progress.add(row);
        breaker.add(row);
        if (!recording) return;
        if (line) recordings?.append(line);
        giveUp.add(row);
        ownFaults.add(row, recording);
      },
      setup: {
        source,
        load: config.load,
        concurrency: slotsHere(config.concurrency, run),
        mostIdleS: mostIdleOf(config),
        identity,
        limits: limitsOf(config),
        // How long is waited for a start, nobody knows yet: what is still to be sent again then is cut.
        retrying: retryingOf(start ? { ...config, run_timeout_s: null } : config),
        heldBytes: config.max_held_bytes,
        utcOffsetMinutes: -run.startedAt.getTimezoneOffset(),
        record: config.record,
        keepText: config.keep_text,
        // Who calibrates wants to be sure: there not even 2 s of a short run may be lost.
        leastFreezeMs: config.calibrate ? 0 : undefined,
        prompts: spool?.path ?? null,
      },
    });
    clocks = await met?.measured(() => stop.wanted !== "now") ?? null;
    // Of a search nobody knows which steps would have come.
    for (const row of search ? [] : unsentRows(turns, targets, identity, breaker)) {
      journal.append(row, noText);
      progress.add(row);
      breaker.unsent(row);
    }
  } finally {
    progress.end();
    stop.unwatch();
    await serverSide.close();
    await recordings?.close();
    await journal.close();
    if (driven === null) await met?.close(() => false);
  }
  const { drivers } = driven;
  const interrupted = stop.wanted !== "no";
  return {
    counts: progress.counts(),
    health: { ...drivers.health(), workers: driven.workers },
    interrupted,
    invalid: journal.full()
      ? diskFull
      : interrupted
      ? stopped
      : allReasons(ownFaults.ofRun(), drivers.ofRun()),
    invalidTargets: new Map(config.targets.flatMap((target) => {
      const why = allReasons(ownFaults.ofTarget(target), drivers.ofTarget(nameOf(target)));
      return why === null ? [] : [[nameOf(target), why] as const];
    })),
    givenUp: giveUp.reasons,
    stopped: breaker.sentences(),
    clocks,
    leave: async () => await met?.close(() => !interrupted && !cut?.aborted),
  };
}

/** What a run has in flight at most, as far as this process sends it. */
export const slotsHere = (concurrency: number, { shard }: Pick<PreparedRun, "shard">): number =>
  shard ? Math.max(1, slotsOf(concurrency, shard.index, shard.count)) : concurrency;

/** How many event loops share what this process sends. */
export const workersHere = (run: Pick<PreparedRun, "config" | "shard">) =>
  workersAsked({ ...run.config, concurrency: slotsHere(run.config.concurrency, run) });

const serversOf = ({ config, shard }: PreparedRun) => shard?.index ? [] : config.targets; // each once
