import assert from "node:assert/strict";
import { neededDeno, tooOld } from "../../benchmarks/deno_version.ts";

Deno.test("tooOld() compares versions number by number", () => {
  const cases: [string, string, boolean][] = [
    ["2.9.6", "2.9.6", false],
    ["2.9.5", "2.9.6", true],
    ["2.10.0", "2.9.6", false],
    ["3.0.0", "2.9.6", false],
    ["1.46.3", "2.9.6", true],
    ["2.9.6+abc1234", "2.9.6", false],
    ["2.9.10", "2.9.6", false],
  ];
  for (const [running, needed, old] of cases) {
    assert.equal(tooOld(running, needed) !== null, old, `${running} for ${needed}`);
  }
  assert.equal(
    tooOld("2.1.0"),
    "This is Deno 2.1.0, and 2.9.6 or newer is needed: npx -y deno@2.9.6 task bench, or deno upgrade.",
  );
});

Deno.test("README, CONTRIBUTING and CI start the same Deno, and no other", async () => {
  for (const file of ["README.md", "CONTRIBUTING.md", ".ci/run"]) {
    const text = await Deno.readTextFile(file);
    const named = [...text.matchAll(/npx -y (deno[@\w.]*)/g)].map(([, name]) => name);
    assert.ok(named.length > 0, file);
    for (const name of named) assert.equal(name, `deno@${neededDeno}`, file);
  }
});
