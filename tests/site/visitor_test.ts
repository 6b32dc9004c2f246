/** Whom the live site answers, without one. */
import assert from "node:assert/strict";
import { refusalOf } from "../../benchmarks/site/visitor.ts";

Deno.test("refusalOf() takes a path of another host for no page", () => {
  const headers = {
    host: "localhost:3000",
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };
  assert.equal(refusalOf({ method: "GET", url: "/time", headers }, 3000), null);
  for (const url of ["//evil.test/_file/x", "http://evil.test/_file/x", "/_file/x", ""]) {
    assert.ok(refusalOf({ method: "GET", url, headers }, 3000), url);
  }
});
