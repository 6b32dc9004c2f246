/** Editions in a finished site: each as it is kept, and the feed of what changed between them. */
import { editionsPlace, readEditions } from "../../queries/published/editions.ts";
import { feedXml } from "./feed.ts";

/**
 * Copies the editions of a store's folder into the finished site `dist`. Returns what was left out, a sentence
 * each.
 */
export async function copyEditions(data: string, dist: string): Promise<string[]> {
  const { editions, faults } = await readEditions(data);
  for (const { folder } of editions) {
    await copyFolder(`${editionsPlace(data)}/${folder}`, `${dist}/editions/${folder}`);
  }
  if (editions.length) await Deno.writeTextFile(`${dist}/feed.xml`, feedXml(editions));
  return faults;
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory, isFile } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else if (isFile) await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
