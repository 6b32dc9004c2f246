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
  ["tests/commands/x_test.ts", "", "tests/commands/x_test.ts", false, null],
  ["tests/src/x_test.ts", "await builtSite();", "tests/src/x_test.ts", true, "views"],
  ["tests/src/x_test.ts", "await liveSite();", "tests/src/x_test.ts", true, "builds"],
  ["tests/src/x_test.ts", 'start(["dev", "--port"])', "tests/src/x_test.ts", true, "builds"],
  ["tests/src/x_test.ts", "env = { TOKENBOARD_DIST: dist }", "tests/src/x_test.ts", true, "builds"],
];
for (const [file, source, name, slow, site] of cases) {
  Deno.test(`${file} with ${source || "nothing"} is of ${name}`, () => {
    assert.deepEqual(traits(file, source), { name, site, slow });
  });
}
