/** What the cells of a page use: SQL gets the store, and a notebook's cell that cannot work says so in its place. */
import { simple } from "acorn-walk";
import type MarkdownIt from "markdown-it";
import {
  type Cell,
  definedTwice,
  escaped,
  faultOf,
  fileFault,
  unknownNames,
} from "./cell_faults.ts";
import { placedInFile, type Places, placesOf } from "./places.ts";
import { say } from "./said.ts";
import { tableHints } from "./table_hints.ts";

/** Where pages find the store, and what they call it. */
const storeTable = { store: "/loaders/store.duckdb" };

/** Built-ins that ask the page's own database. */
const asking = ["sql", "vg"];

interface Page {
  path: string;
  code: Cell[];
}
/** The page that was rendered last; the framework makes its head next, in the same turn. */
let page: Page = { path: "", code: [] };
let places: Places = placesOf("");
/** First line of each of its cells, by the cell's id. */
const lines = new Map<string, number>();

/** A page of an analyst: what is wrong in it is said in its place, and closes no other. */
const isNotebook = (path = "") => /^\/(?:notebooks|reports)\//.test(path);
const report = (fault: string, line: number | null = null) =>
  say({ page: places.file, line, fault });
const lineOf = ({ id }: Cell) => lines.get(id) ?? null;

/** Keeps the cells of each page that the framework renders; puts what is wrong with a notebook's in their places. */
export function keepCells(md: MarkdownIt): MarkdownIt {
  const { renderer } = md;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, context: Page) => {
    places = placesOf(context.path ?? "");
    lines.clear();
    const html = render(tokens, options, context);
    page = context;
    return isNotebook(context.path) ? withFaults(html) : html;
  };
  for (const kind of ["fence", "placeholder"]) {
    const rule = renderer.rules[kind]!;
    renderer.rules[kind] = (tokens, i, options, context: Page, self) => {
      const known = context.code.length;
      const html = rule(tokens, i, options, context, self);
      const { map, content } = tokens[i];
      // The cell begins in the line behind the fence.
      const line = map ? places.above + map[0] + 2 : places.lineOf(`\${${content}`);
      if (line === null) return html;
      if (context.code[known]) lines.set(context.code[known].id, line);
      return isNotebook(context.path) ? placedInFile(html, places.file, line) : html;
    };
  }
  return md;
}

function withFaults(html: string): string {
  for (const [, found] of html.matchAll(/observablehq--error"[^>]*>(SyntaxError: [^<]*)</g)) {
    const fault = escaped.undo(found);
    const [, line] = /\.md:(\d+):\d+\)$/.exec(fault) ?? [];
    report(fault, line ? Number(line) : null);
  }
  for (const cell of [...page.code]) {
    const fault = faultOf(cell, page.path);
    if (fault === null) continue;
    report(fault, lineOf(cell));
    page.code.splice(page.code.indexOf(cell), 1);
    const shown = `<span class="observablehq--inspect observablehq--error">${
      escaped(fault)
    }</span>`;
    html = html.replace(
      new RegExp(`(?:<observablehq-loading></observablehq-loading>)?<!--:${cell.id}:-->`),
      () => shown,
    );
  }
  // The page itself says the others where it is read: here is who wrote it.
  for (const { name, cells } of definedTwice(page.code)) {
    const [first, ...others] = cells.map(lineOf);
    const at = others.map((line) => `line ${line}`).join(" and ");
    report(
      `${name} is defined more than once: in the cell of line ${first}, again in ${at}`,
      first,
    );
  }
  for (const { name, cell } of unknownNames(page.code)) {
    report(`${name} is not defined`, lineOf(cell));
  }
  return html;
}

/**
 * Adds the store to the tables in a page's front matter, where the page has SQL. Call it from the page's head, which
 * gets what this returns: what the page can say of tables that it does not have.
 */
export function giveStore(data: { sql?: Record<string, string> }, title: string | null): string {
  if (isNotebook(page.path) && !title) {
    const advice = "it has no title, so the menu has its file's name: begin it with a line # TITLE";
    say({ page: places.file, line: null, advice });
  }
  const declared = new Set(
    page.code.flatMap(({ node }) => node.declarations ?? []).map((d) => d.name),
  );
  const asks = page.code.some(({ node }) =>
    node.references.some(({ name }) => asking.includes(name) && !declared.has(name))
  );
  if (!asks && !data.sql) return "";
  const given = Object.entries(data.sql ?? {});
  data.sql = { ...storeTable, ...data.sql };
  if (!isNotebook(page.path)) return "";
  const statements = statementsOf(page.code);
  const hints = tableHints(statements.map(({ sql }) => sql), page.path);
  for (const [name, source] of given) {
    delete hints[name];
    const fault = fileFault(source, page.path);
    if (fault === null) continue;
    hints[name] = fault;
    delete data.sql[name];
    report(`table ${name}: ${fault}`, places.lineOf(source));
  }
  const tables = Object.fromEntries(given.filter(([name]) => name in data.sql!));
  if (!declared.has("sql")) {
    for (const one of statements) say({ page: places.file, ...one, tables, hints });
  }
  const known = JSON.stringify(hints).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="table-hints">${known}</script>`;
}

/** Statements of SQL cells, and of templates in the others, with "?" for each value, and the line of each. */
function statementsOf(code: Cell[]): { sql: string; line: number | null }[] {
  const found: { sql: string; line: number | null }[] = [];
  for (const cell of code) {
    const { body, input } = cell.node;
    simple(body, {
      TaggedTemplateExpression({ tag, quasi }) {
        if (tag.type !== "Identifier" || tag.name !== "sql") return;
        const first = lineOf(cell);
        found.push({
          sql: quasi.quasis.map(({ value }) => value.cooked ?? value.raw).join("?"),
          line: first && first + input.slice(0, quasi.start).split("\n").length - 1,
        });
      },
    });
  }
  return found;
}
