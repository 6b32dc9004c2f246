/**
 * Keeps the framework from asking the registry of npm. Its own programs name packages (`npm:lodash` and others) for
 * features that no page here uses; it looks up a version of each on a fresh checkout, unless its cache knows one.
 */
const client = "node_modules/@observablehq/framework/dist/client";
/** A version that nobody could mistake for one that is used; the framework loads none of it. */
const unused = "0.0.0";

/** Tells the framework's cache a version of every package that its own programs name. */
export async function needNoRegistry(cache = "src/.observablehq/cache"): Promise<void> {
  for (const name of await packagesNamed(client)) {
    await Deno.mkdir(`${cache}/_npm/${name}@${unused}`, { recursive: true });
  }
}

async function packagesNamed(folder: string): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) { for (const inner of await packagesNamed(path)) names.add(inner); }
    else if (name.endsWith(".js")) {
      const text = await Deno.readTextFile(path);
      for (const [, found] of text.matchAll(/["']npm:((?:@[\w-]{1,50}\/)?[\w.-]{1,100})/g)) {
        names.add(found);
      }
    }
  }
  return names;
}
