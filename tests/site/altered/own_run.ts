/** A run that flags described stands on the pages like those that the store came with. */
import assert from "node:assert/strict";
import { openPage } from "../../support/pages/browser.ts";
import { redrawn } from "../../support/pages/page_controls.ts";
import { assertNumbers, duckNumbers } from "../../support/pages/page_numbers.ts";
import type { Sites } from "./sites.ts";

const of = (run: string) => `run_id = '${run}'`;

export async function isTableOfItsOwn({ browser, after, db, run, workload }: Sites): Promise<void> {
  for (const javaScriptEnabled of [false, true]) {
    const { page, faults, close } = await openPage(browser, after, { javaScriptEnabled });
    if (javaScriptEnabled) await page.waitForSelector("#leaderboard[data-ready]");
    const drawn = (act: () => Promise<unknown>) =>
      javaScriptEnabled ? redrawn(page, "#leaderboard", act) : act();
    const choice = page.locator("#controls fieldset").filter({
      has: page.locator("legend", { hasText: `${workload} (` }),
    });
    assert.equal(await choice.locator("label").count(), 1);
    await drawn(() => choice.locator("label").click());
    for (
      const [label, metric] of [
        ["Throughput, end to end", "e2e_tokens_per_s"],
        ["Throughput, decode", "decode_tokens_per_s"],
        ["Time to first token", "ttft_s"],
      ]
    ) {
      const button = page.locator("#controls label", { hasText: label });
      if (metric === "e2e_tokens_per_s") await button.click(); // is chosen already
      else await drawn(() => button.click());
      const rows = page.locator("table.lb:visible tbody tr:not(.line)");
      assert.equal(await rows.count(), 1);
      assert.equal(await rows.getAttribute("data-run"), run);
      const numbers = await duckNumbers(db, metric, of(run));
      // Where the whole answer came in one read there is no time to divide by.
      if (metric !== "decode_tokens_per_s") assert.equal(numbers.n, 150);
      assert.match(
        await rows.locator("td.md small").innerText(),
        RegExp(`^n ${numbers.n}( |$)`),
      );
      await assertNumbers(rows, numbers, `${metric} on /`);
    }
    assert.match(await page.locator(".view:visible .cap").last().innerText(), /150 attempts/);
    if (javaScriptEnabled) {
      assert.match(page.url(), /board=m__[0-9a-f]{16}/);
      assert.deepEqual(faults, []); // without scripts, each that is preloaded is one
    }
    await close();
  }
}

export async function isChoice({ browser, after, db, run, workload }: Sites): Promise<void> {
  for (const path of ["distributions", "outliers"]) {
    const { page, done } = await openPage(browser, `${after}/${path}`);
    const drawn = (act: () => Promise<unknown>) => redrawn(page, `#${path}`, act);
    const [list, label] = path === "distributions"
      ? ["board", `m · ${workload}`]
      : ["workload", workload];
    await drawn(() => page.locator(`select[name=${list}]`).selectOption({ label }));
    const rows = page.locator(".quantiles tbody tr, .stats tbody tr");
    assert.equal(await page.locator("tr[data-key]").count(), 1);
    // Both begin with the time to first token.
    for (const metric of ["ttft_s", "e2e_tokens_per_s"]) {
      if (metric !== "ttft_s") {
        await drawn(async () => {
          if (path === "distributions") {
            await page.locator("select[name=metric]").selectOption(metric);
          } else await page.locator(`label:has(input[name=metric][value=${metric}])`).click();
        });
      }
      const numbers = await duckNumbers(db, metric, of(run));
      assert.equal(await rows.locator("td.n:not(:has([data-statistic]))").innerText(), "150");
      await assertNumbers(rows, numbers, `${metric} on /${path}`);
    }
    assert.match(await page.locator("#kicker").innerText(), /^150 requests to 1 system ·/);
    await done();
  }
}
