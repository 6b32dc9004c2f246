/** Drives turns over the event loop of this thread, each at its concurrency, over connections opened before it. */
import type { PlanItem } from "../../plan/plan.ts";
import type { Ask } from "../../providers/provider.ts";
import { provider } from "../../providers/index.ts";
import { recordOf } from "../../record/unreadable.ts";
import { runAttempt } from "../../wire/attempt.ts";
import { mostHeldBytes, sharedMemory } from "../../wire/held.ts";
import { defaultLimits } from "../../wire/limits.ts";
import { secretsOf } from "../../targets/run_target.ts";
import { closed, waves } from "../loads.ts";
import { openSlots } from "../../wire/origins.ts";
import type { Slot } from "../../wire/slot.ts";
import type { Driver, RunOptions } from "../runner.ts";
import { columnsOf } from "./item_columns.ts";

const stopPollMs = 100;

export function driverHere(options: Omit<RunOptions, "turns" | "onTurn">): Driver {
  const { targets, clock, concurrency } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const cut = new AbortController();
  const verdict = () => options.shouldStop?.() ?? "no";
  const poll = setInterval(() => verdict() === "now" && cut.abort(), stopPollMs);
  const slots = new Map<number, Slot[]>();
  const warm = options.warm ?? true;
  const keys = () => secretsOf(targets);
  const memory = sharedMemory(options.heldBytes ?? mostHeldBytes);
  const gate = options.gate ?? (() => Promise.resolve());

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
        identity: {
          ...options.identity,
          ...columnsOf(target, item, ask),
          worker: options.worker ?? 0,
        },
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

  return {
    async turn({ target: number, items }) {
      const target = targets[number];
      const goesOn = () => options.gaveUp?.(target) ? "finish" : verdict();
      const open = slots.get(number) ?? [];
      slots.set(number, open);
      // No connection that no request would use.
      while (open.length < Math.min(concurrency, items.length)) {
        open.push(openSlots(target.base_url, clock, limits, target.connection));
      }
      // Between the turns of one target others had theirs: its connections may be gone.
      // So may its credentials: renewed here, no request waits for them.
      await target.credentials?.prepare?.().catch(() => {});
      if (warm) await Promise.all(open.map((slot) => slot.warm()));
      await gate("turn");
      if (options.load === "waves") {
        await waves(items, open, run, goesOn, cut, () => gate("wave"));
      } else await closed(items, open, run, goesOn, cut);
      if (!warm) {
        open.forEach((slot) => slot.close());
        slots.delete(number);
      }
    },
    close() {
      clearInterval(poll);
      for (const open of slots.values()) open.forEach((slot) => slot.close());
      return Promise.resolve();
    },
  };
}
