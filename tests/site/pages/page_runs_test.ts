/** Which runs a build of the site makes by the way: the quickstart alone, and none for a page that only reads. */
import assert from "node:assert/strict";
import { pageGrants } from "../../../benchmarks/processes/grants.ts";
import { filesOf, inFolder } from "../../support/bench.ts";

Deno.test("no page but /quickstart makes a run where there is none", () => {
  const made = [...filesOf("src")].filter((path) => path.endsWith(".md"))
    .flatMap((path) =>
      Deno.readTextFileSync(path).match(/loaders\/requests-[\w-]+\.parquet/g) ?? []
    );
  assert.deepEqual([...new Set(made)], ["loaders/requests-quickstart.parquet"]);
});

Deno.test("newest-[config] answers with no row where the configuration has no run, and makes none", () =>
  inFolder(async (folder) => {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        ...pageGrants(),
        "loaders/newest-[config].parquet.ts",
        "--config=protocols",
      ],
      env: { TOKENBOARD_DATA: folder },
    }).output();
    assert.equal(new TextDecoder().decode(stderr), "");
    assert.ok(success);
    // Parquet begins and ends with its name.
    for (const at of [0, -4]) {
      const name = stdout.slice(at, at === 0 ? 4 : undefined);
      assert.equal(new TextDecoder().decode(name), "PAR1");
    }
    assert.deepEqual([...filesOf(folder)].filter((path) => path.includes("protocols")), []);
  }));
