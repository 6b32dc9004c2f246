/** A notebook with errors shows each at its cell, and keeps no other page from being built. */
import assert from "node:assert/strict";
import { inFolder } from "../support/bench.ts";
import { openBrowser, openPage, serveFolder } from "../support/pages/browser.ts";
import { copyProject } from "../support/pages/project_copy.ts";

/** What stands at each cell, in their order; the terminal says the same with the file's name before it. */
const shown = [
  /^SyntaxError: Unexpected token \(1:10\)$/,
  /nowhere\.csv"\): there is no src\/notebooks\/nowhere\.csv, and no loader that makes it$/,
  /Binder Error: Referenced column "no_such_column" not found in FROM clause!/,
  /^import "\.\/missing\.js": there is no src\/notebooks\/missing\.js$/,
  /^tex: the package katex would come from another host/,
  /no_such_name is not defined$/,
  /bad\.json"\): src\/loaders\/bad\.json\.sql: Binder Error: Referenced column "nothing" not found/,
];

Deno.test("a notebook with errors", (t) =>
  inFolder(async (folder) => {
    const copy = await copyProject(folder, {
      "src/notebooks/broken.md": await Deno.readTextFile("tests/fixtures/notebooks/broken.md"),
      "loaders/bad.json.sql": "SELECT nothing FROM requests",
    });
    await t.step("of one's own is written for a question, once", async () => {
      const question = "What's <img src=x onerror=tbOwned=1> ${tbOwned=1} *worth*?";
      const { code, out, err } = await copy.run(["notebook", question]);
      assert.equal(code, 0, err);
      assert.match(out, /^src\/notebooks\/whats-img-src-x-onerror-tbowned-1-tbowned-1-worth\.md\n/);
      const path = `${folder}/${out.split("\n")[0]}`;
      await Deno.writeTextFile(path, `${await Deno.readTextFile(path)}\nMine.\n`);
      const again = await copy.run(["notebook", question]);
      assert.equal(again.code, 2);
      assert.match(again.err, /is there already/);
      assert.match(await Deno.readTextFile(path), /\nMine\.\n$/, "it was not written over");
      const none = await copy.run(["notebook", "???"]);
      assert.equal(none.code, 2);
      assert.match(none.err, /needs a letter or a digit/);
    });
    const { code, err } = await copy.run(["site"]);
    await t.step("makes the command exit 1 and name its file with each", () => {
      assert.equal(code, 1);
      const said = err.split("\n").filter((line) => line.startsWith("src/notebooks/"))
        .map((line) => line.replace(/^src\/notebooks\/broken\.md: /, ""));
      assert.equal(said.length, shown.length + 1, err);
      for (const one of shown) {
        assert.equal(said.filter((line) => one.test(line)).length, 1, `${one} in ${err}`);
      }
      assert.ok(
        said.some((line) => /^table gone: there is no src\/notebooks\/gone\.csv/.test(line)),
      );
    });
    const site = serveFolder(`${folder}/dist`);
    const browser = await openBrowser();
    try {
      await t.step("shows each at its cell, and runs the others", async () => {
        const { page, faults } = await openPage(browser, `${site.url}/notebooks/broken`);
        const errors = page.locator("main .observablehq--error");
        await page.locator("main .observablehq--error", {
          hasText: 'Binder Error: Referenced column "no_such',
        })
          .waitFor();
        const texts = await errors.allInnerTexts();
        assert.equal(texts.length, shown.length, texts.join("\n"));
        texts.forEach((text, i) => assert.match(text, shown[i]));
        assert.equal(await page.locator("#whole").innerText(), "whole");
        assert.deepEqual(faults.filter((fault) => fault.startsWith("other host")), []);
      });
      await t.step("leaves the others as they are", async () => {
        const { page, faults } = await openPage(browser, site.url);
        assert.deepEqual(faults, []);
        await page.getByRole("button", { name: "Notebooks" }).click();
        await page.getByRole("link", {
          name: "What's <img src=x onerror=tbOwned=1> ${tbOwned=1} *worth*?",
        })
          .click();
        await page.locator("main svg g[aria-label=dot] circle").first().waitFor();
        assert.equal(await page.locator("main table tbody tr").count(), 8, "a row per provider");
        assert.deepEqual(faults, []);
        assert.equal(await page.evaluate("globalThis.tbOwned"), undefined);
      });
    } finally {
      await browser.close();
      await site.close();
    }
  }));
