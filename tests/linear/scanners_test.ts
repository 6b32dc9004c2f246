import assert from "node:assert/strict";
import { withoutNaN } from "../../benchmarks/importers/json_text.ts";
import { endOfString, withoutEnd } from "../../benchmarks/providers/read/ends.ts";
import { wordsOfPage } from "../../benchmarks/providers/read/web_page.ts";

Deno.test("withoutNaN() puts null for Python's NaN, and leaves strings alone", () => {
  const cases = [
    ['{"a": NaN, "b": [-Infinity, Infinity], "c": 1}', '{"a": null, "b": [null, null], "c": 1}'],
    ['{"NaN": "NaN, \\"NaN\\" \\\\", "a": NaN}', '{"NaN": "NaN, \\"NaN\\" \\\\", "a": null}'],
    ['NaN, "never closed NaN', 'null, "never closed NaN'],
    ['"ends in a backslash \\', '"ends in a backslash \\'],
    ["BaNaNa NaNs", "BaNaNa NaNs"],
    ["", ""],
  ];
  for (const [text, expected] of cases) assert.equal(withoutNaN(text), expected);
});

Deno.test("withoutNaN() reads 9 MB of open quotes, and a string of 9 MB", () => {
  for (const text of ['\\"'.repeat(4_500_000), `"${"x".repeat(9_000_000)}"`]) {
    assert.equal(withoutNaN(text), text);
  }
});

Deno.test("withoutEnd() and endOfString() end where they should", () => {
  assert.equal(withoutEnd("http://a///", "/"), "http://a");
  assert.equal(withoutEnd("a?#?", "?#"), "a");
  assert.equal(withoutEnd("///", "/"), "");
  assert.equal(endOfString('ab\\"c"d', 0), 5);
  assert.equal(endOfString("ab\\", 0), 3);
});

Deno.test("wordsOfPage() leaves out marks, programs and styles, closed or cut off", () => {
  const cases = [
    ["<h1>Down</h1> for <b>now</b>", "Down for now"],
    ["a<SCRIPT>if (1 < 2) x()</Script>b<style>p{}</STYLE>c", "a b c"],
    ["<p>Sign in<style>p { color:", "Sign in"],
    ["<p>İstanbul</p>< b", "İstanbul < b"],
    ["1 < 2", "1 < 2"],
  ];
  for (const [html, expected] of cases) assert.equal(wordsOfPage(html), expected);
});
