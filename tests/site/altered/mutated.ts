/** A store in which most folders have one mutation: it is built, and names what it leaves out. */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { findRuns } from "../../../benchmarks/store/run_folders.ts";
import { escapeHtml } from "../../../src/words/format.ts";
import { filesOf } from "../../support/bench.ts";
import { sound, writeAllMutated, writeSound } from "../../support/stores/mutated_store.ts";

/** Puts sound and mutated runs into a store. */
export async function addMutated(data: string): Promise<void> {
  await writeSound(data);
  await writeAllMutated(data, 200);
}

/** `err` is what the build of the site in `dist` said. */
export async function namesLeftOut(data: string, dist: string, err: string): Promise<void> {
  const { broken } = await findRuns(data);
  assert.ok(broken.length > 60, `${broken.length} are left out`);
  const page = await Deno.readTextFile(`${dist}/data.html`);
  for (const { folder } of broken) {
    const name = folder.split("/").at(-1)!;
    assert.ok(err.includes(`Left out: ${folder}: `), folder);
    assert.ok(page.includes(`<li><code>${escapeHtml(name)}</code>: `), name);
  }
  for (const id of sound) assert.ok(page.includes(`<code>${id}</code>`), id);
  assert.ok(!page.includes(dirname(data)), "a page names no folder of this machine");
  for (const file of filesOf(dist)) {
    if (!file.endsWith(".html")) continue;
    assert.doesNotMatch(await Deno.readTextFile(file), /observablehq--error/, file);
  }
}
