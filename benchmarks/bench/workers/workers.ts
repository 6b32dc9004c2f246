/** Several workers that share one plan, and the thread that keeps their rows. */
import { type PlanItem, StoredItem } from "../../plan/items/plan_item.ts";
import { type Clock, zeroOf } from "../../wire/clock.ts";
import type { Drivers, RunOptions } from "./driver.ts";
import { capMemory } from "../loads/shared_cap.ts";
import type { BesideLoad, Kept, SentItem, Setup, Watched } from "./messages.ts";
import { sharesOf, slotsOf } from "../../plan/items/shares.ts";
import { Thread } from "./thread.ts";
import { setVerdicts, verdictMemory } from "./verdicts.ts";
import { worstOf } from "./worst.ts";

export interface WorkersOptions
  extends Pick<RunOptions, "targets" | "shouldStop" | "gaveUp" | "start"> {
  clock: Clock;
  setup: Setup;
  /** Called once an attempt, in the one order of the journal. What it throws ends the run. */
  keep(kept: Kept): void;
  /** What every event loop asks beside it. */
  beside?: BesideLoad | null;
}

const lookEveryMs = 100;
/** From the last worker that is ready to the moment at which all begin: a message is there in far less. */
const leadNs = 2e6;

/** Starts `n` workers, no more than there are slots; resolves when all are ready for a turn. */
export async function startWorkers(n: number, options: WorkersOptions): Promise<Drivers> {
  const { targets, setup, clock } = options;
  const verdicts = verdictMemory(targets.length);
  let fault: Error | null = null;
  let [driving, waiting] = [new Set<Thread>(), new Set<Thread>()];

  const look = () => {
    const stop = fault ? "now" : options.shouldStop?.() ?? "no";
    setVerdicts(verdicts, stop, targets.map((target) => options.gaveUp?.(target) ?? false));
  };
  const fail = (error: Error) => {
    fault ??= error;
    look();
  };
  /** All who are not done yet wait: they go on together. */
  const meet = () => {
    if (waiting.size === 0 || waiting.size < driving.size) return;
    const at = clock.now() + leadNs;
    for (const thread of waiting) thread.begin(at);
    waiting = new Set();
  };
  const threads = Array.from({ length: n }, (): Thread => {
    const thread = new Thread({
      kept(kept) {
        try {
          options.keep(kept);
        } catch (error) {
          fail(error as Error);
        }
        look();
      },
      beside: (row) => options.beside?.stamp(row),
      waits() {
        waiting.add(thread);
        meet();
      },
      fault: fail,
    });
    return thread;
  });
  const poll = setInterval(look, lookEveryMs);
  const close = async () => {
    await Promise.all(threads.map((thread) => thread.tell({ kind: "end" })));
    clearInterval(poll);
    threads.forEach((thread) => thread.terminate());
    if (fault) throw fault;
  };

  look();
  await Promise.all(
    threads.map((thread, worker) => {
      const own = { worker, zero: zeroOf(clock), beside: options.beside?.load ?? null };
      return thread.tell({ kind: "start", ...own, workers: n, setup, verdicts });
    }),
  );
  if (fault) await close();
  return {
    async turn({ items, ...turn }) {
      const concurrency = turn.concurrency ?? setup.concurrency;
      const scheduled = items[0].scheduledS !== undefined;
      const closed = setup.load !== "waves" && !scheduled;
      const shares = sharesOf(items, { concurrency, closed }, n);
      const common = shares.common.map(sent);
      const taken = new SharedArrayBuffer(4);
      const underWay = capMemory();
      driving = new Set(threads.filter((_, i) => shares.own[i].length > 0));
      await Promise.all([...driving].map(async (thread) => {
        const k = threads.indexOf(thread);
        // Of a schedule the cap is one; of other loads each has its own slots full.
        const own = { ...turn, concurrency: scheduled ? concurrency : slotsOf(concurrency, k, n) };
        const items = shares.own[k].map(sent);
        await thread.tell({ kind: "turn", turn: own, items, common, taken, underWay });
        driving.delete(thread);
        waiting.delete(thread);
        meet();
      }));
      if (fault) throw fault;
    },
    close,
    ...worstOf(() => threads.flatMap(({ watched }): Watched[] => watched ? [watched] : [])),
  };
}

/** What a thread is sent of an item: its words, or where they are. */
const sent = (item: PlanItem): SentItem =>
  item instanceof StoredItem ? { ...item, stored: item.stored } : item;
