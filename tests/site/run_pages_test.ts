/** A finished site has a page for each run, whatever the run is called. */
import assert from "node:assert/strict";
import { writeRunPages } from "../../benchmarks/site/finished/run_pages.ts";
import { runHref } from "../../src/words/links.ts";
import { inFolder } from "../support/bench.ts";
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

Deno.test("an id that no file can have has no address", () => {
  for (
    const id of ["a/b", "a\\b", "..", ".", "", "x".repeat(300), "é".repeat(127), "\ud800", "a\0b"]
  ) {
    assert.equal(runHref(id), null, id.slice(0, 9));
  }
  assert.equal(runHref("a b", "../"), "../runs/a%20b.html");
});
