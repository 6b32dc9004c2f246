/** `start.json`: when shards that waited for each other begin. It may be of a stranger's store. */
import type { Place } from "../places/place.ts";
import { isObject, parseJson } from "../providers/read/json.ts";
import { startAhead } from "./agreed_start.ts";
import { NotTogether } from "./ready_marks.ts";

/** Beside `ready/`. */
interface Start {
  at: string;
  /** The shard that wrote it. */
  by: number;
}

/** Writes the start, unless another was quicker: then theirs. `at`: where the shards meet. */
export async function agreeOn(
  place: Place,
  at: string,
  start: Start,
  nowMs: number,
): Promise<number> {
  const bytes = new TextEncoder().encode(JSON.stringify(start) + "\n");
  if (await place.writeOnce(`${at}start.json`, bytes)) return Date.parse(start.at);
  const theirs = await startIn(place, at, nowMs);
  if (theirs !== null) return theirs;
  throw new NotTogether(`${at}start.json in ${place.name} was there and is gone.`);
}

/** The start that is agreed on at a meeting, ms since 1970, which may be long past; null where none is. */
export async function startIn(place: Place, at: string, nowMs: number): Promise<number | null> {
  const bytes = await place.read(`${at}start.json`);
  if (bytes === null) return null;
  const found = parseJson(new TextDecoder().decode(bytes));
  const told = isObject(found) && typeof found.at === "string" ? found.at : "";
  const start = startAhead(told, nowMs);
  if (typeof start === "number") return start;
  throw new NotTogether(
    `${at}start.json in ${place.name} says no time to begin at: ${start} ` +
      "Remove it, and begin again.",
  );
}
