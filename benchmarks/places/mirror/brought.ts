/** What is told of files while they are brought or put, and once they are. */

/** Hears that `done` of `total` files are brought or put, `path` the last of them. */
export type Progress = (done: number, total: number, path: string) => void;

export interface Brought {
  files: number;
  bytes: number;
  /** Files that are gone there and now here. */
  gone: number;
  /** Changed here and there: those of here stay. */
  differ: string[];
}
