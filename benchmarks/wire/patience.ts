/** The limits of one exchange, by how far its answer is: what goes off when, and what is no longer waited for. */
import type { Stage } from "../record/ending.ts";
import { type Clock, nextTurn } from "./clock.ts";
import { type Limits, timerMs } from "./limits.ts";
import type { Ns } from "../providers/recording.ts";

/** In so many turns of the event loop what a socket has is with its reader. */
const turnsToRead = 2;

export interface Outcomes {
  /** Reads what came until now, before anything is decided. */
  readOn(): void;
  /** A limit was passed: `request`, `first_token` or `idle`. */
  passed(limit: string): void;
  /** The answer is over and its body is not: it ended at `at`. */
  over(at: Ns): void;
}

export class Patience {
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #tokenSeen = false;
  #refused = false;
  #closed = false;
  #changed = false;
  #stage: Stage = "open";
  #lastArrival: Ns = 0;
  /** The last arrival that held something of the answer. */
  #lastTold: Ns = 0;

  constructor(private clock: Clock, private limits: Limits, private outcomes: Outcomes) {}

  /** Starts the limits of the whole and of the first token, which count from `since`. */
  begin(started: Ns, since: Ns): void {
    const spentMs = (started - since) / 1e6;
    const { requestMs, firstTokenMs } = this.limits;
    for (const [limit, ms] of [["request", requestMs], ["first_token", firstTokenMs]] as const) {
      if (ms !== null) {
        this.#set(limit, Math.max(0, ms - spentMs), () => this.#pass(limit));
      }
    }
  }

  #pass(limit: "request" | "first_token"): void {
    this.outcomes.readOn();
    // What was read may have put the limit out of force.
    if (this.#stage === "ended" || (limit === "first_token" && this.#tokenSeen)) return;
    this.outcomes.passed(limit);
  }

  /** Bytes came; of a refusal all of them count as an answer. */
  arrived(at: Ns): void {
    this.#lastArrival = at;
    if (this.#refused) this.#lastTold = at;
  }

  gotToken(): void {
    if (this.#tokenSeen) return;
    this.#tokenSeen = true;
    this.#unset("first_token");
    this.#changed = true;
  }

  /** The head says no: nobody waits long for the rest of its words. */
  refused(at: Ns): void {
    this.#refused = true;
    this.#lastArrival = this.#lastTold = at;
    this.#watch();
  }

  /** How far the answer was at an arrival. After its end nothing changes that. */
  reached(stage: Stage, at: Ns): void {
    if (this.#stage === "ended") return;
    this.#stage = stage;
    // A head is read when bytes may have come after it, which count where it is a refusal's.
    this.#lastTold = Math.max(this.#lastTold, at);
    if (stage === "open") return;
    if (stage === "ended") this.#clear(); // what is waited for now is not the server's answer
    this.#changed = true;
  }

  /** All that came until now is read: only then is it known what is still waited for. */
  caughtUp(): void {
    if (this.#changed) this.#watch();
  }

  /**
   * When the answer was over where an arrival came after it was no longer waited for, though nobody had read so far by
   * then; null where it was in time.
   */
  overBefore(at: Ns): Ns | null {
    const { ms, since } = this.#silence();
    const told = this.#stage !== "open" || this.#refused;
    return told && ms !== null && at - since > ms * 1e6 ? this.#lastTold : null;
  }

  /** When the answer was over, whatever its body still does; null where it may go on. */
  overAt(): Ns | null {
    return this.#stage === "ended" || this.#stage === "whole" ? this.#lastTold : null;
  }

  /** The exchange ended: nothing goes off any more. */
  close(): void {
    this.#closed = true;
    this.#clear();
  }

  #clear(): void {
    for (const name of [...this.#timers.keys()]) this.#unset(name);
  }

  /** How long nothing may come, milliseconds, and since when. Bytes that tell nothing do not make an answer go on. */
  #silence(): { ms: number | null; since: Ns } {
    const { idleMs, endGraceMs, finishGraceMs } = this.limits;
    if (this.#stage === "ended") return { ms: endGraceMs, since: this.#lastTold };
    if (this.#stage === "whole" || this.#stage === "failed" || this.#refused) {
      return { ms: Math.min(finishGraceMs, idleMs ?? Infinity), since: this.#lastTold };
    }
    return { ms: idleMs, since: this.#stage === "reason" ? this.#lastTold : this.#lastArrival };
  }

  /** One timer that moves itself on, instead of a new one for every arrival. */
  #watch(): void {
    this.#changed = false;
    if (this.#closed) return;
    const { ms, since } = this.#silence();
    this.#unset("idle");
    if (ms === null) return;
    const rest = ms - (this.clock.now() - since) / 1e6;
    if (rest > 0) this.#set("idle", Math.ceil(rest), () => this.#wake());
    else if (this.#stage === "open" && !this.#refused) this.outcomes.passed("idle");
    else this.outcomes.over(this.#lastTold);
  }

  #wake(): void {
    this.outcomes.readOn();
    this.#watch();
  }

  /** Where this process stood still, timers go off before sockets are looked at: what came meanwhile is in time. */
  #set(name: string, ms: number, act: () => void): void {
    const timer = setTimeout(async () => {
      for (let turns = 0; turns < turnsToRead; turns++) await nextTurn();
      if (this.#timers.get(name) === timer) act();
    }, timerMs(ms));
    this.#timers.set(name, timer);
  }

  #unset(name: string): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}
