import assert from "node:assert/strict";
import { pageHref } from "../../../src/words/links.ts";

Deno.test("pageHref() names a page's file, relative to where the link stands", () => {
  assert.equal(pageHref(""), "./");
  assert.equal(pageHref("", { board: "70b__w" }), "./?board=70b__w");
  assert.equal(pageHref("requests"), "./requests.html");
  assert.equal(
    pageHref("data", {}, { up: "../", hash: "ttft_s" }),
    "../data.html#ttft_s",
  );
});

Deno.test("pageHref() keeps names readable, and reads back as it was written", () => {
  const model = "accounts/fireworks/models/llama-v2:70b @1&x=y #é";
  const href = pageHref("requests", { run_id: "r 1", model, provider: "", from: 0, to: null });
  assert.match(href, /model=accounts\/fireworks\/models\/llama-v2:70b/);
  const { search, hash } = new URL(href, "http://host/some/where/");
  assert.deepEqual([...new URLSearchParams(search)], [["run_id", "r 1"], ["model", model], [
    "from",
    "0",
  ]]);
  assert.equal(hash, "");
});
