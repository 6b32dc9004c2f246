/** A closed loop: a session is begun when an earlier one has ended. */
import type { Chain } from "../../plan/items/chains.ts";
import type { Turn } from "../../plan/items/plan_item.ts";
import type { Clock } from "../../wire/clock.ts";
import type { Slot } from "../../wire/slot.ts";

/** One session over one slot, from its first request to its last. */
export type Run = (chain: Chain, slot: Slot) => Promise<void>;
/** Whether the run goes on; asked before every request. */
export type Verdict = () => "no" | "finish" | "now";

/** Every slot takes the next session, undefined where there is none, as soon as its last one ended. */
export async function closed(
  next: () => Chain | undefined,
  slots: Slot[],
  run: Run,
  verdict: Verdict,
  cut: AbortController,
) {
  await together(
    slots.map((slot) => async () => {
      while (!cut.signal.aborted && verdict() === "no") {
        const chain = next();
        if (!chain) return;
        await run(chain, slot);
      }
    }),
    cut,
  );
}

/** Gives the next chains; of a phase whose seconds are over, since its first one, none. */
export function inTime(
  next: () => Chain | undefined,
  seconds: Turn["seconds"],
  clock: Pick<Clock, "now">,
): () => Chain | undefined {
  const began = new Map<string, number>();
  return () => {
    for (let chain = next(); chain; chain = next()) {
      const { phase } = chain[0];
      const now = clock.now();
      if (!began.has(phase)) began.set(phase, now);
      if (now - began.get(phase)! < (seconds?.[phase] ?? Infinity) * 1e9) return chain;
    }
  };
}

/** Runs all; where one throws (a fault of ours) the others are cut, waited for, and it is thrown on. */
export async function together(
  tasks: (() => Promise<void>)[],
  cut: AbortController,
): Promise<void> {
  const results = await Promise.allSettled(tasks.map((task) =>
    task().catch((fault) => {
      cut.abort();
      throw fault;
    })
  ));
  const fault = results.find((r) => r.status === "rejected");
  if (fault) throw (fault as PromiseRejectedResult).reason;
}
