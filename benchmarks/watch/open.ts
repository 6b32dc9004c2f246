/** The state of a watch, opened by the one process that may change it: a new one, or one to go on with. */
import type { Budget } from "../budget/budget.ts";
import { refuseLinks, removePartials } from "../files/own_file.ts";
import { type Config, ConfigError } from "../plan/config.ts";
import { lockFile } from "../store/journal/writer_lock.ts";
import { wallNow } from "../wire/clock.ts";
import { timeText } from "./duration.ts";
import { outcomeOf } from "./outcome.ts";
import { readState, type Round, type WatchState, writeState } from "../store/watches/watch_file.ts";
import { moment } from "./text.ts";

/** What a person may say of the moments; what is not said is as it was. */
export interface Asked {
  /** Seconds. */
  every?: number;
  /** Share of the interval. */
  jitter?: number;
  seed?: number;
  budget?: Budget;
}

export interface OpenWatch {
  state: WatchState;
  path: string;
  /** Whether it goes on after another process. */
  goesOn: boolean;
  /** The round that was under way when that one ended, with its ending. */
  settled: Round | null;
  release(): void;
}

const usualJitter = 0.1;

/**
 * Opens the watch of a configuration in `folder`; its runs are in `into`. A round that was under way when the last
 * process ended gets its ending. Throws `ConfigError` where another process has the watch, or where other moments are
 * asked for than those it stands on.
 */
export async function openWatch(
  folder: string,
  into: string,
  config: Config,
  asked: Asked,
): Promise<OpenWatch> {
  const path = `${folder}/${config.name}.json`;
  const lockPath = `${folder}/${config.name}.lock.tmp`;
  // What it writes there, it would write through a link.
  await refuseLinks(folder);
  const lock = await lockFile(lockPath);
  if (!lock) {
    const pid = await Deno.readTextFile(lockPath).catch(() => "");
    throw new ConfigError(config.name, [
      `another process watches it already${pid && ` (process ${pid})`}; end that one first`,
    ], "be watched");
  }
  try {
    await Deno.writeTextFile(lockPath, String(Deno.pid)).catch(() => {}); // only for the sentence above
    await removePartials(folder, `${config.name}.json.`);
    const old = await readState(path);
    if (old && old.config_name !== config.name) {
      throw new ConfigError(path, [`it is of ${old.config_name}; move it away`], "be gone on with");
    }
    if (old && old.ended_at === null) {
      refuseOther(old, asked, path);
      const settled = await settle(old, into, config);
      if (asked.budget?.usd !== undefined) await priceAll(old, into, config);
      await writeState(path, old);
      return { state: old, path, goesOn: true, settled, release: lock.release };
    }
    if (asked.every === undefined) {
      throw new ConfigError("command line", ["--every: say how often, such as --every 1h"]);
    }
    if (old) {
      const since = old.first_at.slice(0, 19).replace(/[-:]/g, "");
      await Deno.rename(path, `${folder}/${config.name}.${since}Z.json`);
    }
    const state: WatchState = {
      config_name: config.name,
      every_s: asked.every,
      jitter: asked.jitter ?? usualJitter,
      seed: asked.seed ?? config.seed,
      first_at: wallNow().toISOString(),
      ended_at: null,
      rounds: [],
    };
    await writeState(path, state);
    return { state, path, goesOn: false, settled: null, release: lock.release };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function refuseOther(old: WatchState, asked: Asked, path: string): void {
  const other = (flag: string, now: number | undefined, then: number, text: string) =>
    now === undefined || now === then ? [] : [`${flag}: it goes on with ${text}`];
  const faults = [
    ...other("--every", asked.every, old.every_s, timeText(old.every_s)),
    ...other("--jitter", asked.jitter, old.jitter, `${100 * old.jitter}%`),
    ...other("--seed", asked.seed, old.seed, String(old.seed)),
  ];
  if (!faults.length) return;
  throw new ConfigError(old.config_name, [
    ...faults,
    `It is watched since ${moment(old.first_at)} UTC, and its rounds keep their moments. ` +
    `Leave the options out to go on, or move ${path} away to begin a new watch; the runs stay`,
  ], "be watched so");
}

/** The last process may have been killed between a round's begin and its end. */
async function settle({ rounds }: WatchState, into: string, config: Config): Promise<Round | null> {
  const last = rounds.at(-1);
  if (last?.status !== "measuring") return null;
  const { targets: _, ...outcome } = await outcomeOf(`${into}/${last.run_id}`, config);
  return Object.assign(last, outcome);
}

/** Rounds that were measured before their prices were known cost something, too. */
async function priceAll({ rounds }: WatchState, into: string, config: Config): Promise<void> {
  for (const round of rounds.filter(({ attempts, usd }) => attempts > 0 && usd === null)) {
    round.usd = (await outcomeOf(`${into}/${round.run_id}`, config)).usd;
    if (round.usd !== null) continue;
    throw new ConfigError(config.name, [
      `what round ${round.round} cost is not known: data/prices.csv needs a price of each target from then on`,
    ], "be measured within a budget in money");
  }
}
