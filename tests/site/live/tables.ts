/** Files of tables on the live site, of a page below another, too; and of probes, which the checkout has none of. */
import { openStore } from "../../../benchmarks/store/views.ts";
import { assertTables } from "../../support/pages/baked_tables.ts";
import { openBrowser, openPage } from "../../support/pages/browser.ts";

const pages: Record<string, Record<string, boolean>> = {
  correctness: { "correctness-probes": false, "wrong-probes": false, "repeated-prompts": true },
  "providers/groq": {
    "groq-measured": true,
    "groq-address": false,
    "groq-columns": true,
    "groq-finish-reasons": true,
    "groq-witnesses": true,
  },
};

export async function makesTables(url: string, data: string): Promise<void> {
  const db = await openStore(data);
  const browser = await openBrowser();
  try {
    for (const [path, expected] of Object.entries(pages)) {
      const { page, done } = await openPage(browser, `${url}/${path}.html`);
      await assertTables(page, db, expected);
      await done();
    }
  } finally {
    await browser.close();
    db.close();
  }
}
