/** What the cells of a page use: SQL gets the store, and a notebook's cell that cannot work says so in its place. */
import { simple } from "acorn-walk";
import type MarkdownIt from "markdown-it";
import { type Cell, escaped, faultOf, fileFault, unknownNames } from "./cell_faults.ts";
import { say } from "./said.ts";

/** Where pages find the store, and what they call it. */
const storeTable = { store: "/loaders/store.duckdb" };

/** Built-ins that ask the page's own database. */
const asking = ["sql", "vg"];

/** The page that was rendered last; the framework makes its head next, in the same turn. */
let page: { path: string; code: Cell[] } = { path: "", code: [] };

const isNotebook = (path = "") => path.startsWith("/notebooks/");
const fileOf = (path: string) => `src${path}.md`;
const report = (path: string, fault: string) => say({ page: fileOf(path), fault });

/** Keeps the cells of each page that the framework renders; puts what is wrong with a notebook's in their places. */
export function keepCells(md: MarkdownIt): MarkdownIt {
  const { renderer } = md;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, context: typeof page) => {
    const html = render(tokens, options, context);
    page = context;
    return isNotebook(context.path) ? withFaults(html) : html;
  };
  return md;
}

function withFaults(html: string): string {
  for (const [, fault] of html.matchAll(/observablehq--error"[^>]*>(SyntaxError: [^<]*)</g)) {
    report(page.path, escaped.undo(fault));
  }
  for (const cell of [...page.code]) {
    const fault = faultOf(cell, page.path);
    if (fault === null) continue;
    report(page.path, fault);
    page.code.splice(page.code.indexOf(cell), 1);
    const shown = `<span class="observablehq--inspect observablehq--error">${
      escaped(fault)
    }</span>`;
    html = html.replace(
      new RegExp(`(?:<observablehq-loading></observablehq-loading>)?<!--:${cell.id}:-->`),
      () => shown,
    );
  }
  // The page itself says so where it is read: here is who wrote it.
  for (const name of unknownNames(page.code)) report(page.path, `${name} is not defined`);
  return html;
}

/** Adds the store to the tables in a page's front matter, where the page has SQL. Call it from the page's head. */
export function giveStore(data: { sql?: Record<string, string> }): void {
  const declared = new Set(
    page.code.flatMap(({ node }) => node.declarations ?? []).map((d) => d.name),
  );
  const asks = page.code.some(({ node }) =>
    node.references.some(({ name }) => asking.includes(name) && !declared.has(name))
  );
  if (!asks && !data.sql) return;
  const own = Object.entries(data.sql ?? {}).filter(([name, source]) => {
    const fault = isNotebook(page.path) ? fileFault(source, page.path) : null;
    if (fault !== null) report(page.path, `table ${name}: ${fault}`);
    return fault === null;
  });
  data.sql = { ...storeTable, ...Object.fromEntries(own) };
  if (!isNotebook(page.path) || declared.has("sql")) return;
  for (const sql of statementsOf(page.code)) {
    say({ page: fileOf(page.path), sql, tables: Object.fromEntries(own) });
  }
}

/** Statements of SQL cells, and of templates in the others, with "?" for each value. */
function statementsOf(code: Cell[]): string[] {
  const found: string[] = [];
  for (const { node } of code) {
    simple(node.body, {
      TaggedTemplateExpression({ tag, quasi }) {
        if (tag.type !== "Identifier" || tag.name !== "sql") return;
        found.push(quasi.quasis.map(({ value }) => value.cooked ?? value.raw).join("?"));
      },
    });
  }
  return found;
}
