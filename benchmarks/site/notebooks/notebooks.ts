/** An analyst's own pages: every Markdown file of `src/notebooks` that is no draft. */
import { createMarkdownIt, parseMarkdownMetadata } from "@observablehq/framework/dist/markdown.js";
import { readdirSync, readFileSync, statSync } from "node:fs";

export interface Notebook {
  /** Its address in the site, without an ending. */
  path: string;
  /** Its title, or its file's name where it has none. */
  name: string;
}

const md = createMarkdownIt();
/** What was read of each file, by its path and the time it was changed: every page's header lists them. */
const read = new Map<string, Read | null>();
interface Read extends Notebook {
  ofProviders: boolean;
}

/**
 * The notebooks of a source folder, in order of their titles. The live site asks again for every page. One that
 * `shows: providers` is left out where the store has no run of a real one: it could only say so.
 */
export function notebooksOf(root = "src", hasProviders = true): Notebook[] {
  const folder = `${root}/notebooks`;
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".md"));
  } catch {
    return []; // there is no such folder
  }
  return names.map((file) => notebookOf(folder, file)).filter((found) => found !== null)
    .filter(({ ofProviders }) => hasProviders || !ofProviders)
    .map(({ path, name }) => ({ path, name }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

function notebookOf(folder: string, file: string): Read | null {
  const path = `${folder}/${file}`;
  const key = `${path} ${statSync(path).mtimeMs}`;
  if (!read.has(key)) {
    const { data, title } = parseMarkdownMetadata(readFileSync(path, "utf8"), { md, path: file });
    const stem = file.slice(0, -".md".length);
    // The framework's type names its own fields alone.
    const ofProviders = (data as { shows?: unknown }).shows === "providers";
    const found = { path: `/notebooks/${stem}`, name: title ?? stem, ofProviders };
    read.set(key, data.draft ? null : found);
  }
  return read.get(key)!;
}
