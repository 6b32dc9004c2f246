/**
 * Bundles the packages that pages import into the framework's cache, where they stay for later builds. The framework
 * would begin only when it meets the first page that imports one; as a process of its own it can begin at once.
 */
import { resolveNodeImport } from "@observablehq/framework/dist/node.js";

const root = "src";
/** An import of a package by its bare name; a type is none. */
const bareImport = /^(?:import|export) (?!type ).*from "(?!node:)([a-z@][^"]*)";$/gm;

const names = new Set<string>();
for (const folder of ["charts", "components"]) {
  for await (const { name } of Deno.readDir(`${root}/${folder}`)) {
    if (!name.endsWith(".ts") || name.endsWith(".deno.ts")) continue;
    const source = await Deno.readTextFile(`${root}/${folder}/${name}`);
    for (const [, found] of source.matchAll(bareImport)) names.add(found);
  }
}
await Promise.all([...names].map((name) => resolveNodeImport(root, name)));
