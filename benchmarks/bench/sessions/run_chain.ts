/** A session as one slot sends it: each turn after the answer to the one before, until one cannot be sent. */
import type { Chain } from "../../plan/items/chains.ts";
import { messagesOf, type PlanItem } from "../../plan/items/plan_item.ts";
import type { Message } from "../../plan/items/message.ts";
import type { Ns } from "../../providers/recording.ts";
import type { Row } from "../../record/record.ts";
import { type Clock, until } from "../../wire/clock.ts";
import { noAnswer, runEnded, turnFailed } from "../../record/unsent.ts";

/** How a request ended. */
export interface Sent {
  status: Row["status"];
  /** Text of the answer. */
  answer: string;
}

export interface ChainOptions {
  /** When its first request is due, on the clock; null in a closed loop, where all of it has no schedule. */
  scheduled: Ns | null;
  clock: Clock;
  /** Sends an item with these messages; `scheduled` is when it was due. */
  send(item: PlanItem, messages: Message[], scheduled: Ns | null): Promise<Sent>;
  /** Keeps a turn that is not sent, and why: by a fault of the session (dropped), or of the run (incomplete). */
  drop(item: PlanItem, why: string, status: "dropped" | "incomplete"): void;
  /** Waits until a later turn is due (default: as long as that takes). */
  pause?(due: Ns, goesOn: () => boolean): Promise<void>;
  /** Asked before every later turn. */
  goesOn(): boolean;
}

/**
 * Sends a session. A turn that fails ends it, as does, with live answers, one without text: the turns behind it are
 * dropped. Where the run ends first they are incomplete.
 */
export async function runChain(
  chain: Chain,
  { scheduled, clock, pause, send, drop, goesOn }: ChainOptions,
): Promise<void> {
  // Without rows a session that was cut between two turns would look like one that got to its end.
  const cut = (rest: Chain) => {
    for (const later of rest) drop(later, runEnded, "incomplete");
  };
  let before: Message[] = [];
  const begun = scheduled ?? clock.now();
  let due = begun;
  for (const [i, item] of chain.entries()) {
    if (i > 0) {
      await (pause?.(due, goesOn) ?? until(due, clock, goesOn));
      if (!goesOn()) return cut(chain.slice(i));
    }
    if (item.unsent) {
      drop(item, item.unsent, "incomplete");
      continue;
    }
    const messages = item.follows === "whole" ? messagesOf(item) : [...before, ...messagesOf(item)];
    const { status, answer } = await send(item, messages, scheduled === null ? null : due);
    const ended = clock.now();
    const next = chain.at(i + 1);
    if (status === "incomplete") return cut(chain.slice(i + 1));
    if (!next) return;
    const live = next.follows === "live";
    if (status !== "ok" || live && answer.trim() === "") {
      const why = status === "ok" ? noAnswer(item.turn) : turnFailed(item.turn);
      for (const later of chain.slice(i + 1)) drop(later, why, "dropped");
      return;
    }
    due = dueOf(next, begun, ended);
    before = live ? [...messages, { role: "assistant", content: answer }] : messages;
  }
}

/** The moment at which a later turn is due: never before the answer that it follows has ended. */
const dueOf = ({ afterAnswerS, afterFirstS }: PlanItem, begun: Ns, ended: Ns): Ns =>
  Math.max(ended + (afterAnswerS ?? 0) * 1e9, begun + (afterFirstS ?? 0) * 1e9);
