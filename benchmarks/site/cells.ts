/** What the cells of a page use: SQL gets the store. */
import type MarkdownIt from "markdown-it";

/** Where pages find the store, and what they call it. */
export const storeTable = { store: "/loaders/store.duckdb" };

interface Cell {
  node: { references: { name: string }[]; declarations: { name: string }[] | null };
}

/** Built-ins that ask the page's own database. */
const asking = ["sql", "vg"];

/** Cells of the page that was rendered last; the framework makes its head next, in the same turn. */
let cells: Cell[] = [];

/** Keeps the cells of each page that the framework renders. */
export function keepCells(md: MarkdownIt): MarkdownIt {
  const { renderer } = md;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, page: { code: Cell[] }) => {
    const html = render(tokens, options, page);
    cells = page.code;
    return html;
  };
  return md;
}

/** Adds the store to the tables in a page's front matter, where the page has SQL. Call it from the page's head. */
export function giveStore(data: { sql?: Record<string, string> }): void {
  const declared = new Set(cells.flatMap(({ node }) => node.declarations ?? []).map((d) => d.name));
  const asks = cells.some(({ node }) =>
    node.references.some(({ name }) => asking.includes(name) && !declared.has(name))
  );
  if (asks || data.sql) data.sql = { ...storeTable, ...data.sql };
}
