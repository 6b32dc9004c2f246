/** Parts of a shard while its load goes on, made in a thread of their own: nothing is done where stamps are taken. */
import type { Held, Pace } from "../claim.ts";
import type { PartsWanted } from "./parts_writer.ts";

/** How a thread opens the place: a place itself cannot be handed to it. */
export interface StoreName {
  name: string;
  /** Variables that it reads; keys may be among them. */
  variables: Record<string, string>;
}

export interface ThreadWanted {
  store: StoreName;
  parts: PartsWanted;
  held: Held;
  pace: Pace;
  /** From one part to the next. */
  partMs: number;
}

/** Once where the place cannot be reached, and once when it can be again; `taken`: another process has the shard. */
export type FromThread = { failed: string } | { reached: true } | { taken: string } | null;

export interface PartsThread {
  /** What is being written is finished; nothing is written any more when it resolves. */
  stop(): Promise<void>;
}

/** Starts making parts; `heard` gets what there is to say. */
export function startParts(
  wanted: ThreadWanted,
  heard: (said: Exclude<FromThread, null>) => void,
): PartsThread {
  const worker = new Worker(new URL("./parts_thread.ts", import.meta.url), { type: "module" });
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  worker.onmessage = ({ data }: MessageEvent<FromThread>) => data ? heard(data) : resolve();
  // The load goes on without it: every row is in the journal, and is committed at the end.
  worker.onerror = (event) => {
    event.preventDefault();
    heard({ failed: event.message });
    resolve();
  };
  worker.postMessage(wanted);
  return {
    async stop() {
      worker.postMessage(null);
      await ended;
      worker.terminate();
    },
  };
}
