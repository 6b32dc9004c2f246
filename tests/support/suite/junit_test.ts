import assert from "node:assert/strict";
import { countTests, uncaughtFiles } from "./junit.ts";

const test = (name: string, inside = "") =>
  `<testcase name="${name}" classname="./x_test.ts" time="0.1" line="1" col="6">${inside}</testcase>`;
const report = (...suites: string[][]) =>
  `<?xml version="1.0"?><testsuites name="deno test" tests="0" failures="0">${
    suites.map((s) => `<testsuite name="./x_test.ts" tests="9">${s.join("\n")}</testsuite>`).join()
  }</testsuites>`;
const failure = '<failure message="Uncaught Error: x">Error: x</failure>';
const steps = '<failure message="1 test step failed">1 test step failed.</failure>';

/** What, the suites, and how many passed, failed and were ignored. */
const cases: [what: string, suites: string[][], expected: [number, number, number]][] = [
  ["an empty report", [], [0, 0, 0]],
  ["two files", [[test("a"), test("b", failure)], [test("c", "<skipped/>"), test("d")]], [2, 1, 1]],
  ["a cancelled test as failed", [[test("a", '<error message="Cancelled"/>')]], [0, 1, 0]],
  ["steps for their test", [[test("a"), test("a &gt; s"), test("a &gt; t")]], [2, 0, 0]],
  ["a failed step once", [[test("a", steps), test("a &gt; s"), test("a &gt; t", failure)]], [
    1,
    1,
    0,
  ]],
  ["a failure beside the steps", [[test("a", failure), test("a &gt; s")]], [1, 1, 0]],
  ["a name that begins alike", [[test("a"), test("ab &gt; c")]], [2, 0, 0]],
];
for (const [what, suites, expected] of cases) {
  Deno.test(`countTests() counts ${what}`, () => {
    const { passed, failed, ignored } = countTests(report(...suites));
    assert.deepEqual([passed, failed, ignored], expected);
  });
}

Deno.test("countTests() and uncaughtFiles() agree with what deno test did", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(
    `${folder}/a_test.ts`,
    `Deno.test("a", async (t) => { await t.step("s", () => {}); await t.step("t", () => { throw 1; }); });
     Deno.test("b", () => {});
     Deno.test({ name: "c", ignore: true, fn() {} });`,
  );
  await Deno.writeTextFile(`${folder}/b_test.ts`, `throw new Error("while loading");`);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--no-check", "--junit-path=report.xml", "."],
    cwd: folder,
    env: { NO_COLOR: "1" },
  }).output();
  const { passed, failed, ignored } = countTests(await Deno.readTextFile(`${folder}/report.xml`));
  assert.deepEqual([passed, failed, ignored], [2, 1, 1]);
  assert.deepEqual(uncaughtFiles(new TextDecoder().decode(stdout)), ["./b_test.ts"]);
  await Deno.remove(folder, { recursive: true });
});
