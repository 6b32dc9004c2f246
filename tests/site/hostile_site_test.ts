/** The site over a store in which every text would like to be more: on every page, in a real browser, it is text. */
import assert from "node:assert/strict";
import { findRuns } from "../../benchmarks/store/run_folders.ts";
import { pageHref } from "../../src/words/links.ts";
import { readsHostileRows } from "../notebooks/hostile_rows.ts";
import { filesOf, inFolder } from "../support/bench.ts";
import { openBrowser, serveFolder } from "../support/pages/browser.ts";
import { formulasOf, moreThanText } from "../support/pages/hostile_pages.ts";
import { copyProject } from "../support/pages/project_copy.ts";
import { readSessions, readTurns } from "../support/pages/read_sessions.ts";
import { writeHostileStore } from "../support/stores/hostile_store.ts";

/** With every page of the project, and a notebook that has a cell of every kind. */
const whole = { without: /^$/, fill: writeHostileStore };
const notebook = "tests/fixtures/notebooks/hostile.md";

Deno.test("text of rows and runs is text on every page", async (t) =>
  await inFolder(async (folder) => {
    const own = { "src/notebooks/hostile.md": await Deno.readTextFile(notebook) };
    const copy = await copyProject(folder, own, whole);
    const { runs, broken } = await findRuns(`${folder}/data`);
    assert.deepEqual(broken, [], "every run is shown");
    const { code, err } = await copy.run(["site"]);
    assert.equal(code, 0, err);

    const dist = `${folder}/dist`;
    const site = serveFolder(dist);
    const browser = await openBrowser();
    try {
      await t.step("the rows are in the notebook", () => readsHostileRows(browser, site.url));
      const pages = [...filesOf(dist)].filter((file) => file.endsWith(".html"));
      // One of the providers' pages is as good as another: they are made of our own words. Of the runs' pages some hold
      // every text at once.
      const some = pages.filter((file) => !file.includes("/providers/") || /groq/.test(file))
        .filter((file) => !file.includes("/runs/") || file.includes("```"))
        .map((file) => file.slice(dist.length + 1).split("/").map(encodeURIComponent).join("/"));
      const notebooks = some.filter((page) => page.startsWith("notebooks/"));
      assert.equal(notebooks.length, 4, "the project's own, and the hostile one");
      // Of the run that holds every text at once.
      const requests = runs.filter(({ run_id }) => run_id.includes("```"))
        .map(({ run_id }) => pageHref("requests", { run_id }).slice(2));
      for (const page of [...some, ...requests]) {
        await t.step(page.slice(0, 60).replace(/\s+/g, " "), async () => {
          assert.deepEqual(await moreThanText(browser, `${site.url}/${page}`), []);
        });
      }
      await t.step("conversations are drawn, and their turns lead to each other", async () => {
        await readSessions(browser, site.url);
        const { run_id } = runs.find(({ run_id }) => run_id.startsWith("board"))!;
        await readTurns(browser, site.url, run_id);
      });
      for (const file of pages) {
        const html = await Deno.readTextFile(file);
        assert.match(
          html,
          /<meta http-equiv="Content-Security-Policy" content="default-src 'none'/,
        );
      }
      await t.step("no file to take away holds a formula", async () => {
        const files = [...filesOf(dist)].filter((file) => file.endsWith(".csv"));
        assert.ok(files.some((file) => file.endsWith("/tables/runs.csv")), "there are files");
        for (const file of files) assert.deepEqual(await formulasOf(file), []);
      });
      await t.step("what is let in by mistake does not run", async () => {
        const file = `${dist}/method.html`;
        const more = '<img src="http://elsewhere.test/x" onerror="tbOwned=1"><script>tbOwned=2' +
          "</script><script src=http://elsewhere.test/x.js></script>";
        await Deno.writeTextFile(
          file,
          (await Deno.readTextFile(file)).replace("<h1", `${more}<h1`),
        );
        const found = await moreThanText(browser, `${site.url}/method.html`);
        assert.ok(found.some((what) => /Content Security Policy/.test(what)), "it is refused");
        assert.deepEqual(found.filter((what) => what.startsWith("script ")), []);
        const asked = found.flatMap((what) => /^other host: (.*)/.exec(what)?.[1] ?? []);
        assert.equal(asked.length, 2);
        for (const url of asked) assert.ok(found.includes(`failed: ${url} csp`), url);
      });
    } finally {
      await browser.close();
      await site.close();
    }
  }));
