/** The built site over the checkout's data, on loopback: for tests that only look at it. */
import assert from "node:assert/strict";
import { buildSite } from "../../benchmarks/commands/site.ts";
import { serveFolder } from "./serve_folder.ts";

/**
 * Builds and serves the site. `deno task test` names a folder in TOKENBOARD_TEST_SITE, so that its files share one
 * build; a file run by itself builds its own and removes it.
 */
export async function builtSite(): Promise<{ url: string; close(): Promise<void> }> {
  const shared = Deno.env.get("TOKENBOARD_TEST_SITE");
  const folder = shared ?? await Deno.makeTempDir();
  const dist = `${folder}/dist`;
  if (!await Deno.stat(dist).catch(() => null)) {
    assert.equal(await buildSite(`${folder}/building`), 0);
    await Deno.rename(`${folder}/building`, dist); // a failed build must not be taken for a site
  }
  const site = serveFolder(dist);
  return {
    url: site.url,
    async close() {
      await site.close();
      if (!shared) await Deno.remove(folder, { recursive: true });
    },
  };
}
