/** What the loop of a watch does to the world: waits, measures, builds, prints, and hears when it is to stop. */
import { nameRun } from "../bench/run_folder.ts";
import type { Config } from "../plan/config.ts";
import { sleep, wallNow } from "../wire/clock.ts";
import { timeText } from "./duration.ts";
import type { Hands, Outcome } from "./loop.ts";
import { wrongSettings } from "./order.ts";
import { type MeasuredTarget, outcomeOf } from "./outcome.ts";
import { type RoundProcess, startRound } from "./round_process.ts";
import { SiteBuilds } from "./site_process.ts";
import { type Round, type WatchState, writeState } from "./state.ts";
import { moment, roundText, StatusLine, tallyText } from "./text.ts";

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
}

const looksMs = 250;

export interface WatchHands extends Hands {
  /** Waits for a build that is under way, and takes the status line away. */
  end(): Promise<void>;
}

export function watchHands(options: HandsOptions): WatchHands {
  const { config, metadata, resultsDir, into, state, path, json } = options;
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
  const site = options.builds
    ? new SiteBuilds(logOf("site"), (why) => say(`The site was not built: ${why}`))
    : null;
  const status = (now: string) =>
    line.show([now, tallyText(state), ...(site?.said ? [`site ${site.said}`] : [])].join(" · "));
  const stop = () => {
    if (stopped) Deno.exit(130);
    stopped = true;
    line.clear();
    console.error("\nStopping. What finished is kept.");
    void running?.cut();
    void site?.makeRoom();
  };
  Deno.addSignalListener("SIGINT", stop);
  Deno.addSignalListener("SIGTERM", stop);
  const measure = async (round: Round): Promise<Outcome> => {
    running = startRound(
      { config, metadata, resultsDir, runId: round.run_id! },
      logOf("round"),
      (said) => status(`round ${round.round}: ${said}`),
    );
    status(`round ${round.round}: begins`);
    const { code, said } = await running.ended;
    running = null;
    const { targets: measured, ...outcome } = await outcomeOf(`${into}/${round.run_id}`);
    targets = measured;
    const begun = await Deno.stat(`${into}/${round.run_id}`).then(() => true, () => false);
    if (begun || stopped) return outcome;
    const why = said.join("\n") || `its process ended with status ${code}`;
    return {
      ...outcome,
      status: "failed",
      why,
      ...(code === wrongSettings && { refused: "settings" }),
    };
  };
  return {
    now: () => wallNow().getTime(),
    async until(due, round) {
      for (let left; !stopped && (left = due - wallNow().getTime()) > 0;) {
        const at = moment(new Date(due).toISOString());
        status(`round ${round} at ${at} UTC, in ${timeText(left / 1000)}`);
        await sleep(Math.min(left, looksMs));
      }
    },
    stopped: () => stopped,
    nameRun: () => nameRun(config, wallNow()),
    measure,
    makeRoom: async () => await site?.makeRoom(),
    keep: (state) => writeState(path, state),
    over(round) {
      say(roundText(round, targets));
      if (json) console.log(JSON.stringify(round));
      if (round.status !== "missed" && !stopped) site?.build();
    },
    async end() {
      if (!stopped) await site?.done();
      line.clear();
    },
  };
}
