/**
 * The pages of providers in a finished site. The framework makes one, whose head, header and footer each of them has,
 * and each provider's is that one with its own words, made of Markdown as the framework makes them: a page of the
 * framework's for each costs it five times as much.
 */
import { denoOutput } from "../../processes/deno_process.ts";
import { pageGrants } from "../../processes/grants.ts";
import type { Output } from "../outputs.ts";

/** The address of the page that the others are made from. */
export const providerTemplate = "/providers/[name]";
/** Prints what stands on them. */
export const providerPagesTarget = "/loaders/providers.json";

interface Page {
  name: string;
  markdown: string;
}

const main = /(<main id="observablehq-main"[^>]*>\n)[^]*?(<\/main>)/;
const title = /<title>[^<]*<\/title>/;

/**
 * Writes a page for each provider into the site `dist` as the framework wrote it, in place of the one of the framework,
 * and returns their addresses. `output` is what prints them, made ahead or not.
 *
 * @throws where the framework writes its pages in another way, a page has cells or files, or the program fails
 */
export async function writeProviderPages(
  dist: string,
  output: Output,
  configuration = "observablehq.config.ts",
): Promise<string[]> {
  const file = `${dist}${providerTemplate}.html`;
  const template = await Deno.readTextFile(file);
  if (!main.test(template) || !title.test(template)) {
    throw new Error("The framework writes its pages in another way: no main part or title.");
  }
  const printed = await Deno.readTextFile(output.file)
    .catch(() => denoOutput(pageGrants(), [output.program]));
  const pages: Page[] = JSON.parse(printed);
  const render = await renderer(configuration);
  await Deno.remove(file);
  const addresses: string[] = [];
  for (const { name, markdown } of pages) {
    const path = `/providers/${name}`;
    const { head, body } = render(path, markdown);
    await Deno.writeTextFile(
      `${dist}${path}.html`,
      template.replace(title, () => head)
        .replace(main, (_, open, close) => `${open}${body}${close}`),
    );
    addresses.push(path);
  }
  return addresses;
}

/** How the framework makes a page's title and main part of Markdown without cells. */
async function renderer(configuration: string) {
  // Loaded where a site is built alone, which has loaded them for its routes.
  const { readConfig } = await import("@observablehq/framework/dist/config.js");
  const { html, rewriteHtml } = await import("@observablehq/framework/dist/html.js");
  const { parseMarkdown } = await import("@observablehq/framework/dist/markdown.js");
  const { isAssetPath, parseRelativeUrl, relativePath, resolveLocalPath } = await import(
    "@observablehq/framework/dist/path.js"
  );
  const { md, title: site, normalizePath } = await readConfig(configuration);
  return (path: string, markdown: string): { head: string; body: string } => {
    const none = (what: string): never => {
      throw new Error(`${path}: a page of a template has no cell and no file of its own: ${what}`);
    };
    const page = parseMarkdown(markdown, { md, path });
    if (page.code.length) none(page.code[0].id);
    const resolveLink = (href: string) => {
      if (!isAssetPath(href)) return href;
      const { pathname, search, hash } = parseRelativeUrl(href);
      const local = resolveLocalPath(path, pathname);
      return local ? relativePath(path, normalizePath(local)) + search + hash : href;
    };
    const resolvers = {
      resolveLink,
      resolveFile: none,
      resolveImport: none,
      resolveScript: none,
    };
    return {
      head: String(html`<title>${[page.title, site].filter(Boolean).join(" | ")}</title>`),
      // The framework has no types; what stands for them says that these are constructors.
      body: rewriteHtml(page.body, resolvers as unknown as Parameters<typeof rewriteHtml>[1]),
    };
  };
}
