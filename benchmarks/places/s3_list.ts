/** Lists what is in a bucket. Its names may be a stranger's: what can be no file here is left out, and said. */
import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { PlaceFault } from "./faults.ts";
import { refusedName, safeName } from "./names.ts";
import type { PlaceFile } from "./place.ts";
import type { Bucket } from "./s3_client.ts";
import type { Limits } from "./s3_fetch.ts";

/** Hears the names that are no files of the place, and why. */
export type LeftOut = (names: Map<string, string>) => void;

/** Files below `below`. Throws `PlaceFault` where the list has no end. */
export async function listBucket(
  client: S3Client,
  at: Bucket & { limits: Limits },
  below: string,
  leftOut: LeftOut,
): Promise<PlaceFile[]> {
  if (below) safeName(below.replace(/\/$/, ""));
  const { limits, name } = at;
  const found = new Map<string, PlaceFile>();
  const odd = new Map<string, string>();
  let ContinuationToken: string | undefined;
  for (let pages = 1;; pages++) {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: at.bucket,
        Prefix: at.prefix + below,
        EncodingType: "url", // else a name with control characters would be no XML
        ContinuationToken,
      }),
    );
    for (const { Key = "", Size = 0, ETag, LastModified } of page.Contents ?? []) {
      const key = nameOf(Key, page.EncodingType === "url");
      const path = key.slice(at.prefix.length);
      if (!key.startsWith(at.prefix + below)) odd.set(key, "it is outside of what was asked for");
      else if (path === "" || path.endsWith("/")) continue; // a folder that some tool drew
      else {
        const why = refusedName(path);
        const stamp = ETag?.replaceAll('"', "") ?? `${Size}-${LastModified?.getTime()}`;
        if (why) odd.set(path, why);
        else found.set(path, { path, bytes: Size, stamp });
      }
    }
    const next = page.IsTruncated ? page.NextContinuationToken : undefined;
    if (next === undefined) break;
    if (next === ContinuationToken) {
      throw new PlaceFault(`${name} gives the same page of its list again and again.`);
    }
    if (found.size + odd.size > limits.mostFiles || pages >= limits.mostPages) {
      throw new PlaceFault(
        `${name} lists more than ${
          limits.mostFiles.toLocaleString("en-US")
        } files, or comes in more ` +
          `than ${limits.mostPages.toLocaleString("en-US")} pages: as many are no store.`,
      );
    }
    ContinuationToken = next;
  }
  leaveFolders(found, odd);
  if (odd.size) leftOut(odd);
  return [...found.values()].sort((a, b) => a.path < b.path ? -1 : 1);
}

/** A bucket may have `a` beside `a/b`; of a disk only one of them can be. */
function leaveFolders(found: Map<string, PlaceFile>, odd: Map<string, string>): void {
  for (const path of [...found.keys()]) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (found.delete(folder)) odd.set(folder, "there are files below it as if it were a folder");
    }
  }
}

function nameOf(key: string, encoded: boolean): string {
  try {
    return encoded ? decodeURIComponent(key.replaceAll("+", " ")) : key;
  } catch {
    return key;
  }
}

/** Says what was left out, once a place and name. */
export function sayLeftOut(place: string): LeftOut {
  const said = new Set<string>();
  return (names) => {
    const fresh = [...names].filter(([name]) => !said.has(name));
    if (!fresh.length) return;
    for (const [name] of fresh) said.add(name);
    const few = fresh.slice(0, 3).map(([name, why]) => `${plainName(name)} (${why})`).join(", ");
    const more = fresh.length > 3 ? `, and ${(fresh.length - 3).toLocaleString("en-US")} more` : "";
    console.error(`${place}: not read, for they can be no files of a store: ${few}${more}.`);
  };
}

/** A stranger's name, short and of letters that a terminal only shows. */
const plainName = (name: string): string => {
  const short = name.length > 80 ? `${name.slice(0, 80)}...` : name;
  return JSON.stringify(short).replace(
    /[^\x20-\x7e]/g,
    (c) => /\p{L}/u.test(c) ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
};
