/** Drives turns over the event loop of this thread, each at its concurrency, over connections opened before it. */
import { type Chain, type Chains, chainsOf } from "../../plan/items/chains.ts";
import { joined } from "../../plan/items/plan_item.ts";
import type { PlanItem } from "../../plan/plan.ts";
import type { Ask } from "../../providers/provider.ts";
import { provider } from "../../providers/index.ts";
import { turnFailed, unsentRow } from "../../record/unsent.ts";
import type { Row } from "../../record/record.ts";
import { noText } from "../../record/text.ts";
import { recordOf } from "../../record/unreadable.ts";
import { handBack } from "../../wire/body/spare.ts";
import { runAttempt } from "../../wire/attempt.ts";
import { mostHeldBytes, sharedMemory } from "../../wire/held.ts";
import { defaultLimits } from "../../wire/limits.ts";
import { secretsOf } from "../../targets/run_target.ts";
import { maxLagOf } from "../../plan/load/load_schema.ts";
import { closed, inTime } from "../loads/closed.ts";
import { notSent, open } from "../loads/open.ts";
import { underCap } from "../loads/shared_cap.ts";
import { type SlotPool, slotPool } from "../loads/slot_pool.ts";
import { waves } from "../loads/waves.ts";
import { until } from "../../wire/clock.ts";
import { openSlots } from "../../wire/origins.ts";
import { rehearse } from "../../wire/rehearse.ts";
import type { Slot } from "../../wire/slot.ts";
import type { Driver, RunOptions } from "./driver.ts";
import { askAgain, type Nth } from "../failures/ask_again.ts";
import { cappedPauses } from "../sessions/idle_cap.ts";
import { type ChainOptions, runChain, type Sent } from "../sessions/run_chain.ts";
import { askOf, columnsOf } from "./item_columns.ts";

const stopPollMs = 100;
/** From the moment that all is ready to the start of a schedule: its first arrival is in time, too. */
const leadNs = 5e6;

export function driverHere(options: Omit<RunOptions, "turns">): Driver {
  const { targets, clock, concurrency } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const cut = new AbortController();
  const verdict = () => options.shouldStop?.() ?? "no";
  const poll = setInterval(() => verdict() === "now" && cut.abort(), stopPollMs);
  const pools = new Map<number, SlotPool>();
  const warm = options.warm ?? true;
  const keys = () => secretsOf(targets);
  const memory = sharedMemory(options.heldBytes ?? mostHeldBytes);
  const readBefore = new Set<string>();
  const rehearsed = async (api: string) => {
    if (readBefore.has(api)) return;
    readBefore.add(api);
    await rehearse(provider(api), clock, limits);
  };
  const gate = options.gate ?? (() => Promise.resolve(clock.now()));

  const identityOf = (item: PlanItem, ask: Ask, attempt = 1) => ({
    ...options.identity,
    ...columnsOf(targets[item.target], item, ask, attempt),
    worker: options.worker ?? 0,
  });

  const once = async (
    item: PlanItem,
    messages: Ask["messages"],
    slot: Slot,
    due: number | null,
    { attempt, requestMs, link }: Nth,
  ): Promise<Sent> => {
    // A later attempt is no arrival of the schedule.
    const scheduled = attempt === 1 ? due : null;
    const target = targets[item.target];
    const wire = provider(target.api);
    const ask = askOf(target, item, messages);
    const { credentials, headers, follow } = target;
    const share = memory.open();
    try {
      const within = { ...limits, requestMs };
      const how = {
        ...{ credentials, headers, follow, scheduled, share },
        signal: cut.signal,
        limits: within,
      };
      const { recording, deltas, failure } = await runAttempt(slot, wire, ask, how);
      const { row, text } = recordOf(recording, deltas, {
        identity: identityOf(item, ask, attempt),
        startedAt: clock.wall(recording.exchanges[0].started),
        scheduledAt: scheduled === null ? null : clock.wall(scheduled),
        utcOffsetMinutes: options.utcOffsetMinutes ?? 0,
        keys: keys(),
        prompt: joined(messages),
        streamStep: wire.streamStep,
        failure,
      });
      link(row, recording);
      options.onRow(row, text, recording);
      for (const { bytes } of recording.exchanges) handBack(bytes);
      return { status: row.status, answer: text.content };
    } finally {
      share.close();
    }
  };

  const drop = (
    item: PlanItem,
    why: string,
    status: "dropped" | "incomplete",
    more: Partial<Row> = {},
  ) => {
    const ask = askOf(targets[item.target], item, []);
    const identity = identityOf(item, ask, (item.begun?.attempts ?? 0) + 1);
    options.onRow({ ...unsentRow(identity, why, status), ...more }, noText, null);
  };

  return {
    async turn({ target: number, items, seconds, concurrency: own, startsAt }, common) {
      const target = targets[number];
      const goesOn = () => options.gaveUp?.(target) ? "finish" : verdict();
      const chains = chainsOf(items);
      const pauses = options.mostIdleS ? cappedPauses(options.mostIdleS * 1e9, clock) : null;
      const sends = () => !cut.signal.aborted && goesOn() === "no";
      const send = (slot: Slot): ChainOptions["send"] => (item, messages, scheduled) => {
        const sent = () =>
          askAgain(item, {
            ...{ clock, scheduled, requestMs: limits.requestMs, goesOn: sends },
            retrying: options.retrying ?? null,
            once: (nth) => once(item, messages, slot, scheduled, nth),
          });
        return pauses?.during(sent) ?? sent();
      };
      const run = (chain: Chain, slot: Slot, scheduled: number | null = null) => {
        const how = { scheduled, clock, drop, pause: pauses?.until, goesOn: sends };
        return runChain(chain, { ...how, send: send(slot) });
      };
      // No connection that no request would use.
      const most = Math.min(own ?? concurrency, chains.length);
      const pool = pools.get(number) ??
        slotPool(() => openSlots(target.base_url, clock, limits, target.connection));
      pools.set(number, pool);
      pool.allow(most);
      // Between the turns of one target others had theirs: its connections may be gone.
      // So may its credentials: renewed here, no request waits for them.
      await target.credentials?.prepare?.().catch(() => {});
      const isScheduled = items[0].scheduledS !== undefined;
      const pastS = startsAt === undefined ? 0 : (clock.now() - startsAt) / 1e9;
      if (warm) await pool.warm(isScheduled ? likelyInFlight(chains, pastS) : most);
      await rehearsed(target.api);
      const ready = await gate("turn");
      const start = startsAt ?? ready + leadNs;
      if (startsAt !== undefined) await until(startsAt, clock, () => goesOn() === "no");
      if (isScheduled) {
        await open(
          chains,
          common ? underCap(pool, common.underWay, own ?? concurrency) : pool,
          {
            start,
            // All workers came at the same moment, and miss the same arrivals.
            missedBefore: startsAt === undefined ? start : Math.max(start, ready),
            clock,
            mostLag: maxLagOf(options.load) * 1e9,
            run,
            drop: ([first, ...later], scheduled, why) => {
              drop(first, notSent[why], "dropped", {
                scheduled_at: clock.wall(scheduled),
                error_code: why,
              });
              for (const item of later) drop(item, turnFailed(0), "dropped");
            },
          },
          goesOn,
          cut,
        );
      } else if (options.load === "waves") {
        await waves(chains, pool.all(), run, goesOn, cut, () => gate("wave"));
      } else {
        const left = chains[Symbol.iterator]();
        const shared = chainsOf(common?.items ?? []);
        const next = () => left.next().value ?? shared.at(common?.take() ?? 0);
        await closed(inTime(next, seconds, clock), pool.all(), run, goesOn, cut);
      }
      if (!warm) {
        pool.close();
        pools.delete(number);
      }
    },
    close() {
      clearInterval(poll);
      for (const pool of pools.values()) pool.close();
      return Promise.resolve();
    },
  };
}

/** Connections to open before a schedule: as many as begin in its first second, or the first that is not past. */
function likelyInFlight(chains: Chains, pastS: number): number {
  const from = Math.max(chains.at(0)![0].scheduledS!, pastS);
  return chains[Symbol.iterator]().filter(([{ scheduledS: s }]) => s! >= from && s! <= from + 1)
    .reduce((n) => n + 1, 0);
}
