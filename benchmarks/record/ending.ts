/** How far an answer is by its deltas: it may be over though its body is not. Pure. */
import type { Delta } from "../providers/delta.ts";

/**
 * `open`: more is due. `reason`: the server said why the answer ended, but maybe says so of every piece. `whole`: it
 * said so after several pieces of text, and none followed. `ended`: the protocol's end mark came. `failed`: the server
 * reported an error, or sent what cannot be read.
 */
export type Stage = "open" | "reason" | "whole" | "ended" | "failed";

/** One answer, followed delta by delta. */
export interface Ending {
  add(delta: Delta): void;
  stage(): Stage;
  /**
   * Whether all of it came, however the server leaves. An end mark alone says less than a reason: llama-cpp-python
   * writes it into streams that it breaks off for a later request.
   */
  whole(): boolean;
}

export function followEnding(): Ending {
  let pieces = 0;
  let reason: "none" | "doubtful" | "sure" | "disproved" = "none";
  let failed = false;
  let ended = false;
  return {
    add(delta) {
      if (delta.kind === "done") {
        ended = true;
        if (delta.whole) reason = "sure";
      } else if (delta.kind === "error") failed = true;
      else if (delta.kind === "finish") {
        // Servers that give a reason with every piece give the first one with the first piece.
        if (reason === "none") reason = pieces > 1 ? "sure" : "doubtful";
      } else if ("text" in delta && delta.text !== "") {
        pieces += delta.pieces ?? 1;
        if (reason !== "none") reason = "disproved";
      }
    },
    whole: () => ended ? reason !== "none" : reason === "sure",
    stage() {
      if (ended) return "ended";
      if (failed) return "failed";
      if (reason === "sure") return "whole";
      return reason === "doubtful" ? "reason" : "open";
    },
  };
}
