/** How far a long plan is, on stderr: a bar on a terminal, a line now and then elsewhere. */
import bar from "cli-progress";
import { monotonicMs } from "../wire/clock.ts";

const count = (n: number) => n.toLocaleString("en-US");

/** Shows the planning of `total` requests, until `end`. */
export function showPlanning(total: number): { add(): void; end(): void } {
  console.error(`Planning ${count(total)} requests.`);
  let done = 0;
  if (!Deno.stderr.isTerminal()) {
    let last = monotonicMs();
    return {
      add() {
        done++;
        if (monotonicMs() - last < 5000) return;
        last = monotonicMs();
        console.error(`${count(done)} of ${count(total)} planned`);
      },
      end() {},
    };
  }
  const shown = new bar.SingleBar({
    format: "{bar} {value}/{total} planned, {eta} s left",
    stream: process.stderr,
    clearOnComplete: true,
    gracefulExit: false,
  }, bar.Presets.rect);
  shown.start(total, 0);
  return { add: () => shown.update(++done), end: () => shown.stop() };
}
