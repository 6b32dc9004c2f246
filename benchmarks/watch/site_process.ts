/** The site, built between the rounds by a process of its own. A round that is due goes before it. */
import { denoProcess, pagesMaySpend } from "../processes/deno_process.ts";
import { grantsOf } from "../processes/grants.ts";
import { sleep, wallNow } from "../wire/clock.ts";
import { keepLines, mainProgram } from "./round_process.ts";

/** So long a build may take to put its things away; it is ended that much before a round. */
export const leavesMs = 2000;

export class SiteBuilds {
  #child: Deno.ChildProcess | null = null;
  #done: Promise<void> = Promise.resolve();
  /** What became of the last build, in words; null before the first. */
  said: string | null = null;
  /** Whether something was measured since the last build that came to its end. */
  behind = false;
  #gaveWay = false;

  /** What a build says goes into the file `log`; `say` hears of builds that failed, and once of those ended early. */
  constructor(private log: string, private say: (text: string) => void) {}

  /** Begins one, unless one is under way. */
  build(): void {
    this.behind = true;
    if (this.#child) return;
    const child = denoProcess(grantsOf("site"), [mainProgram, "site", "--while-input"], {
      keys: pagesMaySpend(),
      stdin: "piped", // it ends with this process, and so does the build, however this one ends
      stdout: "null",
      stderr: "piped",
      detached: true,
    }).spawn();
    this.#child = child;
    this.said = "being built";
    this.#done = (async () => {
      const lines = await keepLines(child.stderr, this.log);
      const { success } = await child.status;
      await child.stdin.close().catch(() => {});
      if (this.#child !== child) return; // it was ended for a round
      this.#child = null;
      this.said = `of ${wallNow().toISOString().slice(11, 16)}`;
      this.behind = !success;
      if (success) return;
      this.said = "not built, see above";
      this.say(
        `The site was not built: ${lines.at(-1) ?? "it said nothing"} (all of it: ${this.log})`,
      );
    })();
  }

  /** Ends a build because a round is due. */
  async makeRoom(): Promise<void> {
    if (!this.#child) return;
    this.said = "as before: a round was due before it was built";
    if (!this.#gaveWay) {
      this.say(
        "The site was not rebuilt: the next round is due. It is built where there is time, and after the last round.",
      );
    }
    this.#gaveWay = true;
    await this.cut();
  }

  /** Ends a build that is under way; the site that was there stays. */
  async cut(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    const kill = (signal: Deno.Signal) => {
      try {
        child.kill(signal);
      } catch { /* it has ended */ }
    };
    kill("SIGTERM");
    await Promise.race([child.status, sleep(leavesMs)]);
    kill("SIGKILL");
  }

  /** Resolves when no build is under way. */
  done(): Promise<void> {
    return this.#done;
  }
}
