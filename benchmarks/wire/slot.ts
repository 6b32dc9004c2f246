/** What a caller sees of a connection, and says while an answer comes over it. */
import type { WireRequest } from "../providers/provider.ts";
import type { Stage } from "../record/ending.ts";
import type { Limits } from "./limits.ts";
import type { Exchange, Ns } from "../providers/recording.ts";

/** What a caller wants of an exchange while it goes on. */
export interface ExchangeOptions {
  /** Called once, with the final response head, before the first arrival. */
  onHead?(head: { status: number; headers: [string, string][] }, at: Ns): void;
  /**
   * Called with the content-decoded bytes of an arrival, maybe in several calls that share `at`, and maybe a while
   * after: taking times comes first. A code that it gives back ends the exchange as `cut` with that code.
   */
  onArrival?(bytes: Uint8Array, at: Ns): string | void;
  /**
   * Called before that where several arrivals wait: their bytes together, where each ends in them, and when each came.
   * Says how many it read; the others come by `onArrival`. It reads none after which one may have come too late.
   */
  onArrivals?(bytes: Uint8Array, ends: number[], at: Ns[]): { read: number; enough?: string };
  /** Aborting it ends the exchange as `cut`, code `run`. */
  signal?: AbortSignal;
  limits?: Partial<Limits>;
  /** From when the limits of the whole and of the first token count, where an earlier exchange began it. */
  since?: Ns;
}

/**
 * One connection's worth of requests, one after the other. In HTTP/2 too: streams that share a connection wait for
 * each other's lost packets and full windows, and whose wait it was could not be told. So each has its own.
 */
export interface Slot {
  /** Opens the socket without sending anything. Never throws: a failure shows in the first exchange. */
  warm(): Promise<void>;
  /**
   * Sends a request and resolves when its answer ended, however it ended. Rejects only where one of the
   * callbacks threw: that is a fault of ours.
   */
  exchange(request: WireRequest, options?: ExchangeOptions): Promise<Exchange>;
  /** The caller has seen a token: from here the idle limit counts, not the first-token limit. */
  gotToken(): void;
  /** How far the answer was at an arrival: one that is over does not wait for its body to end. */
  reached(stage: Stage, at: Ns): void;
  close(): void;
}
