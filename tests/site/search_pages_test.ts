import assert from "node:assert/strict";
import { pageOf, withoutTags } from "../../benchmarks/site/finished/search_pages.ts";
import { passageHtml } from "../../src/search/search.ts";

Deno.test("of a page the words of its main part are searched, without scripts and drawings", () => {
  const html = "<html><head><title>Time | Tokenboard</title></head><body><header>Menu</header>" +
    '<main id="m"><h1>Is it <b>slow</b> at night?</h1><script>var hidden</script><svg><text>0.5</text></svg>' +
    "<p>Groq &amp; others,&#160;by hour</p><style>.x{}</style></main><footer>end</footer></body></html>";
  assert.deepEqual(pageOf("time.html", html), {
    path: "time.html",
    title: "Time",
    headings: "Is it slow at night?",
    text: "Is it slow at night? Groq & others, by hour",
  });
});

Deno.test("a name that holds > in an attribute is none of the words, nor is what stands twice or for nobody", () => {
  const html =
    "<title>T</title><main><p title=\"a > b, it's 'c'\">One</p><!-- don't --><span class=\"x tip\">" +
    "hidden</span> <i title='d > \"e\"'>two</i> 3 &lt; 4</main>";
  assert.equal(pageOf("t.html", html).text, "One two 3 < 4");
  assert.equal(withoutTags("open <b title='"), "open  ");
});

Deno.test("a passage marks the first word found, whatever the text holds", () => {
  const html = passageHtml(`${"x ".repeat(100)}<b>Throughput</b> of it`, ["throughput"]);
  assert.match(html, /^… .*&#60;b&#62;<mark>Throughput<\/mark>&#60;/);
  assert.equal(passageHtml("short", ["none"]), "short");
  assert.equal(passageHtml("protocol to go", ["to us", "to"]), "protocol <mark>to</mark> go");
});
