/** How the sessions of a turn are spread over its slots. */
import type { Chain } from "../plan/items/chains.ts";
import type { Slot } from "../wire/slot.ts";

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

/** One session a slot, then everybody waits for the slowest; `allBack` waits for those of other workers. */
export async function waves(
  chains: Chain[],
  slots: Slot[],
  run: Run,
  verdict: Verdict,
  cut: AbortController,
  allBack: () => Promise<unknown> = () => Promise.resolve(),
) {
  for (let i = 0; i < chains.length && !cut.signal.aborted && verdict() === "no";) {
    if (i > 0) await allBack();
    const wave = chains.slice(i, i + slots.length);
    await together(wave.map((chain, j) => () => run(chain, slots[j])), cut);
    i += wave.length;
  }
}

/** Runs all; where one throws (a fault of ours) the others are cut, waited for, and it is thrown on. */
async function together(tasks: (() => Promise<void>)[], cut: AbortController): Promise<void> {
  const results = await Promise.allSettled(tasks.map((task) =>
    task().catch((fault) => {
      cut.abort();
      throw fault;
    })
  ));
  const fault = results.find((r) => r.status === "rejected");
  if (fault) throw (fault as PromiseRejectedResult).reason;
}
