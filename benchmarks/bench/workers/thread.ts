/** One worker as the thread that keeps the rows sees it. */
import type { Ns } from "../../providers/recording.ts";
import { monotonicMs } from "../../wire/clock.ts";
import type { FromWorker, Kept, Seen, ToWorker, Watched } from "./messages.ts";

export interface ThreadEvents {
  kept(kept: Kept): void;
  /** A row of the load beside. */
  beside(row: Seen): void;
  /** It waits for the others. */
  waits(): void;
  /** Of ours. */
  fault(error: Error): void;
}

export class Thread {
  #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  #answered: (() => void) | null = null;
  #dead = false;
  /** How its event loop was, once it ended. */
  watched: Watched | null = null;

  constructor(private events: ThreadEvents) {
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault(); // said once, by whoever ran it
      this.#dead = true;
      this.events.fault(new Error(`A worker ended: ${event.message}`));
      this.#answered?.();
    };
  }

  /** Resolves when it has done what it was told, or cannot. */
  tell(message: Extract<ToWorker, { kind: "start" | "turn" | "end" }>): Promise<void> {
    if (this.#dead) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#answered = resolve;
    this.#worker.postMessage(message);
    return promise;
  }

  /** It goes on at this moment. */
  begin(at: Ns): void {
    this.#worker.postMessage({ kind: "begin", at } satisfies ToWorker);
  }

  terminate(): void {
    this.#worker.terminate();
  }

  #hear(message: FromWorker): void {
    if (message.kind === "time") {
      return this.#worker.postMessage({ kind: "time", ms: monotonicMs() } satisfies ToWorker);
    }
    if (message.kind === "kept") return this.events.kept(message.kept);
    if (message.kind === "beside") return this.events.beside(message.row);
    if (message.kind === "waits") return this.events.waits();
    if (message.kind === "fault") {
      const error = new Error(message.message);
      error.stack = message.stack;
      this.events.fault(error);
      if (message.over) this.#answered?.();
      return;
    }
    if (message.kind === "ended") this.watched = message.watched;
    this.#answered?.();
  }
}
