/** The files that an importer looks at. */
import { withoutEnd } from "../providers/read/ends.ts";

/** Every file of a folder and of the folders in it, sorted; of a file itself. Throws where there is none. */
export async function filesAt(path: string): Promise<string[]> {
  const { isDirectory } = await Deno.stat(path);
  return isDirectory ? (await Array.fromAsync(walk(path))).sort() : [path];
}

async function* walk(folder: string): AsyncGenerator<string> {
  const base = withoutEnd(folder, "/");
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) yield* walk(`${base}/${entry.name}`);
    else if (entry.isFile || entry.isSymlink) yield `${base}/${entry.name}`;
  }
}

/** Folder, and name in it. */
export function placeOf(path: string): { folder: string; name: string } {
  const at = path.lastIndexOf("/");
  return { folder: at < 0 ? "." : path.slice(0, at), name: path.slice(at + 1) };
}
