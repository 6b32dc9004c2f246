/** Every regular expression of the harness and of the pages takes time in proportion to its text. */
import assert from "node:assert/strict";
import { fragments, growthOf, pumpsOf } from "./growth.ts";

interface Found {
  file: string;
  pattern: string;
  flags: string;
}

/** Expressions that meet no text but what a program, its user or its source wrote. */
const ours: RegExp = /^benchmarks\/(simulator|site|metrics|coverage|conformance)\//;

function expressionsIn(file: string): Found[] {
  const found: Found[] = [];
  Deno.lint.runPlugin(
    {
      name: "expressions",
      rules: {
        all: {
          create: () => ({
            Literal(node) {
              if ("regex" in node && node.regex) {
                found.push({ file, ...node.regex as Omit<Found, "file"> });
              }
            },
          }),
        },
      },
    },
    file,
    Deno.readTextFileSync(file),
  );
  return found;
}

function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    return isDirectory && !name.startsWith(".") ? filesIn(path) : /\.ts$/.test(name) ? [path] : [];
  }).toSorted();
}

Deno.test("every regular expression is linear", () => {
  const files = ["benchmarks", "src", "loaders"].flatMap(filesIn)
    .filter((file) => !ours.test(file));
  const found = files.flatMap(expressionsIn);
  assert.ok(found.length > 150, `${found.length} found`);
  assert.deepEqual(found.flatMap(slow), []);
});

Deno.test("those that are not linear are found", () => {
  const quadratic: [expression: RegExp, fragment: string][] = [
    [new RegExp("<[^>]*>", "g"), "<"],
    [new RegExp("\\s+$", "g"), " "],
    [new RegExp("sk-(?=[A-Za-z_\\-]*\\d)[A-Za-z0-9_\\-]{8,}", "g"), "xsk-a_"],
  ];
  for (const [expression, fragment] of quadratic) {
    const growths = pumpsOf([fragment]).map((pump) =>
      growthOf((text) => text.replace(expression, ""), pump)
    );
    assert.ok(growths.some((growth) => growth !== null), String(expression));
  }
});

function slow({ file, pattern, flags }: Found): string[] {
  const expression = new RegExp(pattern, flags.includes("g") ? flags : `${flags}g`);
  const own = pattern.match(/[A-Za-z]+|\d/g) ?? [];
  const pumps = pumpsOf([...fragments, ...own, ...own.map((word) => `${word} `)]);
  for (const pump of pumps) {
    const growth = growthOf((text) => text.replace(expression, ""), pump);
    if (growth) {
      return [`${file}: /${pattern}/${flags} on ${JSON.stringify(pump.fragment)}: ${growth}`];
    }
  }
  return [];
}
