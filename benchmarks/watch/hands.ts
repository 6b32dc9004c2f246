/** What the loop of a watch does to the world: waits, measures, builds, prints, and hears when it is to stop. */
import { type Budget, minus } from "../budget/budget.ts";
import { onceAtATime } from "../bench/interrupts.ts";
import { nameRun } from "../bench/run_folder.ts";
import type { Config } from "../plan/config.ts";
import { sleep, wallNow } from "../wire/clock.ts";
import { timeText } from "./duration.ts";
import type { Hands, Outcome } from "./loop.ts";
import { wouldPassBudget, wrongSettings } from "./order.ts";
import { type MeasuredTarget, outcomeOf } from "./outcome.ts";
import { type RoundProcess, startRound } from "./round_process.ts";
import { leavesMs, SiteBuilds } from "./site_process.ts";
import { type Round, type WatchState, writeState } from "../store/watches/watch_file.ts";
import { used } from "./state.ts";
import { moment, roundText, StatusLine, tallyText, usedText } from "./text.ts";

export interface HandsOptions {
  config: Config;
  metadata: Record<string, string>;
  resultsDir?: string;
  /** The folder of its runs. */
  into: string;
  /** The state, and its file. */
  state: WatchState;
  path: string;
  builds: boolean;
  json: boolean;
  budget?: Budget;
}

const looksMs = 250;
/** Why a round was not begun, by its exit status. */
const refusals: Record<number, Outcome["refused"]> = {
  [wrongSettings]: "settings",
  [wouldPassBudget]: "budget",
};

export interface WatchHands extends Hands {
  /** Waits for a build that is under way, takes the status line away, and says what is left to do. */
  end(): Promise<string>;
}

export function watchHands(options: HandsOptions): WatchHands {
  const { config, metadata, resultsDir, into, state, path, json, budget } = options;
  const logOf = (what: string) => path.replace(/\.json$/, `.${what}.log`);
  const line = new StatusLine();
  let stopped = false;
  let running: RoundProcess | null = null;
  let targets: MeasuredTarget[] = [];
  const say = (text: string) => {
    line.clear();
    if (json) console.error(text);
    else console.log(text);
  };
  const site = options.builds ? new SiteBuilds(logOf("site"), say) : null;
  const status = (now: string) =>
    line.show(
      [
        now,
        tallyText(state),
        ...(budget ? [usedText(budget, used(state).all)] : []),
        ...(site?.said ? [`site ${site.said}`] : []),
      ].join(" · "),
    );
  const stop = onceAtATime(() => {
    if (stopped) Deno.exit(130);
    stopped = true;
    line.clear();
    console.error("\nStopping. What finished is kept.");
    void running?.cut();
    void site?.cut();
  });
  Deno.addSignalListener("SIGINT", stop);
  Deno.addSignalListener("SIGTERM", stop);
  const measure = async (round: Round): Promise<Outcome> => {
    const { all, most, unseen } = used(state);
    const spend = budget && { left: minus(budget, all), most, unseen };
    running = startRound(
      { config, metadata, resultsDir, spend, runId: round.run_id! },
      logOf("round"),
      (said) => / done, /.test(said) && status(`round ${round.round}: ${said}`),
    );
    status(`round ${round.round}: begins`);
    const { code, said } = await running.ended;
    running = null;
    const { targets: measured, ...outcome } = await outcomeOf(`${into}/${round.run_id}`, config);
    targets = measured;
    const begun = await Deno.stat(`${into}/${round.run_id}`).then(() => true, () => false);
    if (begun || stopped) return outcome;
    const refused = refusals[code];
    const why = refused ? said.join("\n") : inOneLine(said);
    const failed = {
      status: "failed",
      why: why || `its process ended with status ${code}`,
    } as const;
    return { ...outcome, ...failed, refused };
  };
  return {
    now: () => wallNow().getTime(),
    async until(due, round) {
      let last = -Infinity;
      for (let left; !stopped && (left = due - wallNow().getTime()) > 0;) {
        if (due - left < last - looksMs) return; // the clock was set back
        last = due - left;
        const at = moment(new Date(due).toISOString());
        status(`round ${round} at ${at} UTC, in ${timeText(left / 1000)}`);
        if (left < leavesMs) void site?.makeRoom(); // before the round, so that nothing delays it
        await sleep(Math.min(left, looksMs));
      }
    },
    stopped: () => stopped,
    nameRun: () => nameRun(config, wallNow()),
    measure,
    makeRoom: async () => await site?.makeRoom(),
    keep: (state) =>
      writeState(path, state).then(() => null, (error) => {
        const why = (error as Error).message.split(":")[0];
        say(`${path} could not be written: ${why}. The watch goes on, and tries again.`);
        return why;
      }),
    over(round) {
      say(roundText(round, targets));
      if (json) console.log(JSON.stringify(round));
      if (!site || round.status === "missed") return;
      if (stopped) site.behind = true;
      else site.build();
    },
    async end() {
      if (!stopped) await site?.done();
      line.clear();
      return site?.behind ? " The site does not show all of them: deno task site builds it." : "";
    },
  };
}

/** What a program said last, without where in its code it was. */
const inOneLine = (said: string[]): string =>
  said.map((line) => line.trim()).filter((line) => line && !/^at /.test(line)).slice(-4).join(" ");
