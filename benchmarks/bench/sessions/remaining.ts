/** What is left of a plan of which a part is done. */
import { type Chain, chainsOf } from "../../plan/items/chains.ts";
import type { Config } from "../../plan/config_schema.ts";
import { attemptWord, type Finished } from "../../store/journal/recover.ts";
import {
  isMeasured,
  joined,
  messagesOf,
  type PlanItem,
  type Turn,
} from "../../plan/items/plan_item.ts";

/** Why the rest of a session is not asked after a run was cut off. */
const answersGone =
  "The run was cut off within this session; its live answers, which this turn would hold, are not kept.";

/**
 * The turns without what a run did before it was cut off; a request between two attempts goes on with the next. Where
 * the starts of measured turns are agreed on (`startsAgreed`), their schedules still count from those.
 */
export function leftOf(
  turns: Turn[],
  { targets }: Config,
  { done, begun }: Finished,
  startsAgreed = false,
): Turn[] {
  const wordOf = ({ target, phase, requestIndex }: PlanItem) => {
    const { provider, model } = targets[target];
    return attemptWord({ provider, model, phase, request_index: requestIndex, attempt: 1 });
  };
  for (const item of begun.size ? turns.flatMap(({ items }) => items) : []) {
    const before = begun.get(wordOf(item));
    if (before) item.begun = before;
  }
  return remaining(turns, (item) => !item.begun && done.has(wordOf(item)), startsAgreed);
}

/**
 * The turns without what is done. A session of which a part is done goes on where every answer that it holds is known
 * beforehand; with live answers it cannot, and the rest of it is not sent. Where starts are agreed on, the schedules of
 * measured turns stay.
 */
export const remaining = (
  turns: Turn[],
  isDone: (item: PlanItem) => boolean,
  startsAgreed = false,
): Turn[] =>
  turns.map((turn, place) => {
    // A turn of so many seconds had them where a later one has begun.
    const over = turn.seconds && turns.some((later, i) => i > place && later.items.some(isDone));
    const items = over ? [] : [...chainsOf(turn.items)].flatMap((chain) => restOf(chain, isDone));
    // The time in which nothing was sent is no part of a schedule, unless others go by the same one.
    const first = startsAgreed && isMeasured(turn) ? 0 : items[0]?.scheduledS ?? 0;
    for (const item of items) if (item.scheduledS !== undefined) item.scheduledS -= first;
    return { ...turn, items };
  });

function restOf(chain: Chain, isDone: (item: PlanItem) => boolean): Chain {
  const from = chain.findLastIndex(isDone) + 1;
  if (from === 0) return chain;
  const [next, ...later] = chain.slice(from);
  if (!next) return [];
  next.scheduledS ??= chain[0].scheduledS;
  if (next.follows === "live") {
    return [next, ...later].map((item) => Object.assign(item, { unsent: answersGone }));
  }
  if (next.follows === "whole") return [next, ...later];
  const messages = chain.slice(0, from + 1).flatMap(messagesOf);
  return [{ ...next, prompt: joined(messages), messages }, ...later];
}
