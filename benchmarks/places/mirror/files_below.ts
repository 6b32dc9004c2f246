/** What of a mirror may be put into its place. */
import { isPartial } from "../../files/own_file.ts";

/** Files below a folder of the mirror: no links, none that are not whole, none that are this machine's own. */
export async function filesBelow(folder: string, below: string, found: string[]): Promise<void> {
  try {
    for await (const { name, isDirectory, isFile } of Deno.readDir(`${folder}/${below}`)) {
      if (name.startsWith(".") || name.endsWith(".tmp") || isPartial(name)) continue;
      if (isDirectory) await filesBelow(folder, `${below}${name}/`, found);
      else if (isFile) found.push(below + name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
