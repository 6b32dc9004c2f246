import assert from "node:assert/strict";
import { withContents } from "../../benchmarks/site/finished/contents.ts";

const part = (i: number) =>
  `<h2 id="part-${i}" tabindex="-1"><a class="observablehq-header-anchor" href="#part-${i}">` +
  `Part <b>${i}</b> &amp; on</a></h2><p>Words</p>`;
const page = (n: number) =>
  `<main><h1>Long</h1><p>First</p>${Array.from({ length: n }, (_, i) => part(i)).join("")}</main>`;

Deno.test("a long page has a list of its parts where the first begins, a short one is as it was", () => {
  assert.equal(withContents(page(5)), page(5));
  const html = withContents(page(6));
  assert.ok(html.startsWith('<main><h1>Long</h1><p>First</p><details class="contents">'));
  assert.deepEqual(
    [...html.matchAll(/<li><a href="#([^"]*)">([^<]*)</g)].map(([, id, words]) => [id, words]),
    Array.from({ length: 6 }, (_, i) => [`part-${i}`, `Part ${i} &amp; on`]),
  );
  assert.equal(html.replace(/<details class="contents">.*?<\/details>/, ""), page(6));
});
