/** The words of a finished site's pages, for page `/search/`: written beside it, read when somebody searches. */

interface Page {
  /** From the root of the site, as `time.html`. */
  path: string;
  title: string;
  headings: string;
  text: string;
}

/** Characters of a page that are searched: a table of every request is no text. */
const longest = 20_000;

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };
const plain = (html: string): string =>
  withoutTags(html)
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) =>
      name
        ? entities[name.toLowerCase()] ?? all
        : String.fromCodePoint(Math.min(0x10ffff, parseInt(decimal ?? hex, decimal ? 10 : 16))))
    .replace(/\s+/g, " ").trim();

/** Words that a page says twice or shows nobody. */
const unsaid = /\bclass="[^"]*\b(?:take|vh|tip)\b/;

/** The text between tags, without what is `unsaid`. A tag ends where no quotation is open: names hold ">" as well. */
export function withoutTags(html: string): string {
  const parts: string[] = [];
  let at = 0;
  let silent = false; // up to the next tag
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (!silent) parts.push(html.slice(at, open < 0 ? undefined : open));
    if (open < 0) break;
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    let quote = "";
    for (at = open + 1; at < html.length; at++) {
      const c = html[at];
      if (quote) quote = c === quote ? "" : quote;
      else if (c === '"' || c === "'") quote = c;
      else if (c === ">") break;
    }
    silent = unsaid.test(html.slice(open, at));
    at++;
    parts.push(" ");
  }
  return parts.join("");
}

/** What is searched of a page of the framework. */
export function pageOf(path: string, html: string): Page {
  const from = html.search(/<main\b/);
  const main = html.slice(from, html.indexOf("</main>", from))
    .replace(/<(script|style|template|svg|pre)\b[^]*?<\/\1>/g, " ");
  const headings = [...main.matchAll(/<h([1-3])\b[^>]*>([^]*?)<\/h\1>/g)].map(([, , h]) =>
    plain(h)
  );
  const title = plain(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? path)
    .replace(/ \| Tokenboard$/, "");
  return { path, title, headings: headings.join(". "), text: plain(main).slice(0, longest) };
}

/** Writes `search/pages.json` into the finished site `dist`, of the pages with these addresses. */
export async function writeSearchPages(dist: string, paths: string[]): Promise<void> {
  const pages: Page[] = [];
  for (const path of paths) {
    const file = `${path.slice(1)}.html`;
    // A template has no page of its own.
    const html = await Deno.readTextFile(`${dist}/${file}`).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    });
    if (html !== null && path !== "/search/index") pages.push(pageOf(file, html));
  }
  await Deno.mkdir(`${dist}/search`, { recursive: true });
  await Deno.writeTextFile(`${dist}/search/pages.json`, JSON.stringify(pages));
}
