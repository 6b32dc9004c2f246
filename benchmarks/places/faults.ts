/** What goes wrong with a place, as a person reads it. */
import { withoutEnd } from "../providers/read/ends.ts";

/** A place that cannot be used as it was asked to; the message is one sentence without anything secret. */
export class PlaceFault extends Error {}

/** Name, variables, key or bucket are wrong, and stay so when asked again; what cannot be reached is another fault. */
export class WrongStore extends PlaceFault {}

/** Why a place did not do something, for a sentence that names the place itself: without its name and its end. */
export function whyOf(error: unknown, place: string): string {
  const message = (error as Error)?.message ?? String(error);
  return withoutEnd(message, ".").replace(`Store ${place}: `, "");
}

/** A file that was to be brought is not there. */
export class NotThere extends PlaceFault {
  constructor(place: string, path: string) {
    super(`${place} has no file ${path}.`);
  }
}
