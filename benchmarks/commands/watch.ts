/** `deno task watch`: a configuration measured again and again, on a grid of moments that outlives this process. */
import { changedBy } from "../bench/changed_config.ts";
import type { BenchFlags } from "../bench/flags.ts";
import { consentFor } from "../bench/own_config.ts";
import { runToRepeat } from "../bench/run_folder.ts";
import { makeFolder } from "../bench/rescue.ts";
import { metadataOf } from "../llmperf/flags.ts";
import { type Config, ConfigError, loadConfig } from "../plan/config.ts";
import { readBoard } from "../store/board/board_file.ts";
import { dataFolder, runsFolder } from "../store/views.ts";
import { timeText } from "../watch/duration.ts";
import { roundsWithin } from "../store/watches/grid.ts";
import { watchHands } from "../watch/hands.ts";
import { watchRounds } from "../watch/loop.ts";
import { openWatch } from "../watch/open.ts";
import { gridOf } from "../store/watches/watch_file.ts";
import { tally } from "../watch/state.ts";
import type { Printed } from "../watch/schedule.ts";
import { moment, tallyText } from "../watch/text.ts";
import { refuseForeignSite, siteFolder } from "./site_place.ts";
import { printSchedule } from "./watch_print.ts";

export interface WatchFlags extends Omit<BenchFlags, "metadata"> {
  metadata?: string;
  /** Seconds. */
  every?: number;
  for?: number;
  rounds?: number;
  /** Share of the interval. */
  jitter?: number;
  print?: Printed;
  /** Options of each round, as they were written. */
  words?: string[];
}

/** Exit status: 0 it came to its end, 1 nothing was measured, 2 its settings are wrong, 130 interrupted. */
export async function watchCommand(name: string, flags: WatchFlags): Promise<number> {
  const unread: string[] = [];
  const metadata = metadataOf(flags.metadata ?? "", unread);
  if (unread.length) throw new ConfigError("command line", unread);
  const config = await configOf(name, flags);
  if (flags.print) return await printSchedule(flags.print, name, config, flags);
  const { resultsDir } = flags;
  const builds = flags.site !== false && !resultsDir;
  if (builds) {
    await refuseForeignSite(siteFolder());
    await readBoard(dataFolder());
  }
  const into = resultsDir ?? runsFolder();
  const folder = `${resultsDir ?? dataFolder()}/watch`;
  await makeFolder(folder);
  const watch = await openWatch(folder, into, config, flags);
  const { state, path } = watch;
  const rounds = Math.min(
    flags.rounds ?? Infinity,
    flags.for === undefined ? Infinity : roundsWithin(gridOf(state), flags.for * 1000),
  );
  const hands = watchHands({
    ...{ config, metadata, resultsDir, into, state, path, builds },
    json: flags.json ?? false,
    budget: flags.budget,
  });
  console.error(
    `Watching ${config.name} every ${timeText(state.every_s)}${
      watch.goesOn ? `, since ${moment(state.first_at)} UTC (${tallyText(state)})` : ""
    }; times are UTC. Ctrl-C ends it, the same command goes on. State: ${path}`,
  );
  if (watch.settled) hands.over(watch.settled);
  try {
    const ending = await watchRounds(state, rounds, hands);
    const left = await hands.end();
    if (typeof ending === "object") {
      if (state.rounds.length === 0) await Deno.remove(path); // nothing is known of it yet
      console.error(ending.why);
      if (ending.refused === "settings") return 2;
      console.error(`Stopped before the budget was passed: ${tallyText(state)}.${left}`);
      return tally(state).measured ? 0 : 2;
    }
    const how = ending === "done" ? "The watch is over" : "Stopped";
    console.error(`${how}: ${tallyText(state)}.${left}`);
    return ending === "stopped" ? 130 : tally(state).measured ? 0 : 1;
  } finally {
    watch.release();
  }
}

/** The configuration as every round has it: read once, so that an edit changes no round of this process. */
async function configOf(name: string, flags: WatchFlags): Promise<Config> {
  const repeated = await runToRepeat(name);
  const given = repeated?.config ?? await loadConfig(name);
  const config = changedBy(given, { ...flags, metadata: undefined });
  // What is only printed reads nothing and asks nobody.
  if (!flags.print) await consentFor(config, name, repeated, flags);
  return config;
}
