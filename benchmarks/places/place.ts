/**
 * Where a store keeps its files: a folder of a machine, or a bucket. What is above asks no more of it than this, so
 * that both hold the same files under the same names.
 */

/** A file in a place. */
export interface PlaceFile {
  /** From the place's own root, with "/" between its parts: `runs/ID/shard=0/part-0.parquet`. */
  path: string;
  bytes: number;
  /** Another one once its content is another: an entity tag, or size and time of change. */
  stamp: string;
}

/** One exchange with the clock of a place: what the four time stamps of an offset are made of. */
export interface PlaceTime {
  /** Its own time, ms since 1970, and how coarsely it tells it. */
  theirsMs: number;
  resolutionMs: number;
}

export interface Place {
  /** As a person gave it, without anything secret: for messages. */
  name: string;
  /** Whether its files are on this machine; then `folder` is where. */
  folder: string | null;
  /** Files below `prefix`, which ends in "/" or is empty, in the order of their paths. */
  list(prefix: string): Promise<PlaceFile[]>;
  /** Null where there is no such file. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Puts a file there whole or not at all; one of that name is replaced. `from`: a file of this machine, or bytes. */
  write(path: string, from: string | Uint8Array<ArrayBuffer>): Promise<void>;
  /**
   * The same, but false where a file of that name is there already, which stays. Where a place cannot promise that of
   * two who write at once only one is told true, it reads back what stands there.
   */
  writeOnce(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
  /** Brings a file to `to` on this machine, whole or not at all. Throws where there is none. */
  fetch(path: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** What time it is there. */
  time(): Promise<PlaceTime>;
}
