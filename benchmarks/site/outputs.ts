/** What a build of the site needs of our programs: the pages and files that they print. */
import { normalize } from "node:path/posix";

/** One file that a program prints. */
export interface Output {
  /** Its address in the site: `/time.md` is page `/time`. */
  target: string;
  /** The program, from the root of the project, and its arguments. */
  program: string;
  args: string[];
  /** Where the framework looks for it before it runs the program. */
  file: string;
}

export interface Routes {
  /** Addresses of all pages. */
  paths: string[];
  /** Those pages that a program prints. */
  pages: Output[];
  /** The files of those that are Markdown, by their addresses. */
  written: { target: string; file: string }[];
  /** The program that prints this file of the site; null where none does. */
  output(target: string): Output | null;
  /** The files that a page loads or offers and a program prints, read from the page's Markdown. */
  attachments(page: Pick<Output, "target">, markdown: string): Output[];
}

/** An address of a file in a page's Markdown: loaded, linked, or put into it. */
const address = /(?:FileAttachment\(\s*|href=|data-from=)["'`]([^"'`:?#]+\.\w+)["'`#]/g;
/** A page with SQL gets the store, see `notebooks/cells.ts`. */
const hasSql = /^ *(?:`{3,}|~{3,})sql\b|\bsql`|\bvg\./m;
const store = "/loaders/store.duckdb";

/** Sources of the tables that a page has. */
function tablesOf(markdown: string, sql: Record<string, string> | undefined): string[] {
  return [...(sql || hasSql.test(markdown) ? [store] : []), ...Object.values(sql ?? {})];
}

/** Reads the routes of the framework's configuration; they are the framework's own, so nothing can differ. */
export async function readRoutes(configuration = "observablehq.config.ts"): Promise<Routes> {
  // Half a second of work, which only a command that builds or serves the site has to wait for.
  const { readConfig } = await import("@observablehq/framework/dist/config.js");
  const { readFrontMatter } = await import("@observablehq/framework/dist/frontMatter.js");
  const config = await readConfig(configuration);
  const output = (target: string): Output | null => {
    const loader = config.loaders.find(target);
    if (!loader?.args) return null;
    const own = `${config.root}/${loader.path}`;
    const at = loader.args.indexOf(own);
    // A file that is no program itself is given to one.
    const [program, first] = own.endsWith(".sql") ? [loader.args[at - 1], at] : [own, at + 1];
    return {
      target,
      program,
      args: loader.args.slice(first),
      file: `${config.root}/.observablehq/cache${target}`,
    };
  };
  const paths: string[] = await Array.fromAsync(config.paths());
  const pages = paths.map((path) => output(`${path}.md`)).filter((page) => page !== null);
  const written = paths.map((path) => `${path}.md`).filter((target) => !output(target))
    .map((target) => ({ target, file: `${config.root}${target}` }));
  const attachments = ({ target }: Pick<Output, "target">, markdown: string) => {
    const here = target.slice(0, target.lastIndexOf("/"));
    const names = new Set([...markdown.matchAll(address)].map(([, name]) => name));
    const { sql } = readFrontMatter(markdown).data as { sql?: Record<string, string> };
    return [...names, ...tablesOf(markdown, sql)]
      .map((name) => output(normalize(name.startsWith("/") ? name : `${here}/${name}`)))
      .filter((o) => o !== null);
  };
  return { paths, pages, written, output, attachments };
}
