/** Progress of a work of many steps on stderr: a bar on a terminal, a plain line every few seconds elsewhere. */
import bar from "cli-progress";
import { monotonicMs } from "../wire/clock.ts";
import { printable } from "./table.ts";

const betweenLinesMs = 4000;

export class Steps {
  #bar: InstanceType<typeof bar.SingleBar> | null = null;
  #line = "";
  #saidAt = monotonicMs();

  /** `title` says what the steps are, as in "Computing pages". */
  constructor(private title: string) {}

  /** Says that `done` of `total` steps are done, `of` names the last of them. The total may still grow. */
  step(done: number, total: number, of: string): void {
    const name = printable(of);
    if (Deno.stderr.isTerminal()) return this.#draw(done, total, name);
    this.#line = `${this.title}: ${done} of ${total} (${name})`;
    if (monotonicMs() - this.#saidAt > betweenLinesMs) this.#say();
  }

  /** Takes the bar away, or says how far it came. */
  end(): void {
    this.#bar?.stop();
    if (this.#line) this.#say();
  }

  #say(): void {
    console.error(this.#line);
    this.#line = "";
    this.#saidAt = monotonicMs();
  }

  #draw(done: number, total: number, name: string): void {
    if (!this.#bar) {
      this.#bar = new bar.SingleBar({
        format: `${this.title}  {bar} {value}/{total}  {name}`,
        stream: process.stderr,
        clearOnComplete: true,
        gracefulExit: false,
      }, bar.Presets.rect);
      this.#bar.start(total, done, { name });
    }
    this.#bar.setTotal(total);
    this.#bar.update(done, { name });
  }
}
