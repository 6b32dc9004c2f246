/** The built site over the checkout's data, on loopback: for tests that only look at it. */
import assert from "node:assert/strict";
import { buildSite } from "../../../benchmarks/commands/site.ts";
import { newestRunWhere } from "../../../benchmarks/queries/boards.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { type Done, run } from "../bench.ts";
import { asResult, runLoader } from "../stores/busy_machine.ts";
import { serveFolder } from "./serve_folder.ts";

/**
 * Builds and serves the site. `deno task test` names a folder in TOKENBOARD_TEST_SITE, so that its files share one
 * build; a file run by itself builds its own and removes it.
 */
export async function builtSite(): Promise<{ url: string; close(): Promise<void> }> {
  const shared = Deno.env.get("TOKENBOARD_TEST_SITE");
  const folder = shared ?? await Deno.makeTempDir();
  const dist = `${folder}/dist`;
  const turn = await Deno.open(`${folder}/turn`, { create: true, write: true });
  await turn.lock(true); // another process may be building it
  try {
    if (!await Deno.stat(dist).catch(() => null)) {
      await makeRun("quickstart", () => runLoader(loader, "--config=quickstart"));
      await makeRun("protocols", () => run(["bench", "protocols", "--no-site"]));
      assert.equal(await buildSite(`${folder}/building`), 0);
      await Deno.rename(`${folder}/building`, dist); // a failed build must not be taken for a site
    }
  } finally {
    turn.close();
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

/** A build makes the run of quickstart by this, and shows one of protocols where there is one. */
const loader = "loaders/requests-[config].parquet.ts";

/** Makes the run of a simulated configuration where the checkout's store has none. */
async function makeRun(config: string, make: () => Promise<Done>): Promise<void> {
  const db = await openStore();
  const found = await db.query(`SELECT 1 FROM runs r WHERE ${newestRunWhere(config, "r")}`);
  db.close();
  if (!found.rows.length) await asResult("data", `-${config}-`, await make());
}
