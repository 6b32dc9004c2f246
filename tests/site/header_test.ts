/** The header: every page is reached from every page, by pointer and by keyboard, wide and on a phone. */
import assert from "node:assert/strict";
import { pages } from "../../observablehq.config.ts";
import { notebooksOf } from "../../benchmarks/site/notebooks/notebooks.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";

/** Pages that a header names; the others are reached from one of them. */
const ours = pages.filter((p) => !p.within);
const named = [
  ...ours.filter((p) => !p.group),
  ...ours.filter((p) => p.group === "Analysis"),
  ...notebooksOf(),
  ...ours.filter((p) => p.group && p.group !== "Analysis"),
];

Deno.test("the header", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  try {
    await t.step("names every page, in sight or in a menu, without a script", async () => {
      const { page, close } = await openPage(browser, `${site.url}/audit`, {
        javaScriptEnabled: false,
      });
      const wide = page.locator(".top nav.wide");
      assert.deepEqual(
        await wide.locator("a").allTextContents(),
        named.map((p) => p.name),
      );
      const link = wide.getByText("Method", { exact: true });
      assert.equal(await link.isVisible(), false);
      await wide.getByRole("button", { name: "How we know" }).click();
      assert.equal(await link.isVisible(), true);
      await link.click();
      await page.waitForURL(/\/method/);
      await close();
    });

    await t.step("opens a menu by keyboard, and Escape closes it where it was opened", async () => {
      const { page, done } = await openPage(browser, `${site.url}/audit`);
      const button = page.getByRole("button", { name: "Runs" });
      await button.focus();
      await page.keyboard.press("Enter");
      const menu = page.locator(".top .menu:popover-open");
      assert.equal(await menu.count(), 1);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate("document.activeElement.textContent"), "Quickstart");
      await page.keyboard.press("Escape");
      assert.equal(await menu.count(), 0);
      assert.equal(await page.evaluate("document.activeElement.textContent"), "Runs");
      await done();
    });

    await t.step("marks the page that is shown, and its menu", async () => {
      const { page, close } = await openPage(browser, `${site.url}/audit`);
      assert.equal(await page.locator(".top nav.wide [aria-current]").textContent(), "Audit");
      assert.equal(await page.locator(".top nav.wide button.here").textContent(), "How we know");
      await close();
    });

    await t.step("has one menu of all pages on a phone, each as high as a finger", async () => {
      const { page, close } = await openPage(browser, `${site.url}/audit`, {
        width: 390,
        height: 700,
      });
      await page.getByRole("button", { name: "Menu" }).click();
      const links = page.locator(".top nav.phone a:visible");
      assert.deepEqual(await links.allTextContents(), named.map((p) => p.name));
      const boxes = await links.evaluateAll((all) =>
        all.map((a) => (a as HTMLElement).getBoundingClientRect().toJSON())
      ) as { left: number; right: number; height: number }[];
      for (const { left, right, height } of boxes) {
        assert.ok(height >= 43 && left >= 0 && right <= 390, `${left} to ${right}, ${height} high`);
      }
      await page.mouse.click(20, 600);
      assert.equal(await links.count(), 0, "a tap elsewhere closes it");
      await close();
    });
    await t.step("never makes a page wider than its window", async () => {
      const { page, close } = await openPage(browser, `${site.url}/audit`);
      for (const name of ["index", "explore", "notebooks/model-size"]) {
        await page.goto(`${site.url}/${name}`, { waitUntil: "networkidle" });
        for (let width = 320; width <= 1400; width += 30) {
          await page.setViewportSize({ width, height: 800 });
          const whole = await page.evaluate("document.documentElement.scrollWidth") as number;
          assert.ok(whole <= width, `${name} is ${whole} pixels wide in a window of ${width}`);
        }
      }
      await close();
    });
  } finally {
    await browser.close();
    await site.close();
  }
});
