/** Reading what a server sent: where that fails, it is a fault of the answer, never of the run. Pure. */
import { protocolError } from "../providers/read/sse_body.ts";
import type { Delta } from "../providers/delta.ts";
import type { Ns, Recording } from "../providers/recording.ts";
import { isText } from "./text.ts";
import { type RowContext, type StampedDelta, toRecord } from "./to_record.ts";

/** An answer that holds more faults is not read on: the first decides, and each takes as long as ten good events. */
const mostFaults = 100;

/** What is said of an answer that could not be read for a reason that nobody thought of. */
const unreadableAnswer = (fault: unknown): Delta =>
  protocolError(`What came could not be read (${fault})`);

/** Adds a delta to its answer. Text of one kind that came at once is one: a flood brings hundreds of pieces. */
function addTo(deltas: StampedDelta[], at: Ns, delta: Delta): void {
  const last = deltas.at(-1);
  if (
    last?.at !== at || !isText(delta) || !isText(last.delta) || last.delta.kind !== delta.kind ||
    delta.text === "" || last.delta.text === ""
  ) return void deltas.push({ at, delta });
  const { kind, text, pieces = 1 } = last.delta;
  last.delta = { kind, text: text + delta.text, pieces: pieces + (delta.pieces ?? 1) };
}

/** One answer, read piece by piece into `deltas`; what tells of a failure too. */
export function answerReader(deltas: StampedDelta[]) {
  let faults = 0;
  let failed = false;
  return {
    /** What `read` gives; null where it fails, or anything failed before. */
    guarded<T>(read: () => T, at: Ns): T | null {
      if (failed) return null;
      try {
        return read();
      } catch (fault) {
        failed = true;
        addTo(deltas, at, unreadableAnswer(fault));
        return null;
      }
    },
    /** Keeps a delta of this answer. */
    keep(at: Ns, delta: Delta): void {
      if (delta.kind === "error") faults++;
      addTo(deltas, at, delta);
    },
    /** Whether there is no use in reading on. */
    unreadable: () => failed || faults > mostFaults,
  };
}

/** The row of an attempt and its text. Where what was read cannot be written down, that is told in the row. */
export function recordOf(
  recording: Recording,
  deltas: StampedDelta[],
  context: RowContext,
): ReturnType<typeof toRecord> {
  try {
    return toRecord(recording, deltas, context);
  } catch (fault) {
    const { at } = recording.exchanges.at(-1)!.end;
    const told = [{ at, delta: unreadableAnswer(fault) }];
    return toRecord(recording, told, { ...context, failure: null });
  }
}
