/** A request as its user has it: sent, and where it fails for a reason that may pass, sent again. */
import type { PlanItem } from "../../plan/plan.ts";
import { type Retries, waitBefore } from "../../plan/load/retries_schema.ts";
import type { Ns, Recording } from "../../providers/recording.ts";
import type { Row } from "../../record/record.ts";
import { type Clock, sleep } from "../../wire/clock.ts";
import type { Sent } from "../sessions/run_chain.ts";
import { worthAnother } from "./worth.ts";

/** What a run does about failed requests. */
export interface Retrying extends Retries {
  /** Of the run: what is drawn of a wait depends on it and the request alone. */
  seed: number;
  /** When the run ends, seconds of its clock; null where its plan ends it. */
  runEndS: number | null;
}

/** One of the attempts of a request. */
export interface Nth {
  /** From 1. */
  attempt: number;
  /** The provider's name for the first attempt; null where there is none. */
  firstRequestId: string | null;
  /** When the request was due, in a closed loop when it was first sent; null where that was before the run was cut. */
  due: Ns | null;
  /** What is left to it of the time that the request has; null where it may take as long as it does. */
  requestMs: number | null;
  /** Fills in what its row says of the attempts around it; called before the row is kept. */
  link(row: Row, recording: Recording): void;
}

export interface AskAgainOptions {
  retrying: Retrying | null;
  clock: Clock;
  /** When it was due; null in a closed loop. */
  scheduled: Ns | null;
  /** What a request may take, from when it was due to the end of its last attempt. */
  requestMs: number | null;
  /** Sends it and keeps its row. */
  once(nth: Nth): Promise<Sent>;
  /** Asked while it waits. */
  goesOn(): boolean;
}

/**
 * Sends it until an attempt ends the request. Where the run ends while it waits, it is incomplete: the last row says
 * that another was to follow.
 */
export async function askAgain(
  item: PlanItem,
  { retrying, clock, scheduled, requestMs, once, goesOn }: AskAgainOptions,
): Promise<Sent> {
  // Of a run that was cut off between two attempts nobody knows what the time between them was.
  const before = item.begun ?? null;
  let due: Ns | null = before ? null : scheduled;
  const deadline = (due ?? clock.now()) + (requestMs ?? Infinity) * 1e6;
  let firstRequestId = before?.requestId ?? null;
  for (let attempt = (before?.attempts ?? 0) + 1;; attempt++) {
    let next: Ns | null = null;
    const sent = await once({
      attempt,
      firstRequestId,
      due,
      requestMs: attempt === 1 || requestMs === null
        ? requestMs
        : Math.max(1, (deadline - clock.now()) / 1e6),
      link(row, { exchanges }) {
        const { started } = exchanges[0];
        if (attempt === 1) {
          due ??= started;
          firstRequestId = row.request_id;
        } else {
          row.first_request_id = firstRequestId;
          row.since_first_s = due === null ? null : (started - due) / 1e9;
        }
        if (!retrying || item.phase === "probe" || attempt > retrying.max) return;
        if (!worthAnother(row, exchanges.at(-1)!.headers)) return;
        const of = [retrying.seed, item.target, item.phase, item.requestIndex].join(" ");
        const waitS = waitBefore(attempt, row.retry_after_s, retrying, of);
        const at = clock.now() + waitS * 1e9;
        if (at >= Math.min(deadline, (retrying.runEndS ?? Infinity) * 1e9)) return;
        row.retry_in_s = waitS;
        next = at;
      },
    });
    if (next === null) return sent;
    await wait(next, clock, goesOn);
    if (!goesOn()) return { ...sent, status: "incomplete" };
  }
}

/** So often a run that is stopped is heard by who waits: a thousand may. */
const longestSleepMs = 250;

async function wait(moment: Ns, clock: Clock, goesOn: () => boolean): Promise<void> {
  for (;;) {
    const leftMs = (moment - clock.now()) / 1e6;
    if (leftMs <= 0 || !goesOn()) return;
    await sleep(Math.min(Math.ceil(leftMs), longestSleepMs));
  }
}
