/** The log of what was sent: JSON lines, one per request that a profile or a fault answered. */
import { createWriteStream } from "node:fs";
import type { Send } from "./protocols/protocol.ts";
import type { Sent } from "./send.ts";

/**
 * One line. Pairs are [scheduled, actual] in milliseconds since `arrived_ms`; `arrived_ms` counts from
 * `time_origin_ms`, which is on the wall, so that two processes can be compared.
 */
export interface LogLine {
  request_id: string;
  /** The profile, or `fault-NAME`. */
  profile: string;
  /** "left" where the client went before the answer was whole; "fault" whatever became of a fault. */
  outcome: "ok" | "rate_limited" | "failed" | "left" | "fault";
  time_origin_ms: number;
  arrived_ms: number;
  role_ms: [number, number] | null;
  /**
   * The chunks that carry tokens, in the order sent; none in an answer of one piece. Of a fault, all
   * pieces of its body.
   */
  sent_ms: [number, number][];
  /** Characters of each of these chunks; none of a fault. */
  chunk_chars: number[];
  finish_ms: [number, number] | null;
  usage_ms: [number, number] | null;
  done_ms: [number, number] | null;
  /** The end of the answer, actual; null where the client left before it. */
  ended_ms: number | null;
}

/** The pairs of a line, of what was sent. */
export function pairsOf(sent: Sent[]) {
  const pairs = (kind: Send["kind"]) =>
    sent.filter((s) => s.send.kind === kind)
      .map((s): [number, number] => [s.send.at_ms, s.actual_ms]);
  const done_ms = pairs("done")[0] ?? null;
  return {
    role_ms: pairs("role")[0] ?? null,
    sent_ms: pairs("token"),
    chunk_chars: [] as number[],
    finish_ms: pairs("finish")[0] ?? null,
    usage_ms: pairs("usage")[0] ?? null,
    done_ms,
    ended_ms: done_ms?.[1] ?? null,
  };
}

/** Opens the log at its end. Lines stay whole however many requests end at once; `close` waits for the disk. */
export async function openLog(
  path: string,
): Promise<{ write(line: LogLine): void; close(): Promise<void> }> {
  const file = createWriteStream(path, { flags: "a" });
  await new Promise<void>((resolve, reject) =>
    file.once("open", () => resolve()).once("error", reject)
  );
  return {
    write: (line) => void file.write(JSON.stringify(line) + "\n"),
    close: () => new Promise<void>((resolve) => file.end(() => resolve())),
  };
}
