import assert from "node:assert/strict";
import { pageOf, pagerHtml, pageWith } from "../../src/components/pager.ts";

Deno.test("pageOf() splits more than 200 rows into pages of 100", () => {
  const table: [string, number, string, [number, number, number, number]][] = [
    ["a run of 150 requests stands whole", 150, "", [1, 1, 0, 150]],
    ["200 rows are still one page", 200, "2", [1, 1, 0, 200]],
    ["201 rows are three pages", 201, "", [1, 3, 0, 100]],
    ["the last one holds the rest", 201, "3", [3, 3, 200, 201]],
    ["the runs of 2023", 2845, "2", [2, 29, 100, 200]],
    ["beyond the last page is the last", 2845, "99", [29, 29, 2800, 2845]],
    ["nonsense is the first", 2845, "x", [1, 29, 0, 100]],
    ["so is a negative one", 2845, "-3", [1, 29, 0, 100]],
    ["nothing is one empty page", 0, "", [1, 1, 0, 0]],
  ];
  for (const [name, total, asked, [number, pages, from, to]] of table) {
    assert.deepEqual(pageOf(total, asked), { number, pages, from, to }, name);
  }
});

Deno.test("pageWith() names the page on which a row stands", () => {
  assert.deepEqual([0, 99, 100, 2844].map((i) => pageWith(i, 2845)), ["", "", "2", "29"]);
  assert.equal(pageWith(150, 180), "");
});

Deno.test("pagerHtml() says which rows stand here, and is empty where all do", () => {
  assert.equal(pagerHtml(pageOf(150, ""), 150), "");
  const last = pagerHtml(pageOf(2845, "29"), 2845);
  assert.match(last, /Rows 2,801 to 2,845 of 2,845/);
  assert.match(last, /data-page="30" disabled>Next/);
  assert.match(last, /data-page="28">‹ Previous/);
});
