/** What goes wrong with a place, as a person reads it. */

/** A place that cannot be used as it was asked to; the message is one sentence without anything secret. */
export class PlaceFault extends Error {}

/** A file that was to be brought is not there. */
export class NotThere extends PlaceFault {
  constructor(place: string, path: string) {
    super(`${place} has no file ${path}.`);
  }
}
