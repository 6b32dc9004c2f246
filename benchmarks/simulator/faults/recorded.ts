/** A script as a recording of it: what a reader without delay would have seen, without a socket. */
import type { Ending, Step } from "./script.ts";
import { actionsOf, type Filling } from "./wire.ts";

export interface Recorded {
  /** Null where no head came. */
  status: number | null;
  /** The script's own; those of the framing are left out. */
  headers: [string, string][];
  head_ms: number | null;
  /** Pieces of the body as they were written, in the coding that the headers name. */
  arrivals: { at_ms: number; bytes: Uint8Array }[];
  /** `none`: there was more, and it was left. `whole`: the body is whole by its framing. */
  end: { how: Ending | "none"; at_ms: number; whole: boolean };
}

/** What steps give, up to so many bytes: the last piece is the one that passes the limit. */
export function recorded(steps: Step[], filling: Filling = {}, maxBytes = 1 << 20): Recorded {
  const seen: Recorded = {
    status: null,
    headers: [],
    head_ms: null,
    arrivals: [],
    end: { how: "none", at_ms: 0, whole: false },
  };
  let framing: string | null = null;
  let bytes = 0;
  for (const action of actionsOf(steps, filling)) {
    seen.end.at_ms = action.at_ms;
    if ("end" in action) {
      const whole = action.end === "complete" || (action.end === "close" && framing === "close");
      seen.end = { how: action.end, at_ms: action.at_ms, whole };
      break; // what comes after a whole answer is no part of it
    }
    if (action.head) {
      seen.status = action.head.status;
      seen.headers = action.head.headers;
      seen.head_ms = action.at_ms;
      framing = action.head.framing;
    }
    if (action.body?.length) seen.arrivals.push({ at_ms: action.at_ms, bytes: action.body });
    if (!action.head) bytes += (action.body ?? action.wire).length; // an endless head must end too
    if (bytes > maxBytes) break;
  }
  return seen;
}
