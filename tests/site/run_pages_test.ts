/** A finished site has a page for each run, whatever the run is called. */
import assert from "node:assert/strict";
import { writeRunPages } from "../../benchmarks/site/finished/run_pages.ts";
import { withPolicy } from "../../benchmarks/site/policy.ts";
import { runHref } from "../../src/words/links.ts";
import { inFolder } from "../support/bench.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { serveFolder } from "../support/pages/serve_folder.ts";

const template = '<!DOCTYPE html>\n<html lang="en"><head><title>Run | Tokenboard</title>' +
  '<script type="application/json" id="providers-of-store">["acme"]</script></head>' +
  '<body><main id="observablehq-main" class="observablehq">\n<h1>none</h1></main></body></html>';
const names = [
  "plain",
  "x.js",
  "a.html",
  "[run]",
  "$& $1 <b>",
  "100%",
  "a?b#c",
  "\n#",
  "é",
  "index",
];

Deno.test("writeRunPages() writes a page for each run, which its address opens", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/runs`);
    await Deno.writeTextFile(`${folder}/runs/[run].html`, template);
    const file = `${folder}/pages.json`;
    const pages = names.map((run_id, i) => ({
      run_id,
      title: `${run_id} </title><b>`,
      html: `<h1>page ${i} $& $1</h1>`,
    }));
    await Deno.writeTextFile(file, JSON.stringify(pages));
    const output = { target: "", program: "", args: [], file };
    assert.equal(await writeRunPages(folder, output), names.length);
    const site = serveFolder(folder, { plain: true });
    for (const [i, name] of names.entries()) {
      const html = await (await fetch(`${site.url}/${runHref(name)}`)).text();
      assert.ok(html.includes(`<h1>page ${i} $& $1</h1>`), name);
      assert.doesNotMatch(html, /<h1>none|providers-of-store|<\/title><b>/);
      assert.match(html, /<title>[^<]*&lt;\/title>&lt;b> \| Tokenboard<\/title>/);
    }
    await site.close();
  }));

Deno.test("writeRunPages() of many runs writes once what their pages have in common", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/runs`);
    const [faces, words] = [
      "@font-face{font-family:x}",
      'if (location.protocol === "file:") say();',
    ];
    const bar = '<a href="../data.html">Data &amp; `${more}`</a>';
    const head = `<meta charset="utf-8"><title>Run</title><link rel="icon" href="data:,">` +
      `<style>\n${faces}\n</style>` +
      `<noscript><style>.a{top:0}</style></noscript>` +
      `<script>${words}</script><script type="module">import "./x.js";</script>`;
    await Deno.writeTextFile(
      `${folder}/runs/[run].html`,
      withPolicy(
        `<html lang="en"><head>${head}</head><body><header id="observablehq-header">\n${bar}\n` +
          '</header><main id="observablehq-main"><h1>none</h1></main></body></html>',
      ),
    );
    const pages = Array.from({ length: 101 }, (_, i) => ({
      ...{ run_id: `run ${i}`, title: "one" },
      html: `<a rel="external" href="../">${i}</a>`,
    }));
    const file = `${folder}/pages.json`;
    await Deno.writeTextFile(file, JSON.stringify(pages));
    await writeRunPages(folder, { target: "", program: "", args: [], file });
    const html = await Deno.readTextFile(`${folder}/runs/run 7.html`);
    assert.ok(html.includes('<a href="../">7</a>'));
    for (const once of [faces, words, bar, ".a{"]) assert.ok(!html.includes(once), once);
    assert.ok((await Deno.readTextFile(`${folder}/runs/runs.css`)).includes(faces));
    await Deno.writeTextFile(`${folder}/runs/x.js`, "");
    const site = serveFolder(folder, { plain: true });
    const browser = await openBrowser();
    const { page, done } = await openPage(browser, `${site.url}/runs/run%207.html`);
    assert.equal(
      await page.locator("header a[href='../data.html']").innerText(),
      "Data & `${more}`",
    );
    await done();
    await browser.close();
    await site.close();
  }));

Deno.test("an id that no file can have has no address", () => {
  for (
    const id of ["a/b", "a\\b", "..", ".", "", "x".repeat(300), "é".repeat(127), "\ud800", "a\0b"]
  ) {
    assert.equal(runHref(id), null, id.slice(0, 9));
  }
  assert.equal(runHref("a b", "../"), "../runs/a%20b.html");
});
