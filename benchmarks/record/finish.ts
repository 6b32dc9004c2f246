/** Why an answer ended, and when. Pure. */
import type { Delta } from "../providers/delta.ts";
import type { Ns } from "../providers/recording.ts";
import type { StampedDelta } from "./text.ts";

type Finish = Extract<Delta, { kind: "finish" }>;

/** Reasons by which a server says that it broke off, or may not say more: what came before is no answer. */
export const brokenOff = ({ reason }: Finish) => reason === "error" || reason === "content_filter";

/**
 * Why an answer ended, and when. Some servers repeat a reason on every chunk, and some say it before the text: the
 * last one counts, but one that says that it broke off whatever follows; and nothing is finished before its last token.
 */
export function finishOf(
  deltas: StampedDelta[],
  lastToken: Ns | null,
): { finish: Finish | undefined; finishedAt: Ns | null } {
  const said = deltas.flatMap(({ at, delta }) => delta.kind === "finish" ? [{ at, delta }] : []);
  const last = said.at(-1);
  return {
    finish: (said.find(({ delta }) => brokenOff(delta)) ?? last)?.delta,
    finishedAt: last === undefined ? null : Math.max(last.at, lastToken ?? last.at),
  };
}
