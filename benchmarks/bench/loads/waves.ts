/** Waves: so many sessions at a time, the next when all are back. */
import type { Chains } from "../../plan/items/chains.ts";
import type { Slot } from "../../wire/slot.ts";
import { type Run, together, type Verdict } from "./closed.ts";

/** One session a slot, then everybody waits for the slowest; `allBack` waits for those of other workers. */
export async function waves(
  chains: Chains,
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
