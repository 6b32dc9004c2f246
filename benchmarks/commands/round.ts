/** One round of a watch, in a process of its own. Standard input says what to measure; its end ends the round. */
import { runBench } from "../bench/bench.ts";
import { TextLineStream } from "../processes/lines.ts";
import { OverBudget } from "../budget/budget.ts";
import { type Order, wouldPassBudget } from "../watch/order.ts";

/** The exit status is that of a bench. */
export async function roundCommand(): Promise<number> {
  const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream())
    .pipeThrough(new TextLineStream()).getReader();
  const { value } = await lines.read();
  if (value === undefined) return 130; // the watch has ended already
  const { config, ...options }: Order = JSON.parse(value);
  const cut = new AbortController();
  lines.read().then(() => cut.abort());
  try {
    const { status } = await runBench(config, { ...options, consented: true, cut: cut.signal });
    return status;
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
    console.error(error.message);
    return wouldPassBudget;
  }
}
