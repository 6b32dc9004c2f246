/** Rows of requests that were planned and not sent. Pure. */
import { emptyRow, type Row } from "./record.ts";
import type { RowContext } from "./to_record.ts";

/** Why a turn of a session was not sent; `turn` is the one that ended it, from 0. */
export const turnFailed = (turn: number): string =>
  `Turn ${turn} of this session failed, so this turn was not sent.`;
export const noAnswer = (turn: number): string =>
  `Turn ${turn} of this session was answered without text, so this turn had nothing to go on with.`;
/** Why the rest of a session that had begun was not sent. */
export const runEnded = "The run ended within this session, so this turn was not sent.";

/** The row of a request that was not sent, and why. */
export const unsentRow = (
  identity: RowContext["identity"],
  why: string,
  status: "dropped" | "incomplete",
): Row => ({
  ...emptyRow({ ...identity, status }),
  ...identity,
  error_message: why,
});
