/** Drives a plan: turn after turn, each at its concurrency, over connections opened before the load. */
import type { PlanItem, Turn } from "../plan/plan.ts";
import { askedOf } from "../providers/asked.ts";
import type { Ask } from "../providers/provider.ts";
import { protocolOf, provider } from "../providers/index.ts";
import type { Row } from "../record/record.ts";
import type { AttemptText } from "../record/to_record.ts";
import { recordOf } from "../record/unreadable.ts";
import { runAttempt } from "../wire/attempt.ts";
import type { Clock } from "../wire/clock.ts";
import { mostHeldBytes, sharedMemory } from "../wire/held.ts";
import { defaultLimits, type Limits } from "../wire/limits.ts";
import { type RunTarget, secretsOf } from "../targets/run_target.ts";
import { closed, waves } from "./loads.ts";
import type { Recording } from "../providers/recording.ts";
import { openSlots } from "../wire/origins.ts";
import type { Slot } from "../wire/slot.ts";

/** Columns that are the same in every row of a run. */
export interface RunIdentity {
  run_id: string;
  config_name: string;
  config_hash: string | null;
  workload_hash: string | null;
  location: string | null;
}

export interface RunOptions {
  turns: Turn[];
  targets: RunTarget[];
  load: "closed" | "waves";
  concurrency: number;
  clock: Clock;
  identity: RunIdentity;
  /** Called once an attempt, as soon as it ended. What it throws ends the run. */
  onRow(row: Row, text: AttemptText, recording: Recording): void;
  /** Called where a turn begins: from then on the requests are those of this target. */
  onTurn?(target: RunTarget): void;
  /** Asked before every request and a few times a second: `finish` lets those in flight end. */
  shouldStop?(): "no" | "finish" | "now";
  /** Asked before every request: a target that was given up gets no more. */
  gaveUp?(target: RunTarget): boolean;
  limits?: Partial<Limits>;
  /** What the answers under way may hold of memory together, bytes. */
  heldBytes?: number;
  /** Minutes east of UTC of this machine. */
  utcOffsetMinutes?: number;
  /** False opens a connection for every request anew. */
  warm?: boolean;
}

const stopPollMs = 100;

/** Runs all turns in order; resolves when the last attempt is recorded. */
export async function runTurns(options: RunOptions): Promise<void> {
  const { targets, clock, concurrency } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const cut = new AbortController();
  const verdict = () => options.shouldStop?.() ?? "no";
  const poll = setInterval(() => verdict() === "now" && cut.abort(), stopPollMs);
  const slots = new Map<number, Slot[]>();
  const warm = options.warm ?? true;
  const keys = () => secretsOf(targets);
  const memory = sharedMemory(options.heldBytes ?? mostHeldBytes);

  const run = async (item: PlanItem, slot: Slot) => {
    const target = targets[item.target];
    const wire = provider(target.api);
    const ask: Ask = {
      baseUrl: target.base_url,
      model: target.model,
      messages: item.messages ?? [{ role: "user", content: item.prompt }],
      maxOutputTokens: item.outputTokensTarget,
      params: target.params,
    };
    const { credentials, headers, follow } = target;
    const share = memory.open();
    try {
      const how = { credentials, headers, follow, signal: cut.signal, limits, share };
      const { recording, deltas, failure } = await runAttempt(slot, wire, ask, how);
      const { row, text } = recordOf(recording, deltas, {
        identity: { ...options.identity, ...columnsOf(target, item, ask) },
        startedAt: clock.wall(recording.exchanges[0].started),
        scheduledAt: null,
        utcOffsetMinutes: options.utcOffsetMinutes ?? 0,
        keys: keys(),
        prompt: item.prompt,
        streamStep: wire.streamStep,
        failure,
      });
      options.onRow(row, text, recording);
    } finally {
      share.close();
    }
  };

  try {
    for (const turn of options.turns) {
      if (verdict() !== "no") break;
      const target = targets[turn.target];
      const goesOn = () => options.gaveUp?.(target) ? "finish" : verdict();
      if (goesOn() !== "no" || turn.items.length === 0) continue;
      options.onTurn?.(target);
      let open = slots.get(turn.target);
      if (!open) {
        // No connection that no request would use.
        const most = Math.max(
          ...options.turns.map((t) => t.target === turn.target ? t.items.length : 0),
        );
        open = Array.from(
          { length: Math.min(concurrency, most) },
          () => openSlots(target.base_url, clock, limits, target.connection),
        );
        slots.set(turn.target, open);
      }
      // Between the turns of one target others had theirs: its connections may be gone.
      // So may its credentials: renewed here, no request waits for them.
      await target.credentials?.prepare?.().catch(() => {});
      if (warm) await Promise.all(open.map((slot) => slot.warm()));
      await (options.load === "waves" ? waves : closed)(turn.items, open, run, goesOn, cut);
      if (!warm) {
        open.forEach((slot) => slot.close());
        slots.delete(turn.target);
      }
    }
  } finally {
    clearInterval(poll);
    for (const open of slots.values()) open.forEach((slot) => slot.close());
  }
}

function columnsOf(target: RunTarget, item: PlanItem, ask: Ask) {
  const wire = provider(target.api);
  const asked = askedOf(wire, ask);
  const { params } = target;
  return {
    provider: target.provider,
    model: target.model,
    model_size: target.model_size,
    api: protocolOf(wire),
    endpoint: new URL(target.base_url).host,
    simulated: target.simulated,
    phase: item.phase,
    block: item.block,
    request_index: item.requestIndex,
    session: item.session,
    turn: item.turn,
    attempt: 1,
    shard: 0,
    worker: 0,
    prompt_hash: item.promptHash,
    input_tokens_target: item.inputTokensTarget,
    output_tokens_target: item.outputTokensTarget,
    cached_tokens_expected: item.cachedTokensExpected ?? null,
    probe_kind: item.probeKind ?? null,
    expected_answer: item.expected ?? null,
    service_tier_requested: asked.service_tier,
    reasoning_effort: asked.reasoning_effort,
    request_params: JSON.stringify({
      ...(item.outputTokensTarget === null ? {} : { max_tokens: item.outputTokensTarget }),
      ...params,
    }),
  };
}
