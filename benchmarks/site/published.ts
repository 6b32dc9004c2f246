/** Which of an analyst's own files in the data folder a built site holds: those that a page names. */
import type { Routes } from "./outputs.ts";
import { dataFolder } from "../store/views.ts";

/** Where pages find the files of the data folder. */
const place = "/loaders/data/";

/** Names of the files that the pages name, in their front matter or their cells; drafts are no pages. */
export async function namedFiles({ written, attachments }: Routes): Promise<string[]> {
  const named = new Set<string>();
  for (const page of written) {
    const markdown = await Deno.readTextFile(page.file);
    if (/^---\s[^]*?^draft: *true\b[^]*?^---/m.test(markdown)) continue;
    for (const { target } of attachments(page, markdown)) {
      if (target.startsWith(place)) named.add(target.slice(place.length));
    }
  }
  return [...named].sort();
}

/** The files that a finished site holds, by their paths in the checkout. */
export async function publishedFiles(dist: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { name } of Deno.readDir(`${dist}/_file${place}`)) {
      // The framework puts a hash before the ending.
      found.push(`${dataFolder()}/${name.replace(/\.[0-9a-f]{8}(\.\w+)$/, "$1")}`);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}
