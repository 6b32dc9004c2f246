/** Names of files in a place. What lists them may be a stranger's: none of its names may lead out of a folder. */

/** Longer parts cannot be a file's name on most disks, with what its name has while it is not whole. */
const longestPart = 238;
/** Longer names are none on some disks, with the folder that they are in. */
const longestName = 900;

/** Why a name can be none of a place's files; null where it can. */
export function refusedName(path: string): string | null {
  if (path === "") return "it is empty";
  // deno-lint-ignore no-control-regex
  if (/[\x00-\x1f\x7f]/.test(path)) return "it holds control characters";
  if (path.includes("\\")) return "it holds a backslash";
  if (/^[a-z]:/i.test(path)) return "it begins with a drive";
  if (!path.isWellFormed()) return "it is no text";
  const parts = path.split("/");
  if (parts.some((part) => part === "." || part === ".." || part === "")) {
    return "one of its parts is empty or leads elsewhere";
  }
  const long = (part: string, most = longestPart) => new TextEncoder().encode(part).length > most;
  if (long(path, longestName)) return "it is too long";
  return parts.some((part) => long(part)) ? "one of its parts is too long for a file's name" : null;
}

/** The name itself. Throws where it can be none: a fault of ours, or a stranger's try. */
export function safeName(path: string): string {
  const why = refusedName(path);
  if (why) throw new Error(`${JSON.stringify(path)} is no name of a file in a store: ${why}.`);
  return path;
}
