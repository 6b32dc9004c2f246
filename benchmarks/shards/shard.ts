/** One of several processes, on as many machines, that make one run together. */
import type { Place } from "../places/place.ts";
import { isDeviceName } from "../shared/file_name.ts";
import { ConfigError } from "../plan/config.ts";

export interface Shard {
  /** From 0. */
  index: number;
  count: number;
}

/** A shard of a run that all shards know by one name before any of them begins. */
export interface NamedShard extends Shard {
  runId: string;
}

/** And where its rows go. */
export interface PlacedShard extends NamedShard {
  place: Place;
  /** Folder of this machine in which it works: no store looks for runs there. */
  into: string;
  /** Variables that the place was opened with, so that a thread can open it, too. */
  variables?: Record<string, string>;
}

/** As a person says it: `shard 1 of 4`. */
export const shardWords = ({ index, count }: Shard): string => `shard ${index} of ${count}`;

/** What may be a folder's name and part of a key in any store. */
export const isRunName = (text: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/.test(text) && !text.endsWith(".") && !isReserved(text);
/** What stands for something else: words of ours, folders of a store, files not whole, devices of Windows. */
const isReserved = (text: string): boolean =>
  /^(latest|compacted|runs|trash|editions)$/i.test(text) || /\.(tmp|partial)$/i.test(text) ||
  isDeviceName(text);
const nameRule =
  "1 to 120 letters, digits, points, hyphens or underscores, a letter or digit first";

/** What is wrong with the name of a run that a person or a variable gives. */
export const runNameFault = (said: string, text: string): string | null =>
  isRunName(text)
    ? null
    : isReserved(text)
    ? `${said} ${text}: that name means something else; give the run another`
    : `${said} ${text}: a run's name has ${nameRule}`;

type Variables = (name: string) => string | undefined;

/** More shards than that are a slip of the hand. */
export const mostShards = 100_000;

/**
 * Which shard this process is, by `--shard I/N` and `--run-id ID` or by the variables of the scheduler that started
 * it; null where neither says so, and where `--shard off` says that it is none. Throws `ConfigError`.
 */
export function readShard(
  given: { shard?: string; runId?: string },
  variable: Variables,
): NamedShard | null {
  if (given.shard === "off") return null;
  const shard = given.shard === undefined
    ? scheduledShard(variable)
    : shardOf("--shard", given.shard);
  return shard && { ...shard, runId: runIdOf(given.runId, variable) };
}

const refuse = (fault: string): never => {
  throw new ConfigError("command line", [fault]);
};

function shardOf(said: string, text: string): Shard {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ??
    refuse(`${said} ${text}: write it as 0/4, the first of four, or off`);
  return checked(Number(index), Number(count), `${said} ${text}`);
}

function checked(index: number, count: number, said: string): Shard {
  if (!(count >= 1 && count <= mostShards)) refuse(`${said}: there are 1 to ${mostShards} shards`);
  if (index >= count) {
    refuse(`${said}: shards count from 0, so the last of ${count} is ${count - 1}`);
  }
  return { index, count };
}

/** A scheduler's variables: which of its processes this is, the first's number, and how many there are. */
interface Scheduler {
  index: string;
  /** Of the first, and how far one is from the next. */
  first?: string;
  step?: string;
  count?: string;
}
/** For schedulers that do not say how many processes there are. */
const ownCount = "TOKENBOARD_SHARDS";
/** Where several schedulers share one run, as in several regions: the run's number of the first shard of this one. */
const ownFirst = "TOKENBOARD_FIRST_SHARD";
const schedulers: Scheduler[] = [
  { index: "JOB_COMPLETION_INDEX" },
  {
    index: "SLURM_ARRAY_TASK_ID",
    first: "SLURM_ARRAY_TASK_MIN",
    step: "SLURM_ARRAY_TASK_STEP",
    count: "SLURM_ARRAY_TASK_COUNT",
  },
  { index: "AWS_BATCH_JOB_ARRAY_INDEX", count: "AWS_BATCH_JOB_ARRAY_SIZE" },
];

function scheduledShard(variable: Variables): Shard | null {
  const own = numberIn(ownCount, variable);
  const found = schedulers.find(({ index }) => variable(index));
  if (!found) {
    if (own === undefined) return null;
    const which = schedulers.map(({ index }) => index).join(", ");
    return refuse(`${ownCount} is set, and none of ${which}: --shard I/${own} says which this is`);
  }
  const theirs = found.count && numberIn(found.count, variable);
  const before = numberIn(ownFirst, variable);
  if (before !== undefined && own === undefined) {
    return refuse(`${ownFirst} is set, and ${ownCount}, the number of shards of all, is not`);
  }
  if (theirs && own !== undefined && theirs !== own && before === undefined) {
    return refuse(
      `${found.count} is ${theirs} and ${ownCount} is ${own}: ` +
        `of a part of an array, say --shard I/${own}, or set ${ownFirst}`,
    );
  }
  const count = own ?? theirs;
  if (!count) {
    const names = [ownCount, ...found.count ? [found.count] : []].join(" or ");
    return refuse(
      `${found.index} is set, and how many shards there are is not: set ${names}, or say --shard off`,
    );
  }
  const first = (found.first && numberIn(found.first, variable)) || 0;
  const step = (found.step && numberIn(found.step, variable)) || 1;
  const number = numberIn(found.index, variable)!;
  const place = (number - first) / step;
  const index = place + (before ?? 0);
  if (!Number.isInteger(index) || place < 0 || index >= count) {
    const from = before === undefined ? "" : `, from ${ownFirst} ${before} on`;
    return refuse(
      `${found.index} is ${number}, which is none of ${count} shards from ${first}${from}: ` +
        "use an array without gaps",
    );
  }
  return checked(index, count, found.index);
}

function numberIn(name: string, variable: Variables): number | undefined {
  const text = variable(name);
  if (text === undefined || text === "") return undefined;
  return /^\d+$/.test(text) ? Number(text) : refuse(`${name} is ${text}, which is no whole number`);
}

/** All shards of a run are given the same by their scheduler. */
function runIdOf(given: string | undefined, variable: Variables): string {
  const slurm = variable("SLURM_ARRAY_JOB_ID");
  const ways: [said: string, id: string | undefined][] = [
    ["--run-id", given],
    ["TOKENBOARD_RUN_ID", variable("TOKENBOARD_RUN_ID")],
    ["SLURM_ARRAY_JOB_ID", slurm && `slurm-${slurm}`],
    ["AWS_BATCH_JOB_ID", variable("AWS_BATCH_JOB_ID")?.replace(/:\d+$/, "")],
  ];
  const [said, id] = ways.find(([, id]) => id) ??
    refuse("a shard needs the name that all shards of its run have: --run-id or TOKENBOARD_RUN_ID");
  const fault = runNameFault(said, id!);
  return fault === null ? id! : refuse(fault);
}
