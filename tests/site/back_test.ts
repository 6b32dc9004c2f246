/** Every choice of a reader is a step of the browser's history: Back takes it back, Forward makes it again. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";
import { keptHours } from "../support/pages/kept_hours.ts";
import { type Option, redrawn, use } from "../support/pages/page_controls.ts";

/** Choices of a reader. */
const choices: [path: string, root: string, Option][] = [
  ["compare", "#compare", { kind: "select", name: "b", value: "lepton/llama2-70b" }],
  ["reliability", "#reliability", { kind: "select", name: "per", value: "e2e_latency_s" }],
  ["reliability", "#reliability", {
    kind: "checkbox",
    name: "systems",
    value: "groq/llama2-70b-4096",
  }],
  ["cost?run=any", "#cost", { kind: "select", name: "ttft_s", value: "0.3" }],
  [`time?data=${keptHours}&zone=Asia/Tokyo`, "#time", {
    kind: "radio",
    name: "zone",
    value: "utc",
  }],
  [`time?data=${keptHours}`, "#time", {
    kind: "select",
    name: "metric",
    value: "decode_tokens_per_s",
  }],
  ["history", "#history", { kind: "select", name: "metric", value: "decode_tokens_per_s" }],
  [`time?data=${keptHours}`, "#time", {
    kind: "checkbox",
    name: "systems",
    value: "cohere/command-r",
  }],
  ["compare", "#compare", { kind: "checkbox", name: "systems", value: "lepton/llama2-70b" }],
  ["outliers", "#outliers", { kind: "radio", name: "rule", value: "mad" }],
  ["outliers", "#outliers", { kind: "checkbox", name: "systems", value: "lepton/llama2-70b" }],
  ["runs", "#runs", { kind: "checkbox", name: "valid", value: "on" }],
  ["requests", "#requests", { kind: "select", name: "provider", value: "lepton" }],
  ["", "#leaderboard", { kind: "radio", name: "metric", value: "ttft_s" }],
  ["", "#leaderboard", { kind: "checkbox", name: "systems", value: "groq/llama2-70b-4096" }],
  ["", "#leaderboard", { kind: "checkbox", name: "outliers", value: "on" }],
  ["", "#leaderboard", { kind: "number", name: "to", value: "75" }],
];

/** Where the clock of these pages stands: the last second of a day, UTC. */
const now = "2024-02-01T23:59:59Z";

/** Each day on a page says how long ago it was by its clock, but for days to come. Returns how many do. */
async function aged(page: Page): Promise<number> {
  const shown = await page.locator("time[datetime]").evaluateAll((all) =>
    (all as unknown as HTMLTimeElement[]).map((t) => [t.dateTime, t.innerText])
  );
  for (const [day, text] of shown) {
    const days = (Date.UTC(2024, 1, 1) - Date.parse(day)) / 86_400_000;
    const age = days < 0 ? /^[^,]*$/ : days < 100 ? new RegExp(`, ${days} days ago$`) : / ago$/;
    assert.match(text, age, day);
  }
  return shown.filter(([, text]) => / ago$/.test(text)).length;
}

Deno.test("Back", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  try {
    await t.step("a system is left out, and Back brings it back", async () => {
      const { page, close } = await openPage(browser, `${site.url}/distributions`);
      await page.waitForSelector("#distributions[data-ready]");
      const rows = page.locator(".quantiles tr[data-key]");
      const all = await rows.count();
      const chip = page.locator(".chips input").first();
      const name = await chip.getAttribute("value");
      const root = "#distributions";
      await redrawn(page, root, () => chip.uncheck());
      assert.equal(await rows.count(), all - 1);
      assert.equal(new URL(page.url()).searchParams.get("systems"), name);
      assert.ok(
        (await page.locator(".ecdf figcaption").innerText()).includes(
          `${all - 1} of ${all} systems`,
        ),
      );
      const metric = page.locator("select[name=metric]");
      await redrawn(page, root, () => metric.selectOption("e2e_latency_s"));
      await redrawn(page, root, () => page.goBack());
      assert.equal(await metric.inputValue(), "ttft_s");
      assert.equal(await rows.count(), all - 1);
      await redrawn(page, root, () => page.goBack());
      assert.equal(await rows.count(), all);
      assert.ok(await chip.isChecked());
      await close();
    });
    for (const [path, root, option] of choices) {
      await t.step(`/${path}: Back takes ${option.name} back`, async () => {
        const { page, done } = await openPage(browser, `${site.url}/${path}`, { now });
        await page.waitForSelector(`${root}[data-ready]`);
        if (/[?]run=/.test(path)) assert.match(await page.innerText(".gone"), /does not follow/);
        const shown = () => page.locator(root).innerText();
        const folded = `${root} details:is(.fold, .more):not([open]) > summary`;
        while (await page.locator(folded).count()) await page.locator(folded).first().click();
        const before = [await shown(), page.url()];
        await use(page, root, option);
        const after = [await shown(), page.url()];
        assert.notEqual(after[0], before[0]);
        assert.notEqual(after[1], before[1]);
        // Baked, and drawn anew.
        if (["#leaderboard", "#cost"].includes(root)) assert.ok(await aged(page) > 0);
        await redrawn(page, root, () => page.goBack());
        assert.deepEqual([await shown(), page.url()], before);
        await redrawn(page, root, () => page.goForward());
        assert.deepEqual([await shown(), page.url()], after);
        await done();
      });
    }
  } finally {
    await browser.close();
    await site.close();
  }
});
