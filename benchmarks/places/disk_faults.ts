/** What a disk refuses, as one sentence that names the store. */
import { PlaceFault } from "./faults.ts";

const words: Record<string, string> = {
  ENOSPC: "its disk is full",
  EDQUOT: "this user may write no more to its disk",
  EROFS: "its disk takes no writing",
  EACCES: "this user may not do this there",
  EPERM: "this user may not do this there",
  EIO: "its disk fails",
  ESTALE: "its disk is not connected any more",
  ENOTCONN: "its disk is not connected any more",
  ENAMETOOLONG: "a name is too long for its disk",
  ENOTDIR: "a file is where a folder should be",
  EISDIR: "a folder is where a file should be",
  ENOTEMPTY: "a folder is where a file should be",
  EEXIST: "something else has its name",
  ELOOP: "its links lead in a circle",
};

/** The sentence for what a disk refused of `whose`, such as a store; what is no fault of the disk stays as it is. */
export function diskFault(error: unknown, whose: string): unknown {
  const why = words[(error as { code?: string })?.code ?? ""];
  return why === undefined || error instanceof PlaceFault
    ? error
    : new PlaceFault(`${whose}: ${why}.`);
}

/** What a person reads of an error that nobody expected: the system's own words become the sentence for its file. */
export function errorWords(error: unknown): string {
  const message = (error as Error)?.message ?? String(error);
  const path = /^.*\(os error \d+\): \w+ '(.+?)'/s.exec(message)?.[1];
  return path === undefined ? message : (diskFault(error, path) as Error).message;
}
