/** A first benchmark installs what deno.json names: nothing there may serve tests alone. */
import assert from "node:assert/strict";
import { parse } from "jsonc-parser";
import { filesOf } from "../support/bench.ts";

const pins = (file: string) =>
  Object.entries(parse(Deno.readTextFileSync(file)).imports as Record<string, string>)
    .filter(([, target]) => target.startsWith("npm:"));

/** Packages that files below a folder import, their paths within a package left out. */
function* imported(folder: string): Generator<string> {
  for (const file of filesOf(folder)) {
    if (!file.endsWith(".ts") || /\/(node_modules|\.observablehq)\//.test(file)) continue;
    const source = Deno.readTextFileSync(file);
    for (const [, name] of source.matchAll(/(?:from|import\() ?"((?:@[\w.-]+\/)?[\w.-]+)[^"]*"/g)) {
      yield name;
    }
  }
}

Deno.test("packages of tests alone stand in tests/packages.jsonc, pinned to one version", () => {
  const program = new Set(["benchmarks", "loaders", "src"].flatMap((f) => [...imported(f)]));
  const tests = new Set(imported("tests"));
  assert.ok(program.has("undici") && tests.has("fast-check"), "imports are found");
  const inBoth = pins("deno.json").map(([name]) => name);
  const testsAlone = pins("tests/packages.jsonc").map(([name]) => name);
  assert.deepEqual(inBoth.filter((name) => tests.has(name) && !program.has(name)), []);
  assert.deepEqual(testsAlone.filter((name) => program.has(name) || inBoth.includes(name)), []);
  for (const [name, target] of [...pins("deno.json"), ...pins("tests/packages.jsonc")]) {
    assert.match(target, new RegExp(`^npm:${name}@\\d+\\.\\d+\\.\\d+(-[\\w.]+)?$`));
  }
});
