/** The fonts that pages name are where they name them, whatever the page's folder. */
import assert from "node:assert/strict";

export async function servesFonts(url: string): Promise<void> {
  for (const path of ["/providers", "/providers/groq"]) {
    const page = await (await fetch(url + path)).text();
    const named = [...page.matchAll(/src:url\(([^)]*\.woff2)\)/g)].map((m) => m[1]);
    assert.equal(named.length, 2, path);
    for (const address of named) {
      const answer = await fetch(new URL(address, url + path));
      const bytes = new Uint8Array(await answer.arrayBuffer());
      assert.equal(answer.status, 200, address);
      assert.equal(new TextDecoder().decode(bytes.subarray(0, 4)), "wOF2", address);
    }
  }
}
