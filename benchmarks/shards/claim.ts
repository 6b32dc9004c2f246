/**
 * Who works on a shard: one process, wherever it runs. It says so in the place, again and again; what has not changed
 * for a while is of a process that is gone, and may be taken over. No clock of two machines is compared.
 */
import { parseJson } from "../providers/read/json.ts";
import { writeWhole } from "../files/own_file.ts";
import type { Place } from "../places/place.ts";
import { entropy } from "../plan/random.ts";
import { monotonicMs, sleep } from "../wire/clock.ts";
import { writerName, writerOf } from "./paths.ts";

export interface Claim {
  host: string;
  pid: number;
  /** Of this life of the shard alone, so that who has its folder knows it for its own. */
  token: string;
  /** Counts up as long as the process lives. */
  beat: number;
}

/** A claim that this process holds. */
export interface Held {
  /** In the place. */
  path: string;
  number: number;
  claim: Claim;
}

/** Another process works on the shard; the message is one sentence. */
export class ShardTaken extends Error {}

/** How often a process says that it lives, and how long one is waited for that does not; milliseconds. */
export interface Pace {
  beatMs: number;
  staleMs: number;
}
export const usualPace: Pace = { beatMs: 15_000, staleMs: 50_000 };

const tokenPath = (folder: string) => `${folder}/claim.json`;
const bytesOf = (claim: Claim) => new TextEncoder().encode(JSON.stringify(claim) + "\n");

/** The number of the claim that counts; -1 where nobody made one. */
const latestNumber = async (place: Place, into: string): Promise<number> =>
  (await place.list(`${into}/`))
    .reduce((most, { path }) => Math.max(most, writerOf(path.slice(into.length + 1)) ?? -1), -1);

/** That claim as it stands in the place; null where nobody made one. */
async function latest(
  place: Place,
  into: string,
): Promise<{ number: number; text: string } | null> {
  const number = await latestNumber(place, into);
  if (number < 0) return null;
  const bytes = await place.read(`${into}/${writerName(number)}`);
  return { number, text: new TextDecoder().decode(bytes ?? new Uint8Array()) };
}

const claimOf = (text: string): Partial<Claim> => {
  const found = parseJson(text);
  return typeof found === "object" && found !== null ? found as Partial<Claim> : {};
};
/** What a stranger wrote is said only where it can be the name of a machine. */
const whoOf = ({ host, pid }: Partial<Claim>) =>
  typeof host === "string" && /^[\w.-]{1,253}$/.test(host) && Number.isSafeInteger(pid)
    ? `process ${pid} on ${host}`
    : "another";

/**
 * Takes a shard for this process, which works in `folder`. One that an earlier process of this folder had is taken at
 * once; another's only after it was silent for so long, which `waiting` is told of. Throws `ShardTaken` where another
 * process is at it.
 */
export async function takeShard(
  place: Place,
  into: string,
  folder: string,
  pace: Pace = usualPace,
  waiting: (who: string, seconds: number) => void = () => {},
): Promise<Held> {
  const own = claimOf(await Deno.readTextFile(tokenPath(folder)).catch(() => "")).token;
  const before = await latest(place, into);
  if (before && (own === undefined || claimOf(before.text).token !== own)) {
    await waitUntilSilent(place, into, before, pace, waiting);
  }
  const number = (before?.number ?? -1) + 1;
  const claim: Claim = {
    host: Deno.hostname(),
    pid: Deno.pid,
    token: `${entropy()}${entropy()}`,
    beat: 0,
  };
  const path = `${into}/${writerName(number)}`;
  if (!await place.writeOnce(path, bytesOf(claim))) {
    throw new ShardTaken(`Another process took ${into} at the same moment, and works on it.`);
  }
  await Deno.mkdir(folder, { recursive: true });
  await writeWhole(tokenPath(folder), JSON.stringify(claim) + "\n");
  return { path, number, claim };
}

async function waitUntilSilent(
  place: Place,
  into: string,
  before: { number: number; text: string },
  { beatMs, staleMs }: Pace,
  waiting: (who: string, seconds: number) => void,
): Promise<void> {
  const who = whoOf(claimOf(before.text));
  waiting(who, Math.ceil(staleMs / 1000));
  const until = monotonicMs() + staleMs;
  while (monotonicMs() < until) {
    await sleep(Math.min(beatMs / 3, Math.max(1, until - monotonicMs())));
    const now = await latest(place, into);
    if (!now) return; // given back
    if (now.number !== before.number || now.text !== before.text) {
      throw new ShardTaken(
        `${into} is being made by ${whoOf(claimOf(now.text))}: one of both is enough.`,
      );
    }
  }
}

/** Says again that the process lives. Throws `ShardTaken` where another one has taken over. */
export async function beat(place: Place, into: string, held: Held): Promise<void> {
  if (await latestNumber(place, into) > held.number) {
    const now = await latest(place, into);
    throw new ShardTaken(
      `${into} was taken over by ${
        whoOf(claimOf(now?.text ?? ""))
      }, which had not heard of this one.`,
    );
  }
  held.claim.beat++;
  await place.write(held.path, bytesOf(held.claim));
}

/** Gives a shard back, so that nobody waits for a process that has ended. */
export async function giveBackShard(place: Place, into: string, held: Held): Promise<void> {
  if (await latestNumber(place, into) === held.number) await place.remove(held.path);
}
