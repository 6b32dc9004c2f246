/** A notebook with errors shows each at its cell, and keeps no other page from being built. */
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import type { Done } from "../support/bench.ts";
import { openPage } from "../support/pages/browser.ts";
import type { ProjectCopy } from "../support/pages/project_copy.ts";

/** What stands at each cell, in their order; the terminal says the same with the file's name before it. */
const shown = [
  /^SyntaxError: Unexpected token \(broken\.md:9:10\)$/,
  /nowhere\.csv"\): there is no src\/notebooks\/nowhere\.csv, and no loader that makes it$/,
  /Binder Error: Referenced column "no_such_column" not found in FROM clause!/,
  /^import "\.\/missing\.js": there is no src\/notebooks\/missing\.js$/,
  /^tex: the package katex would come from another host/,
  /no_such_name is not defined$/,
  /bad\.json"\): src\/loaders\/bad\.json\.sql: Binder Error: Referenced column "nothing" not found/,
  /^(?:Error: )?Table budgets: data\/budgets\.csv is one [^]* sql: \{budgets: \.\.\/loaders\/data\/budgets\.csv\}$/,
  /^(?:Error: )?Table gone: there is no src\/notebooks\/gone\.csv, and no loader that makes it$/,
  /Candidate bindings: [^]*"ttft_s"[^]*LINE 1: SELECT ttft FROM requests\n *\^/,
];
/** What only running the cell tells, so that the page alone says it. */
const atPage = [/^Error: The data have no column provder; they have provider, n\.$/];
/** The line of the file in which each stands. */
const lines = [9, 13, 17, 21, 25, 29, 33, 42, 46, 50];

/** The page, and what else has no place in a notebook. */
export const brokenFiles: Record<string, string> = {
  "src/notebooks/nameless.md": "Text alone.\n",
  "src/notebooks/twice.md": await Deno.readTextFile("tests/fixtures/notebooks/twice.md"),
  "data/budgets.csv": "provider,usd\ngroq,1\n",
  "src/notebooks/broken.md": await Deno.readTextFile("tests/fixtures/notebooks/broken.md"),
  "loaders/bad.json.sql": "SELECT nothing FROM requests",
};

/** A notebook of one's own is written for a question, once. */
export async function writesOnce(copy: ProjectCopy): Promise<void> {
  const question = "What's <img src=x onerror=tbOwned=1> ${tbOwned=1} *worth*?";
  const { code, out, err } = await copy.run(["notebook", question]);
  assert.equal(code, 0, err);
  assert.match(out, /^src\/notebooks\/whats-img-src-x-onerror-tbowned-1-tbowned-1-worth\.md\n/);
  const path = `${copy.folder}/${out.split("\n")[0]}`;
  await Deno.writeTextFile(path, `${await Deno.readTextFile(path)}\nMine.\n`);
  const again = await copy.run(["notebook", question]);
  assert.equal(again.code, 2);
  assert.match(again.err, /is there already/);
  assert.match(await Deno.readTextFile(path), /\nMine\.\n$/, "it was not written over");
  const none = await copy.run(["notebook", "???"]);
  assert.equal(none.code, 2);
  assert.match(none.err, /needs a letter or a digit/);
}

/** The command exits 1 and names the file with each. */
export function namesEach({ code, err }: Done): void {
  assert.equal(code, 1);
  // What stands below the first line of an error belongs to it.
  const said = err.split(/\n(?! )/).filter((one) => one.startsWith("src/notebooks/"));
  assert.equal(said.length, shown.length + 3, err);
  assert.ok(said.some((text) => text.startsWith("src/notebooks/nameless.md: it has no title")));
  shown.forEach((one, i) => {
    const place = `src/notebooks/broken.md:${lines[i]}: `;
    const here = said.filter((text) => text.startsWith(place))
      .map((text) => text.slice(place.length).replaceAll("\n  ", "\n"));
    assert.equal(here.filter((text) => one.test(text)).length, 1, `${place}${one} in ${err}`);
  });
  assert.ok(
    said.some((text) => text.startsWith("src/notebooks/broken.md:3: table gone: ")),
    err,
  );
  assert.ok(
    said.includes(
      "src/notebooks/twice.md:4: rows is defined more than once: " +
        "in the cell of line 4, again in line 8",
    ),
    err,
  );
}

/** The page shows each at its cell, and runs the others. */
export async function showsEach(browser: Browser, url: string): Promise<void> {
  const { page, faults } = await openPage(browser, `${url}/notebooks/broken`);
  const errors = page.locator("main .observablehq--error");
  await errors.nth(shown.length + atPage.length - 1).waitFor();
  const texts = await errors.allInnerTexts();
  assert.equal(texts.length, shown.length + atPage.length, texts.join("\n"));
  texts.forEach((text, i) => assert.match(text, [...shown, ...atPage][i]));
  assert.equal(await page.locator("#whole").innerText(), "whole");
  assert.deepEqual(faults.filter((fault) => fault.startsWith("other host")), []);
}

/** The other pages are as they were. */
export async function leavesOthers(browser: Browser, url: string): Promise<void> {
  const { page, faults } = await openPage(browser, url);
  assert.deepEqual(faults, []);
  await page.getByRole("button", { name: "Notebooks" }).click();
  await page.getByRole("link", {
    name: "What's <img src=x onerror=tbOwned=1> ${tbOwned=1} *worth*?",
  })
    .click();
  await page.locator("main svg g[aria-label=dot] circle").first().waitFor();
  const rows = page.locator("main table tbody tr");
  await rows.nth(7).waitFor();
  assert.equal(await rows.count(), 8, "a row per provider");
  assert.deepEqual(faults, []);
  assert.equal(await page.evaluate("globalThis.tbOwned"), undefined);
}
