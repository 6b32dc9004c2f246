/** The site over a store in which most folders have one mutation: it is built, and names what it leaves out. */
import assert from "node:assert/strict";
import { findRuns } from "../../benchmarks/store/run_folders.ts";
import { escapeHtml } from "../../src/words/format.ts";
import { filesOf, inFolder, run } from "../support/bench.ts";
import { sound, writeAllMutated, writeSound } from "../support/stores/mutated_store.ts";

Deno.test("one build over all mutated folders at once", () =>
  inFolder(async (folder) => {
    const [data, dist] = [`${folder}/odd name, no token`, `${folder}/dist`];
    await Deno.mkdir(data);
    await writeSound(data);
    await writeAllMutated(data, 200);
    const { code, err } = await run(["site"], { TOKENBOARD_DATA: data, TOKENBOARD_DIST: dist });
    assert.equal(code, 0, err);
    const { broken } = await findRuns(data);
    const page = await Deno.readTextFile(`${dist}/data.html`);
    for (const { folder } of broken) {
      const name = folder.split("/").at(-1)!;
      assert.ok(err.includes(`Left out: ${folder}: `), folder);
      assert.ok(page.includes(`<li><code>${escapeHtml(name)}</code>: `), name);
    }
    for (const id of sound) assert.ok(page.includes(`<code>${id}</code>`), id);
    assert.ok(!page.includes(folder), "a page names no folder of this machine");
    for (const file of filesOf(dist)) {
      if (!file.endsWith(".html")) continue;
      assert.doesNotMatch(await Deno.readTextFile(file), /observablehq--error/, file);
    }
  }));
