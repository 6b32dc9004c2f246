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
export function withParts(
  md: MarkdownIt,
  read: (target: string, page: string) => string = printed,
): MarkdownIt {
  const { renderer } = md;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, page: { path?: string }) =>
    render(tokens, options, page).replace(
      holder,
      (_, tag, before, address, name, after) => {
        const target = normalize(`${dirname(page.path ?? "/")}/${address}`);
        try {
          return `<${tag}${before}${after}>${partOf(read(target, page.path ?? "/"), name)}`;
        } catch (error) {
          throw new Error(`${page.path}: ${address}: ${(error as Error).message}`);
        }
      },
    );
  return md;
}

/**
 * What a loader prints for a page; kept until the loader or the page is changed, or the site is built or served again.
 * One whose name has a parameter, `[name].html.ts`, is given it, as the framework gives it.
 */
function printed(target: string, page: string): string {
  const exact = `${source}${target}.ts`;
  const [, folder, name] = /^(.*)\/([^/]+)\.html$/.exec(target) ?? [];
  const general = `${source}${folder}/[name].html.ts`;
  const changed = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const [program, args] = changed(exact) ? [exact, []] : [general, [`--name=${name}`]];
  if (!changed(program)) throw new Error(`there is no ${exact}`);
  const file = `${cache}${target}`;
  const written = args.length ? changed(`${source}${page}.md`) : 0;
  if (changed(file) <= Math.max(changed(program), written)) {
    const html = denoOutput(pageGrants(), [program, ...args]);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, html);
    return html;
  }
  return readFileSync(file, "utf8");
}
