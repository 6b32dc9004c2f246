import assert from "node:assert/strict";
import { liveSite } from "../support/pages/live_site.ts";

/** The page's HTML, as soon as the site answers. */
async function html(url: string): Promise<string> {
  for (let tries = 0;; tries++) {
    try {
      const answer = await fetch(url);
      assert.equal(answer.status, 200, url);
      return await answer.text();
    } catch (error) {
      if (tries > 300 || error instanceof assert.AssertionError) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

Deno.test("the live site serves the fonts that its pages name", async () => {
  const site = liveSite();
  try {
    for (const path of ["/providers", "/providers/groq"]) {
      const page = await html(site.url + path);
      const named = [...page.matchAll(/src:url\(([^)]*\.woff2)\)/g)].map((m) => m[1]);
      assert.equal(named.length, 2, path);
      for (const address of named) {
        const answer = await fetch(new URL(address, site.url + path));
        const bytes = new Uint8Array(await answer.arrayBuffer());
        assert.equal(answer.status, 200, address);
        assert.equal(new TextDecoder().decode(bytes.subarray(0, 4)), "wOF2", address);
      }
    }
  } finally {
    await site.close();
  }
});
