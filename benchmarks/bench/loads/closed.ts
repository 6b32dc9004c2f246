/** A closed loop: a session is begun when an earlier one has ended. */
import type { Chain } from "../../plan/items/chains.ts";
import type { Slot } from "../../wire/slot.ts";

/** One session over one slot, from its first request to its last. */
export type Run = (chain: Chain, slot: Slot) => Promise<void>;
/** Whether the run goes on; asked before every request. */
export type Verdict = () => "no" | "finish" | "now";

/** Every slot takes the next session as soon as its last one ended. */
export async function closed(
  chains: Chain[],
  slots: Slot[],
  run: Run,
  verdict: Verdict,
  cut: AbortController,
) {
  let next = 0;
  await together(
    slots.map((slot) => async () => {
      while (next < chains.length && !cut.signal.aborted && verdict() === "no") {
        await run(chains[next++], slot);
      }
    }),
    cut,
  );
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
