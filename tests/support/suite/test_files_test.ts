import assert from "node:assert/strict";
import { partsOf, testFiles, traits } from "./test_files.ts";

Deno.test("testFiles() finds the files that `deno test` finds, and every one is in one part", async () => {
  const { stdout } = await new Deno.Command("git", { args: ["ls-files", "-co", "tests"] }).output();
  const known = new TextDecoder().decode(stdout).split("\n")
    .filter((file) => /(^|[_./])test\.(ts|tsx|js|jsx|mts|mjs)$/.test(file))
    .filter((file) => !file.includes("node_modules/"));
  assert.ok(known.length > 150);
  assert.deepEqual(testFiles(), known.sort());
  const parts = partsOf(testFiles());
  assert.deepEqual(parts.flatMap((part) => part.files).sort(), known);
  assert.equal(new Set(parts.map(({ name }) => name)).size, parts.length);
  const fast = partsOf(testFiles(), true).flatMap((part) => part.files);
  assert.ok(fast.length > 60 && fast.length < known.length, `${fast.length} files are fast`);
});

/** What a test imports or does, and what follows: its part, whether it is slow, what it does with a site. */
const cases: [file: string, source: string, part: string, slow: boolean, site: string | null][] = [
  ["tests/plan/x_test.ts", "await db.run(sql);", "tests/plan", false, null],
  [
    "tests/plan/a/x_test.ts",
    'import { inFolder } from "../../support/bench.ts";',
    "tests/plan",
    false,
    null,
  ],
  [
    "tests/plan/x_test.ts",
    'import { inFolder, run, smallRun } from "../support/bench.ts";',
    "tests/plan",
    true,
    null,
  ],
  ["tests/plan/x_test.ts", 'await new Deno.Command("git").output();', "tests/plan", true, null],
  ["tests/plan/x_test.ts", "checkProtocol(openai);", "tests/plan", true, null],
  [
    "tests/plan/x_test.ts",
    'import { openBrowser } from "../support/pages/browser.ts";',
    "tests/plan",
    true,
    null,
  ],
  ["tests/coverage/x_test.ts", "", "tests/coverage", true, null],
  ["tests/commands/x_test.ts", "", "tests/commands", false, null],
  [
    "tests/commands/x_test.ts",
    'import { run } from "../support/bench.ts";',
    "tests/commands/x_test.ts",
    true,
    null,
  ],
  ["tests/src/x_test.ts", "await builtSite();", "tests/src/x_test.ts", true, "views"],
  ["tests/src/x_test.ts", "await copyProject(folder, {});", "tests/src/x_test.ts", true, "builds"],
  ["tests/src/x_test.ts", "env = { TOKENBOARD_DIST: dist }", "tests/src/x_test.ts", true, "builds"],
];
for (const [file, source, name, slow, site] of cases) {
  Deno.test(`${file} with ${source || "nothing"} is of ${name}`, () => {
    assert.deepEqual(traits(file, source), { name, site, slow });
  });
}

Deno.test("the first part makes the site that others look at; what is quick comes last", () => {
  const parts = partsOf(testFiles());
  assert.equal(parts[0].site, "views");
  const slow = parts.map(({ files }) => files.some((file) => traits(file).slow));
  assert.deepEqual(slow, slow.toSorted((a, b) => Number(b) - Number(a)));
  const builders = parts.flatMap(({ site }, i) => site === "builds" ? [i] : []);
  assert.ok(builders.length > 3);
  assert.ok(builders.every((at, i) => i === 0 || at - builders[i - 1] > 2), "no two side by side");
});

Deno.test("testFiles() of a file is that file", () => {
  assert.deepEqual(testFiles("tests/support/suite/pool_test.ts"), [
    "tests/support/suite/pool_test.ts",
  ]);
});
