import assert from "node:assert/strict";
import { isSlow, parts, testFiles } from "./test_files.ts";

Deno.test("testFiles() finds the files that `deno test` finds, and every one is in one part", async () => {
  const { stdout } = await new Deno.Command("git", { args: ["ls-files", "-co", "tests"] }).output();
  const known = new TextDecoder().decode(stdout).split("\n")
    .filter((file) => /(^|[_./])test\.(ts|tsx|js|jsx|mts|mjs)$/.test(file))
    .filter((file) => !file.includes("node_modules/"));
  assert.ok(known.length > 150);
  assert.deepEqual(testFiles(), known.sort());
  assert.deepEqual([...parts(testFiles()).values()].flat().sort(), known);
});

Deno.test("a part is a folder, or a file of those that start commands and browsers", () => {
  const files = ["tests/a/x_test.ts", "tests/a/b/y_test.ts", "tests/site/p_test.ts"];
  assert.deepEqual([...parts(files)], [
    ["tests/a", ["tests/a/x_test.ts", "tests/a/b/y_test.ts"]],
    ["tests/site/p_test.ts", ["tests/site/p_test.ts"]],
  ]);
});

Deno.test("isSlow() knows a test that starts something, and one that only computes", () => {
  const slow = [
    'import { inFolder, run, smallRun } from "../support/bench.ts";',
    'import { start } from "./support/bench.ts";',
    'const { code } = await new Deno.Command("git").output();',
    'import { openBrowser } from "../support/browser.ts";',
    'import { checkProtocol } from "./protocol_checks.ts";',
  ];
  const quick = [
    'import { inFolder } from "../support/bench.ts";\nawait db.run("select 1");',
    'import { answers } from "../support/written_run.ts";',
  ];
  for (const source of slow) assert.equal(isSlow("tests/plan/x_test.ts", source), true, source);
  for (const source of quick) assert.equal(isSlow("tests/plan/x_test.ts", source), false, source);
  assert.equal(isSlow("tests/coverage/x_test.ts", ""), true);
  const fast = testFiles().filter((file) => !isSlow(file));
  assert.ok(fast.length > 60, `${fast.length} files are fast`);
});
