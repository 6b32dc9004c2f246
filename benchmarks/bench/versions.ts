/** Versions of everything that a measurement can depend on. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import settings from "../../deno.json" with { type: "json" };

/** Names and versions; `tokenboard` is the commit that is checked out, or "unknown". */
export function versions(): Record<string, string> {
  const pin = (name: keyof typeof settings.imports) =>
    settings.imports[name].slice(settings.imports[name].lastIndexOf("@") + 1);
  return {
    tokenboard: commitOf(fileURLToPath(new URL("../../", import.meta.url))),
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    undici: pin("undici"),
    duckdb: pin("@duckdb/node-api"),
  };
}

/** A file without its last line break; null where there is none. */
function read(path: string): string | null {
  try {
    return Deno.readTextFileSync(path).trim();
  } catch {
    return null;
  }
}

/** The commit that a checkout or a worktree of git has checked out; "unknown" of any other folder. */
export function commitOf(folder: string): string {
  // A worktree has a file that names its folder of git, and there one that names what all worktrees share.
  const named = read(`${folder}/.git`)?.replace(/^gitdir: /, "");
  const git = resolve(folder, named ?? ".git");
  const shared = resolve(git, read(`${git}/commondir`) ?? ".");
  const head = read(`${git}/HEAD`);
  const ref = head?.match(/^ref: (.+)$/)?.[1];
  if (!ref) return head ?? "unknown"; // no branch, or no checkout
  const packed = read(`${shared}/packed-refs`)?.split("\n").find((l) => l.endsWith(` ${ref}`));
  return read(`${git}/${ref}`) ?? read(`${shared}/${ref}`) ?? packed?.split(" ")[0] ?? "unknown";
}
