/**
 * Parts of a page that a loader prints, so that they stand in the HTML before any script runs:
 * `<div data-from="./loaders/x.html"></div>` of a page's Markdown holds what `loaders/x.html` prints, and
 * `data-from="./loaders/x.html#name"` one part of it.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, normalize } from "node:path/posix";
import type MarkdownIt from "markdown-it";
import { denoOutput } from "../processes/deno_process.ts";
import { pageGrants } from "../processes/grants.ts";

const source = "src";
const cache = `${source}/.observablehq/cache`;
const holder = /<(\w+)([^<>]*?) data-from="([^"#]+)(?:#([^"]*))?"([^<>]*)>/g;
const mark = (name: string) => `<!--part ${name}-->`;

/** HTML of several parts as a loader prints it. */
export const partsHtml = (parts: Record<string, string>): string =>
  Object.entries(parts).map(([name, html]) => `${mark(name)}\n${html}\n`).join("");

/** One part of what a loader printed; all of it without a name. Throws where there is no such part. */
export function partOf(html: string, name?: string): string {
  if (name === undefined) return html;
  const from = html.indexOf(`${mark(name)}\n`);
  if (from < 0) throw new Error(`there is no part ${name}`);
  const start = from + mark(name).length + 1;
  const end = html.indexOf("<!--part ", start);
  return html.slice(start, end < 0 ? undefined : end).trim();
}

/** Puts its parts into the HTML of each page that the framework renders. `read` gives what a loader prints. */
export function withParts(md: MarkdownIt, read: (target: string) => string = printed): MarkdownIt {
  const { renderer } = md;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, page: { path?: string }) =>
    render(tokens, options, page).replace(
      holder,
      (_, tag, before, address, name, after) => {
        const target = normalize(`${dirname(page.path ?? "/")}/${address}`);
        try {
          return `<${tag}${before}${after}>${partOf(read(target), name)}`;
        } catch (error) {
          throw new Error(`${page.path}: ${address}: ${(error as Error).message}`);
        }
      },
    );
  return md;
}

/** What a loader prints; kept until the loader is changed, or the site is built or served again. */
function printed(target: string): string {
  const program = `${source}${target}.ts`;
  const file = `${cache}${target}`;
  const changed = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (!changed(program)) throw new Error(`there is no ${program}`);
  if (changed(file) <= changed(program)) {
    const html = denoOutput(pageGrants(), [program]);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, html);
    return html;
  }
  return readFileSync(file, "utf8");
}
