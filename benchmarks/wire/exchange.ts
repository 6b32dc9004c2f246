/** One exchange while it happens: stamps, bytes, limits, and how it ended. */
import type { Clock } from "./clock.ts";
import type { Opened } from "./connector.ts";
import type { Stage } from "../record/ending.ts";
import { bytesFor, type Limits } from "./limits.ts";
import { Patience } from "./patience.ts";
import { Received } from "./received.ts";
import type { ExchangeOptions } from "./slot.ts";
import { turnClock } from "./turn_clock.ts";
import { endOf, type Failure, headerPairs } from "./undici_words.ts";
import { type EndHow, type Exchange, heldOpen, type Ns } from "../providers/recording.ts";

type Controller = { abort(reason: Error): void; rawHeaders?: unknown };

const mostInterims = 100;

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
  #body: Received;
  #patience: Patience;
  #controller: Controller | null = null;
  #interims = 0;
  #finished = false;
  /** Callbacks of one event-loop turn are one read of the socket: they share a time. */
  #now: () => Ns;
  #onAbort = () => this.#stop("cut", "run");

  constructor(
    private clock: Clock,
    limits: Limits,
    private options: ExchangeOptions,
    private openBefore: boolean,
  ) {
    this.#now = turnClock(clock);
    this.#body = new Received(limits.maxBytes ?? bytesFor(null));
    this.#patience = new Patience(clock, limits, {
      passed: (limit) => this.#stop("timeout", limit),
      over: (at) => this.#leave(at),
    });
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Stamps `started` and starts the limits: call it right before the dispatch. */
  begin(): void {
    this.#started = this.clock.now();
    this.#patience.begin(this.#started, this.options.since ?? this.#started);
    const signal = this.options.signal;
    if (signal?.aborted) queueMicrotask(this.#onAbort);
    else signal?.addEventListener("abort", this.#onAbort);
  }

  connectedBy(opened: Opened): void {
    this.opened = opened;
  }

  gotToken(): void {
    if (!this.#finished) this.#patience.gotToken();
  }

  /** How far the answer is, as the last arrival told. */
  reached(stage: Stage): void {
    if (!this.#finished) this.#patience.reached(stage);
  }

  /**
   * The handler for undici. `resend` answers true when it sent the request again, `left` where the server closed its
   * side of the connection.
   */
  handler(resend: () => boolean, left: () => boolean) {
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
        if (status < 200) return this.#wait();
        this.#headersAt = this.#now();
        this.#status = status;
        this.#headers = headerPairs(controller.rawHeaders);
        this.#body.codedAs(
          this.#headers.find(([name]) => name === "content-encoding")?.[1] ?? null,
        );
        if (status >= 300) this.#patience.refused(this.#headersAt);
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
        this.fail(error, this.#headersAt === null && !left());
      },
    };
  }

  /** Ends the exchange with an error of the socket or of undici; `unread` where that found fault with the head. */
  fail(error: Failure, unread = false): void {
    const { how, code } = endOf(error, this.#sent !== null, unread);
    const over = this.#patience.overAt();
    if (over !== null && how !== "reset") return this.#leave(over);
    this.#end(how, this.clock.now(), code);
  }

  /** An interim answer came. Nobody needs many; each is read at the cost of an answer. */
  #wait(): void {
    if (++this.#interims > mostInterims) this.#stop("cut", "interim_answers");
  }

  #arrive(chunk: Uint8Array): void {
    const at = this.#now();
    this.#patience.arrived(at);
    const enough = this.#body.take(chunk, at, (kept) => this.options.onArrival?.(kept, at));
    if (enough) this.#stop("cut", enough);
  }

  #stop(how: EndHow, code: string): void {
    if (this.#finished) return;
    const over = this.#patience.overAt();
    if (over !== null) return this.#leave(over);
    this.#end(how, this.clock.now(), code);
    this.#controller?.abort(new Error(code));
  }

  /** Leaves a body that the server does not end, at the arrival that completed the answer. */
  #leave(at: Ns): void {
    if (this.#finished) return;
    this.#body.cutAfter(at);
    this.#end("complete", at, heldOpen);
    this.#controller?.abort(new Error(heldOpen));
  }

  #end(how: EndHow, at: Ns, code: string | null): void {
    if (this.#finished) return;
    const { opened, openBefore } = this;
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
        arrivals: this.#body.arrivals,
        bytes: this.#body.bytes(),
        end: { how, at, code },
      })
    );
  }

  #settle(settle: () => void): void {
    this.#finished = true;
    this.#patience.clear();
    this.options.signal?.removeEventListener("abort", this.#onAbort);
    settle();
  }
}
