/** Before a shard sends anything: is it of the run that the place knows, is it done, and what of it is. */
import { isObject, parseJson } from "../providers/read/json.ts";
import type { Place } from "../places/place.ts";
import { attemptsIn, type Finished, finishedAttempts } from "../store/journal/finished.ts";
import { type Held, type Pace, takeShard } from "./claim.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { bringParts, type Brought } from "./parts/local_parts.ts";
import { manifestName, planPath, runPath, shardPath } from "./paths.ts";
import { type NamedShard, shardWords } from "./shard.ts";

/** A shard that cannot begin or be committed, in one sentence. */
export class ShardFault extends Error {}

/** What a shard finds of itself. */
export interface BegunShard {
  /** What is done of it, by the parts in the place and by what its folder holds. */
  finished: Finished;
  /** The attempts that its parts have, one word each. */
  committed: Set<string>;
  brought: Brought;
  held: Held;
}

/** What all shards of a run must have in common before any of them sends anything. */
interface RunPlan {
  plan_sha256: string;
  shards: number;
}

/** The manifest of a shard; null where it has none. Throws `ShardFault` where it is not whole. */
export async function manifestIn(
  place: Place,
  runId: string,
  shard: number,
): Promise<Manifest | null> {
  const path = `${shardPath(runId, shard)}/${manifestName}`;
  const bytes = await place.read(path);
  if (!bytes) return null;
  const found = manifestOf(new TextDecoder().decode(bytes));
  if ("fault" in found) throw new ShardFault(`${path} in ${place.name} ${found.fault}.`);
  return found;
}

/** Notes the plan of a run, or throws `ShardFault` where the run was begun with another one, or other shards. */
export async function agreeOnPlan(
  place: Place,
  shard: NamedShard,
  planSha256: string,
): Promise<void> {
  const path = planPath(shard.runId);
  const own: RunPlan = { plan_sha256: planSha256, shards: shard.count };
  if (!await place.read(path) && await place.read(`${runPath(shard.runId)}/run.json`)) {
    throw new ShardFault(
      `${place.name} has a run ${shard.runId} that one process made: give another --run-id.`,
    );
  }
  if (await place.writeOnce(path, new TextEncoder().encode(JSON.stringify(own) + "\n"))) return;
  const bytes = await place.read(path);
  const found = parseJson(new TextDecoder().decode(bytes ?? new Uint8Array()));
  const first = isObject(found) ? found : {};
  if (first.shards !== own.shards) {
    throw new ShardFault(
      `Run ${shard.runId} was begun with ${first.shards ?? "no number of"} shards, and this is ${
        shardWords(shard)
      }: give another --run-id.`,
    );
  }
  if (first.plan_sha256 !== own.plan_sha256) {
    throw new ShardFault(
      `Run ${shard.runId} was begun with another plan (another configuration, data set or version): ` +
        `give another --run-id.`,
    );
  }
}

/** Takes the shard, and finds what is done of it. Throws `ShardTaken` where another process works on it. */
export async function beginShard(
  place: Place,
  shard: NamedShard,
  folder: string,
  pace?: Pace,
  say: (sentence: string) => void = () => {},
): Promise<BegunShard> {
  const into = shardPath(shard.runId, shard.index);
  const held = await takeShard(place, into, folder, pace, (who, seconds) =>
    say(
      `${
        shardWords(shard)
      } of run ${shard.runId} was begun by ${who}: going on with it after ${seconds} s ` +
        `without a word from there.`,
    ));
  const brought = await bringParts(place, into, folder);
  for (const file of brought.broken) say(brokenPart(into, file));
  const paths = brought.parts.map(({ path }) => path);
  const finished = await finishedAttempts(folder, paths);
  return { finished, committed: await attemptsIn(paths), brought, held };
}

export const brokenPart = (into: string, file: string): string =>
  `${into}/${file} is not whole, or no file of rows: its rows are made again.`;
