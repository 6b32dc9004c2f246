/**
 * What keeps a cell of a notebook from working, as far as one sees without running it. The framework ends the build of
 * all pages where one reads a file that nobody makes, or asks another host for a package.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import process from "node:process";
import { defaultGlobals } from "@observablehq/framework/dist/javascript/globals.js";
import { findModule } from "@observablehq/framework/dist/javascript/module.js";
import {
  getImplicitDependencies,
  getImplicitFileImports,
  getImplicitInputImports,
} from "@observablehq/framework/dist/libraries.js";
import { LoaderResolver } from "@observablehq/framework/dist/loader.js";
import { builtins } from "@observablehq/framework/dist/resolvers.js";
import type { Node } from "acorn";

/** A cell as the framework reads it. */
export interface Cell {
  id: string;
  node: {
    body: Node;
    references: { name: string }[];
    declarations: { name: string }[] | null;
    files: { name: string; method?: string }[];
    imports: { name: string; type: "local" | "global" }[];
    /** The JavaScript that was read. */
    input: string;
  };
}

const root = "src";
const packages = `${root}/.observablehq/cache/_npm`;
const loaders = new LoaderResolver({ root, interpreters: { ".ts": ["deno"], ".sql": ["deno"] } });
/** Loaders that were run before the framework began, and what they threw, by the file they make. */
const failed: Record<string, string> = JSON.parse(process.env.TOKENBOARD_LOADER_FAULTS || "{}");

const isAddress = (name: string) => /^\w+:/.test(name);
const from = (path: string, name: string) =>
  name.startsWith("/") ? join(name) : join(dirname(path), name);

/** Why a file that a page names cannot be had; null where it can. */
export function fileFault(name: string, path: string): string | null {
  if (isAddress(name)) return `${name} is on another host: a page asks its own alone`;
  const target = from(path, name);
  if (failed[target]) return failed[target];
  return loaders.find(target) ? null : `there is no ${root}${target}, and no loader that makes it`;
}

/** Names of packages that stand in the place of those of another host. */
const provided = (name: string): boolean => {
  const [, scope, rest] = /^(@[^/]+\/)?([^/@]+)/.exec(name) ?? [];
  const folder = `${packages}/${scope ?? ""}`;
  return existsSync(folder) &&
    readdirSync(folder).some((own) =>
      own.startsWith(`${rest}@`) && existsSync(`${folder}${scope ? "" : "/"}${own}/_esm.js`)
    );
};

function packageFault(specifier: string): string | null {
  if (builtins.has(specifier) || specifier.startsWith("observablehq:")) return null;
  if (!specifier.startsWith("npm:")) {
    const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [specifier];
    return isAddress(specifier) || !existsSync(`node_modules/${name}`)
      ? `the package ${specifier} is not installed: add it to deno.json`
      : null;
  }
  const name = specifier.slice("npm:".length);
  return provided(name)
    ? null
    : `the package ${name} would come from another host: add it to deno.json and import it as "${name}"`;
}

/** Why a cell of the page at `path` cannot work; null where nothing is known against it. */
export function faultOf({ node }: Cell, path: string): string | null {
  for (const { name } of node.files) {
    const fault = fileFault(name, path);
    if (fault !== null) return `FileAttachment("${name}"): ${fault}`;
  }
  for (const { name, type } of node.imports) {
    const fault = type === "global"
      ? packageFault(name)
      : findModule(root, from(path, name))
      ? null
      : `there is no ${root}${from(path, name)}`;
    if (fault !== null) return `import "${name}": ${fault}`;
  }
  for (const { name } of node.references) {
    const fault = needsFault(getImplicitInputImports([name]));
    if (fault) return `${name}: ${fault}`;
  }
  for (const { method } of node.files) {
    const fault = method && needsFault(getImplicitFileImports([method]));
    if (fault) return `FileAttachment(...).${method}(): ${fault}`;
  }
  return null;
}

function needsFault(imports: Iterable<string>): string | null {
  const all = [...imports, ...getImplicitDependencies(imports)];
  return all.map(packageFault).find((fault) => fault !== null) ?? null;
}

/** Names that every page has. */
const given = new Set([
  ...["display", "view", "visibility", "invalidation", "now", "width", "dark", "resize"],
  ...["FileAttachment", "Generators", "Mutable"],
  ...["recommendedLibraries", "sampleDatasets"].flatMap((file) => {
    const path = `node_modules/@observablehq/framework/dist/client/stdlib/${file}.js`;
    const [, names] = /export \{([^}]*)\}/.exec(readFileSync(path, "utf8")) ?? [];
    return names?.split(",").map((name) => name.trim()) ?? [];
  }),
]);

/** Names that several cells define: the page has a value of none of them. */
export function definedTwice(code: Cell[]): { name: string; cells: Cell[] }[] {
  const all = code.flatMap((cell) =>
    (cell.node.declarations ?? []).map(({ name }) => ({ name, cell }))
  );
  return [...Map.groupBy(all, ({ name }) => name)]
    .map(([name, found]) => ({ name, cells: found.map(({ cell }) => cell) }))
    .filter(({ cells }) => cells.length > 1);
}

/** Names that cells read and nobody gives, with the first cell that does. */
export function unknownNames(code: Cell[]): { name: string; cell: Cell }[] {
  const made = new Set(code.flatMap(({ node }) => node.declarations ?? []).map((d) => d.name));
  const read = new Map<string, Cell>();
  for (const cell of code.toReversed()) {
    for (const { name } of cell.node.references) read.set(name, cell);
  }
  return [...read].map(([name, cell]) => ({ name, cell })).filter(({ name }) =>
    !given.has(name) && !made.has(name) && !defaultGlobals.has(name) && !(name in globalThis)
  );
}

const marks: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Text as it stands in HTML; `undo` reads what the framework wrote. */
export const escaped = Object.assign(
  (text: string): string => text.replace(/[&<>"]/g, (mark) => marks[mark]),
  {
    undo: (html: string): string =>
      html.replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
        .replace(
          /&(?:amp|lt|gt|quot);/g,
          (word) => Object.keys(marks).find((mark) => marks[mark] === word)!,
        ),
  },
);
