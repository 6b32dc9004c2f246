import assert from "node:assert/strict";
import type MarkdownIt from "markdown-it";
import { createMarkdownIt, parseMarkdown } from "@observablehq/framework/dist/markdown.js";
import { partOf, partsHtml, withParts } from "../../benchmarks/site/parts.ts";

const printed = partsHtml({ first: "<b>one</b>", second: "two\n\n${three}" });

Deno.test("partOf() gives back what partsHtml() printed, each part by its name", () => {
  assert.equal(partOf(printed, "first"), "<b>one</b>");
  assert.equal(partOf(printed, "second"), "two\n\n${three}");
  assert.equal(partOf("<p>all</p>"), "<p>all</p>");
  assert.throws(() => partOf(printed, "third"), /there is no part third/);
});

Deno.test("withParts() puts parts into elements of Markdown, as HTML that nothing else reads", () => {
  const asked: string[] = [];
  const read = (target: string) => {
    asked.push(target);
    return printed;
  };
  // The framework's types leave the setting out.
  const setting: object = { markdownIt: (own: MarkdownIt) => withParts(own, read) };
  const md = createMarkdownIt(setting);
  const html = (markdown: string) =>
    parseMarkdown(markdown, { md, path: "/notebooks/mine" }).body.trim();
  assert.equal(
    html('<p class="find" data-from="../loaders/x.html#first" id="f"></p>'),
    '<p class="find" id="f"><b>one</b></p>',
  );
  // Neither an empty line nor `${` in it means anything.
  assert.equal(
    html('A <i data-from="../loaders/x.html#second"></i>.'),
    "<p>A <i>two\n\n${three}</i>.</p>",
  );
  assert.equal(
    html('`<p data-from="a.html">`'),
    "<p><code>&lt;p data-from=&quot;a.html&quot;&gt;</code></p>",
  );
  assert.deepEqual(new Set(asked), new Set(["/loaders/x.html"]));
  assert.throws(
    () => html('<p data-from="../loaders/x.html#no"></p>'),
    /\/notebooks\/mine: \.\.\/loaders\/x\.html: there is no part no/,
  );
});
