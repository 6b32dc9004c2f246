/** Live progress on stderr: a bar on a terminal, a plain line now and then elsewhere. */
import bar from "cli-progress";
import type { Row } from "../record/record.ts";
import { monotonicMs } from "../wire/clock.ts";

const recentAnswers = 500;

export class Progress {
  #done = 0;
  /** Requests of warm-up and cool-down, which no number counts. */
  #aside = 0;
  #ok = 0;
  #failed = 0;
  /** Of a schedule, never sent. */
  #dropped = 0;
  #droppedBefore = 0;
  /** Of the last answers, round and round. */
  #ttft: number[] = [];
  #answers = 0;
  #began = monotonicMs();
  /** Which step it is, of a load whose steps are found out meanwhile, and what was done before it. */
  #step = "";
  /** What was said last, while nothing has happened since. */
  #said = "";
  #before = 0;
  #lastLine = 0;
  #bar: InstanceType<typeof bar.SingleBar> | null = null;

  /** Of `total` requests that count, and `allAside` that do not. */
  constructor(private total: number, private allAside = 0) {
    if (!Deno.stderr.isTerminal()) return;
    this.#bar = new bar.SingleBar({
      format:
        "{bar} {step}{value}/{total}{beside}  {failed} failed{dropped}  {rate}/s  TTFT {ttft} s  {left} left",
      stream: process.stderr,
      clearOnComplete: true,
      gracefulExit: false,
    }, bar.Presets.rect);
    this.#bar.start(total, 0, this.#figures());
  }

  /** Begins a step of `total` requests, which is counted by itself. */
  step(words: string, total: number): void {
    this.#step = `${words}: `;
    this.#before = this.#done;
    this.#droppedBefore = this.#dropped;
    this.#began = monotonicMs();
    this.total = total;
    this.#bar?.setTotal(total);
    this.#bar?.update(0, this.#figures());
  }

  /** Counts one finished attempt: a request is done with its first one, whatever follows. */
  add(row: Row): void {
    this.#said = "";
    if (row.attempt > 1) return;
    if (row.phase === "warmup" || row.phase === "cooldown") this.#aside++;
    // Their rate is not the measured requests' rate.
    else if (this.#done++ === this.#before) this.#began = monotonicMs();
    if (row.status === "ok") this.#ok++;
    else if (row.status === "dropped") this.#dropped++;
    else if (row.status !== "incomplete") this.#failed++; // the run's end is no failure of theirs
    if (row.ttft_s !== null) this.#ttft[this.#answers++ % recentAnswers] = row.ttft_s;
    if (this.#bar) this.#bar.update(this.#done - this.#before, this.#figures());
    else if (monotonicMs() - this.#lastLine > 5000) this.#line();
  }

  /** Says something: on a terminal before the figures, until another request has ended. */
  say(words: string): void {
    if (!this.#bar) return console.error(words);
    this.#said = `${words} `;
    this.#bar.update(this.#done - this.#before, this.#figures());
  }

  end(): void {
    this.#bar?.stop();
    if (!this.#bar) this.#line();
  }

  counts() {
    return {
      attempted: this.#ok + this.#failed,
      succeeded: this.#ok,
      failed: this.#failed,
    };
  }

  #line() {
    this.#lastLine = monotonicMs();
    const f = this.#figures();
    console.error(
      `${f.step}${
        this.#done - this.#before
      }/${this.total} done${f.beside}, ${f.failed} failed${f.dropped}, ${f.rate}/s, median TTFT ${f.ttft} s, ` +
        `${f.left} left`,
    );
  }

  #figures() {
    const seconds = Math.max((monotonicMs() - this.#began) / 1000, 0.001);
    const done = this.#done - this.#before;
    // The clock began with the first: one alone has no rate.
    const pace = (n: number) => n > 1 ? (n - 1) / seconds : null;
    const ended = pace(done);
    const sent = pace(done - (this.#dropped - this.#droppedBefore));
    const recent = this.#ttft.toSorted((a, b) => a - b);
    return {
      step: this.#said + this.#step,
      beside: this.allAside ? `, ${this.#aside}/${this.allAside} of warm-up and cool-down` : "",
      failed: this.#failed,
      dropped: this.#dropped ? `, ${this.#dropped} dropped` : "",
      rate: sent?.toFixed(1) ?? "–",
      ttft: recent.length ? recent[Math.floor(recent.length / 2)].toFixed(2) : "–",
      left: ended ? `${Math.ceil((this.total - done) / ended)} s` : "?",
    };
  }
}
