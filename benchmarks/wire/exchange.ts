/** One exchange while it happens: stamps, bytes, limits, and how it ended. */
import type { Clock } from "./clock.ts";
import type { Opened } from "./connector.ts";
import { type BodyDecoder, bodyDecoder } from "./inflate.ts";
import { type Limits, timerMs } from "./limits.ts";
import { endOf, type Failure, headerPairs } from "./undici_words.ts";
import type { EndHow, Exchange, Ns } from "./recording.ts";

/** What a caller wants of an exchange while it goes on. */
export interface ExchangeOptions {
  /** Called once, with the final response head. */
  onHead?(head: { status: number; headers: [string, string][] }, at: Ns): void;
  /** Called with the content-decoded bytes of an arrival, maybe in several calls that share `at`. */
  onArrival?(bytes: Uint8Array, at: Ns): void;
  /** Aborting it ends the exchange as `cut`, code `run`. */
  signal?: AbortSignal;
  limits?: Partial<Limits>;
  /** From when the limits of the whole and of the first token count, where an earlier exchange began it. */
  since?: Ns;
}

type Controller = { abort(reason: Error): void; rawHeaders?: unknown };

export class ExchangeWatch {
  /** Resolves with the exchange; rejects where a callback of the caller threw. */
  readonly done: Promise<Exchange>;
  /** The connection opened for this exchange, if one was. */
  opened: Opened | null = null;
  /** Of the connection that it went over. */
  httpVersion: "1.1" | "2" = "1.1";
  /** The request was sent a second time, on a fresh connection. */
  resent = false;

  #resolve!: (exchange: Exchange) => void;
  #reject!: (fault: unknown) => void;
  #started: Ns = 0;
  #sent: Ns | null = null;
  #headersAt: Ns | null = null;
  #status: number | null = null;
  #headers: [string, string][] = [];
  #arrivals: { at: Ns; endByte: number }[] = [];
  #pieces: Uint8Array[] = [];
  #length = 0;
  #inflater: BodyDecoder | null = null;
  #controller: Controller | null = null;
  #finished = false;
  /** Time of this event-loop turn's first callback; null when no callback came in this turn yet. */
  #turn: Ns | null = null;
  #lastArrival: Ns = 0;
  #tokenSeen = false;
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #onAbort = () => this.#stop("cut", "run");

  constructor(
    private clock: Clock,
    private limits: Limits,
    private options: ExchangeOptions,
    private openBefore: boolean,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Stamps `started` and starts the limits: call it right before the dispatch. */
  begin(): void {
    this.#started = this.clock.now();
    this.#limit("request", this.limits.requestMs);
    this.#limit("first_token", this.limits.firstTokenMs);
    const signal = this.options.signal;
    if (signal?.aborted) queueMicrotask(this.#onAbort);
    else signal?.addEventListener("abort", this.#onAbort);
  }

  connectedBy(opened: Opened): void {
    this.opened = opened;
  }

  gotToken(): void {
    if (this.#tokenSeen || this.#finished) return;
    this.#tokenSeen = true;
    clearTimeout(this.#timers.get("first_token"));
    if (this.limits.idleMs !== null) this.#watchIdle(this.limits.idleMs);
  }

  /** The handler for undici. `resend` answers true when it sent the request again. */
  handler(resend: () => boolean) {
    const guarded = <A extends unknown[]>(act: (...args: A) => void) => (...args: A) => {
      if (this.#finished) return;
      try {
        act(...args);
      } catch (fault) {
        this.#settle(() => this.#reject(fault));
        this.#controller?.abort(new Error("a callback failed"));
      }
    };
    return {
      onRequestStart: (controller: Controller) => {
        this.#controller = controller;
        if (this.#finished) controller.abort(new Error("ended before it was sent"));
      },
      onRequestSent: () => {
        this.#sent = this.clock.now();
      },
      onResponseStart: guarded((controller: Controller, status: number) => {
        if (status < 200) return; // an interim answer
        this.#headersAt = this.#now();
        this.#status = status;
        this.#headers = headerPairs(controller.rawHeaders);
        const encoding = this.#headers.find(([name]) => name === "content-encoding")?.[1] ?? null;
        this.#inflater = bodyDecoder(encoding);
        this.options.onHead?.({ status, headers: this.#headers }, this.#headersAt);
      }),
      onResponseData: guarded((_: Controller, chunk: Uint8Array) => this.#arrive(chunk)),
      // HTTP/2: a stream reset with an error and a GOAWAY come as errors; one reset with CANCEL, and a socket closed in
      // mid-stream, come as an end like any other, from Node as from Deno: that the end mark is missing shows it.
      onResponseEnd: guarded(() => this.#end("complete", this.#now(), null)),
      onResponseError: (_: Controller | undefined, error: Failure) => {
        if (this.#finished) return;
        if (this.#headersAt === null && resend()) {
          this.#sent = null;
          return;
        }
        this.fail(error);
      },
    };
  }

  /** Ends the exchange with an error of the socket or of undici. */
  fail(error: Failure): void {
    const { how, code } = endOf(error, this.#sent !== null);
    this.#end(how, this.clock.now(), code);
  }

  #arrive(chunk: Uint8Array): void {
    const at = this.#now();
    this.#lastArrival = at;
    let pieces: Uint8Array[];
    try {
      pieces = this.#inflater!.push(chunk);
    } catch {
      return this.#stop("cut", "content_encoding");
    }
    const last = this.#arrivals.at(-1);
    const arrival = last?.at === at ? last : { at, endByte: this.#length };
    if (arrival !== last) this.#arrivals.push(arrival);
    for (const piece of pieces) {
      const room = this.limits.maxBytes - this.#length;
      const kept = piece.length > room ? piece.subarray(0, room) : piece;
      this.#pieces.push(kept);
      this.#length += kept.length;
      arrival.endByte = this.#length;
      this.options.onArrival?.(kept, at);
      if (kept !== piece) return this.#stop("cut", "body_limit");
    }
  }

  /** Callbacks of one event-loop turn are one read of the socket: they share a time. */
  #now(): Ns {
    if (this.#turn === null) {
      this.#turn = this.clock.now();
      setImmediate(() => this.#turn = null);
    }
    return this.#turn;
  }

  #limit(code: string, ms: number | null): void {
    if (ms === null) return;
    const spentMs = (this.#started - (this.options.since ?? this.#started)) / 1e6;
    const left = Math.max(0, ms - spentMs);
    this.#timers.set(code, setTimeout(() => this.#stop("timeout", code), timerMs(left)));
  }

  /** One timer that moves itself on, instead of a new one for every arrival. */
  #watchIdle(ms: number): void {
    const rest = ms - (this.clock.now() - this.#lastArrival) / 1e6;
    if (rest <= 0) return this.#stop("timeout", "idle");
    this.#timers.set("idle", setTimeout(() => this.#watchIdle(ms), timerMs(Math.ceil(rest))));
  }

  #stop(how: EndHow, code: string): void {
    if (this.#finished) return;
    this.#end(how, this.clock.now(), code);
    this.#controller?.abort(new Error(code));
  }

  #end(how: EndHow, at: Ns, code: string | null): void {
    if (this.#finished) return;
    const { opened, openBefore } = this;
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, offset);
      offset += piece.length;
    }
    this.#settle(() =>
      this.#resolve({
        started: this.#started,
        sent: this.#sent,
        dns: opened?.dns ?? null,
        connected: opened?.connected ?? null,
        secured: opened?.secured ?? null,
        reused: openBefore && !opened,
        reconnected: openBefore && (opened !== null || this.resent),
        httpVersion: this.httpVersion,
        headersAt: this.#headersAt,
        status: this.#status,
        headers: this.#headers,
        arrivals: this.#arrivals,
        bytes,
        end: { how, at, code },
      })
    );
  }

  #settle(settle: () => void): void {
    this.#finished = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.options.signal?.removeEventListener("abort", this.#onAbort);
    settle();
  }
}
