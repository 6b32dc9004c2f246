/** Drives turns over the event loop of this thread, each at its concurrency, over connections opened before it. */
import { type Chain, chainsOf } from "../../plan/items/chains.ts";
import { joined } from "../../plan/items/plan_item.ts";
import type { PlanItem } from "../../plan/plan.ts";
import type { Ask } from "../../providers/provider.ts";
import { provider } from "../../providers/index.ts";
import { unsentRow } from "../../record/unsent.ts";
import { noText } from "../../record/text.ts";
import { recordOf } from "../../record/unreadable.ts";
import { runAttempt } from "../../wire/attempt.ts";
import { mostHeldBytes, sharedMemory } from "../../wire/held.ts";
import { defaultLimits } from "../../wire/limits.ts";
import { secretsOf } from "../../targets/run_target.ts";
import { closed, waves } from "../loads.ts";
import { openSlots } from "../../wire/origins.ts";
import type { Slot } from "../../wire/slot.ts";
import type { Driver, RunOptions } from "../runner.ts";
import { runChain, type Sent } from "../sessions/run_chain.ts";
import { askOf, columnsOf } from "./item_columns.ts";

const stopPollMs = 100;

export function driverHere(options: Omit<RunOptions, "turns">): Driver {
  const { targets, clock, concurrency } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const cut = new AbortController();
  const verdict = () => options.shouldStop?.() ?? "no";
  const poll = setInterval(() => verdict() === "now" && cut.abort(), stopPollMs);
  const slots = new Map<number, Slot[]>();
  const warm = options.warm ?? true;
  const keys = () => secretsOf(targets);
  const memory = sharedMemory(options.heldBytes ?? mostHeldBytes);
  const gate = options.gate ?? (() => Promise.resolve(clock.now()));

  const identityOf = (item: PlanItem, ask: Ask) => ({
    ...options.identity,
    ...columnsOf(targets[item.target], item, ask),
    worker: options.worker ?? 0,
  });

  const send = async (item: PlanItem, messages: Ask["messages"], slot: Slot): Promise<Sent> => {
    const target = targets[item.target];
    const wire = provider(target.api);
    const ask = askOf(target, item, messages);
    const { credentials, headers, follow } = target;
    const share = memory.open();
    try {
      const how = { credentials, headers, follow, signal: cut.signal, limits, share };
      const { recording, deltas, failure } = await runAttempt(slot, wire, ask, how);
      const { row, text } = recordOf(recording, deltas, {
        identity: identityOf(item, ask),
        startedAt: clock.wall(recording.exchanges[0].started),
        scheduledAt: null,
        utcOffsetMinutes: options.utcOffsetMinutes ?? 0,
        keys: keys(),
        prompt: joined(messages),
        streamStep: wire.streamStep,
        failure,
      });
      options.onRow(row, text, recording);
      return { status: row.status, answer: text.content };
    } finally {
      share.close();
    }
  };

  const drop = (item: PlanItem, why: string, status: "dropped" | "incomplete") => {
    const ask = askOf(targets[item.target], item, []);
    options.onRow(unsentRow(identityOf(item, ask), why, status), noText, null);
  };

  return {
    async turn({ target: number, items }) {
      const target = targets[number];
      const goesOn = () => options.gaveUp?.(target) ? "finish" : verdict();
      const chains = chainsOf(items);
      const run = (chain: Chain, slot: Slot) =>
        runChain(chain, {
          send: (item, messages) => send(item, messages, slot),
          drop,
          goesOn: () => !cut.signal.aborted && goesOn() === "no",
        });
      const open = slots.get(number) ?? [];
      slots.set(number, open);
      // No connection that no request would use.
      while (open.length < Math.min(concurrency, chains.length)) {
        open.push(openSlots(target.base_url, clock, limits, target.connection));
      }
      // Between the turns of one target others had theirs: its connections may be gone.
      // So may its credentials: renewed here, no request waits for them.
      await target.credentials?.prepare?.().catch(() => {});
      if (warm) await Promise.all(open.map((slot) => slot.warm()));
      await gate("turn");
      if (options.load === "waves") {
        await waves(chains, open, run, goesOn, cut, () => gate("wave"));
      } else await closed(chains, open, run, goesOn, cut);
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
