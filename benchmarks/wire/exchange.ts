/** One exchange while it happens: stamps, bytes, limits, and how it ended. */
import { offAbort, onAbort } from "./abort.ts";
import type { Clock } from "./clock.ts";
import type { Opened } from "./connector.ts";
import { soon } from "./body/gaps.ts";
import { bytesFor, type Limits } from "./limits.ts";
import { Patience } from "./patience.ts";
import { Reading } from "./body/reading.ts";
import type { ExchangeOptions } from "./slot.ts";
import { turnClock } from "./turn_clock.ts";
import { type Controller, endOf, type Failure, headerPairs } from "./undici_words.ts";
import { type EndHow, type Exchange, heldOpen, type Ns } from "../providers/recording.ts";

/** Nobody needs many interim answers; each is read at the cost of an answer. */
const mostInterims = 100;

export class ExchangeWatch {
  /** The connection opened for this exchange, if one was. */
  opened: Opened | null = null;
  /** Of the connection that it went over. */
  httpVersion: "1.1" | "2" = "1.1";
  /** The request was sent a second time, on a fresh connection. */
  resent = false;

  #outcome = Promise.withResolvers<Exchange>();
  /** Resolves with the exchange; rejects where a callback of the caller threw. */
  readonly done: Promise<Exchange> = this.#outcome.promise;
  #started: Ns = 0;
  #sent: Ns | null = null;
  #reading: Reading;
  /** What is waited for; its reader says how far the answer is. */
  readonly patience: Patience;
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
    const readOn = () => this.#readOn();
    const isOver = (at: Ns) => {
      const over = this.patience.overBefore(at);
      if (over !== null) this.#leave(over);
      return over !== null;
    };
    this.#reading = new Reading(limits.maxBytes ?? bytesFor(null), options, readOn, isOver);
    this.patience = new Patience(clock, limits, {
      readOn,
      passed: (limit) => this.#stop("timeout", limit),
      over: (at) => this.#leave(at),
    });
  }

  /** Stamps `started`, on a kept connection until it is written, and starts the limits: right before the dispatch. */
  begin(): void {
    this.#started = this.clock.now();
    this.patience.begin(this.#started, this.options.since ?? this.#started);
    onAbort(this.options.signal, this.#onAbort);
  }

  /**
   * The handler for undici. `resend` answers true when it sent the request again, `left` where the server closed its
   * side of the connection.
   */
  handler(resend: () => boolean, left: () => boolean) {
    return {
      onRequestStart: (controller: Controller) => {
        this.#controller = controller;
        if (this.#finished) return controller.abort(new Error("ended before it was sent"));
        // A kept connection was looked at for a turn of the event loop first: what else had that turn is no latency.
        if (this.openBefore && !this.opened && !this.resent) this.#started = this.clock.now();
      },
      onRequestSent: () => void (this.#sent = this.clock.now()),
      onResponseStart: (controller: Controller, status: number) => {
        if (this.#finished) return;
        if (status < 200 && ++this.#interims > mostInterims) this.#stop("cut", "interim_answers");
        if (status < 200) return;
        const at = this.#now();
        if (status >= 300) this.patience.refused(at);
        this.#reading.begin(status, headerPairs(controller.rawHeaders), at);
      },
      onResponseData: (_: Controller, chunk: Uint8Array) => {
        if (this.#finished) return;
        const at = this.#now();
        this.patience.arrived(at);
        const enough = this.#reading.arrive(chunk, at);
        if (enough) this.#stop("cut", enough);
      },
      // HTTP/2: a stream reset with an error and a GOAWAY come as errors; one reset with CANCEL, and a socket closed in
      // mid-stream, come as an end like any other, from Node as from Deno: that the end mark is missing shows it.
      onResponseEnd: () => {
        if (!this.#finished) this.#complete(this.#now());
      },
      onResponseError: (_: Controller | undefined, error: Failure) => {
        if (this.#finished) return;
        if (this.#reading.headersAt === null && resend()) {
          this.#sent = null;
          return;
        }
        this.fail(error, this.#reading.headersAt === null && !left());
      },
    };
  }

  /** Ends it with an error of the socket or of undici; `unread` where that found fault with the head. */
  fail(error: Failure, unread = false): void {
    this.#readOn();
    const { how, code } = endOf(error, this.#sent !== null, unread);
    const over = this.patience.overAt();
    if (over !== null && how !== "reset") return this.#leave(over);
    this.#end(how, this.clock.now(), code);
  }

  /** Reads what came and is not read yet. */
  #readOn(): void {
    if (this.#finished) return;
    try {
      const enough = this.#reading.on();
      if (enough) this.#cut("cut", enough);
      else this.patience.caughtUp();
    } catch (fault) {
      this.#close();
      this.#outcome.reject(fault);
      this.#controller?.abort(new Error("a callback failed"));
    }
  }

  #stop(how: EndHow, code: string): void {
    this.#readOn();
    this.#cut(how, code);
  }

  #cut(how: EndHow, code: string): void {
    if (this.#finished) return;
    const over = this.patience.overAt();
    if (over !== null) return this.#leave(over);
    this.#end(how, this.clock.now(), code);
    this.#controller?.abort(new Error(code));
  }

  /** Leaves a body that the server does not end, at the arrival that completed the answer. */
  #leave(at: Ns): void {
    if (this.#finished) return;
    this.#reading.cutAfter(at);
    this.#end("complete", at, heldOpen);
    this.#controller?.abort(new Error(heldOpen));
  }

  #end(how: EndHow, at: Ns, code: string | null): void {
    if (this.#finished) return;
    this.#close();
    this.#settle(how, at, code);
  }

  /** The body is whole; what is left of it is read when no arrival waits for that. */
  #complete(at: Ns): void {
    this.#close();
    soon(() => {
      try {
        const enough = this.#reading.on();
        const over = enough ? null : this.patience.overBefore(at);
        if (over !== null) this.#reading.cutAfter(over);
        this.#settle(enough ? "cut" : "complete", over ?? at, over === null ? enough : heldOpen);
      } catch (fault) {
        this.#outcome.reject(fault);
      }
    });
  }

  #close(): void {
    this.#finished = true;
    this.#reading.close();
    this.patience.close();
    offAbort(this.options.signal, this.#onAbort);
  }

  #settle(how: EndHow, at: Ns, code: string | null): void {
    const { opened, openBefore } = this;
    this.#outcome.resolve({
      started: this.#started,
      sent: this.#sent,
      dns: opened?.dns ?? null,
      connected: opened?.connected ?? null,
      secured: opened?.secured ?? null,
      reused: openBefore && !opened,
      reconnected: openBefore && (opened !== null || this.resent),
      httpVersion: this.httpVersion,
      ...this.#reading.kept(),
      end: { how, at, code },
    });
  }
}
