import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { notebooksOf } from "../../benchmarks/site/notebooks/notebooks.ts";
import { pages } from "../../observablehq.config.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";
import { resized } from "../support/pages/page_controls.ts";

/** A4 at 96 dots an inch, upright and on its side. */
const widths = [794, 1123];

/** Elements that reach beyond the paper or beyond a box that cuts them; words for a reader alone do not count. */
const cut = (page: Page) =>
  page.evaluate(`(() => {
    const found = [], width = document.documentElement.clientWidth;
    for (const e of document.querySelectorAll("body *")) {
      if (!e.checkVisibility() || e.closest(".vh, .skip, svg *")) continue;
      const box = e.getBoundingClientRect();
      const name = e.tagName + "." + (e.getAttribute("class") ?? "") + " " + e.textContent.slice(0, 40);
      if (box.width && box.right > width + 1) found.push(name + " ends at " + Math.round(box.right));
      const clips = /hidden|auto|scroll/.test(getComputedStyle(e).overflowX);
      if (clips && e.tagName !== "svg" && e.scrollWidth > e.clientWidth + 1) found.push(name + " is cut");
    }
    return found.slice(0, 5);
  })()`) as Promise<string[]>;

/** Pairs of headings, column heads and paragraphs that lie over each other. */
const overprinted = (page: Page) =>
  page.evaluate(`(() => {
    const boxes = [...document.querySelectorAll("h1, h2, h3, p, thead th, .paper, .ptit, caption, .key")]
      .filter((e) => e.checkVisibility() && !e.closest(".vh") && e.textContent.trim())
      .map((e) => ({ e, text: e.textContent.trim().slice(0, 30), box: e.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 2 && box.height > 2);
    const found = [];
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
      if (a.e.contains(b.e) || b.e.contains(a.e)) return;
      const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (x > 2 && y > 2) found.push(a.text + " | " + b.text);
    }));
    return found.slice(0, 5);
  })()`) as Promise<string[]>;

Deno.test("pages on paper", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const run = "/runs/thefastest-2024-04-cdg";
  const report = "/reports/llama-2-70b-2023";
  const paths = [
    ...pages.map((p) => p.path),
    ...notebooksOf().map((p) => p.path),
    ...["/providers/groq", "/requests", run, report],
  ];
  try {
    await t.step("nothing is cut or overprinted, no control is left", async () => {
      for (const path of paths) {
        // Read in the dark, printed in the light.
        const { page, close } = await openPage(browser, site.url + path, {
          width: widths[0],
          colorScheme: "dark",
        });
        for (const width of widths) {
          const where = `${path}, ${width} wide`;
          await page.emulateMedia({ media: "screen", colorScheme: "dark" });
          await resized(page, width);
          await page.emulateMedia({ media: "print", colorScheme: "dark" });
          assert.equal(await page.locator(".observablehq--error").count(), 0, where);
          assert.deepEqual(await cut(page), [], where);
          assert.deepEqual(await overprinted(page), [], where);
          const controls =
            "nav, .controls, .pager, .links, button:not(.badge, [data-marked], thead button)";
          const left = await page.locator(`:is(${controls}):visible`).allInnerTexts();
          assert.deepEqual(left.filter((text) => text.trim()), [], where);
          const inputs = page.locator(
            "input:is([type=range], [type=radio], [type=checkbox]):visible",
          );
          assert.equal(await inputs.count(), 0, where);
          const paper = await page.evaluate(
            "[getComputedStyle(document.documentElement).backgroundColor, " +
              "getComputedStyle(document.querySelector('h1')).color]",
          ) as string[];
          assert.match(paper[0], /255, 255, 255/, where);
          assert.doesNotMatch(paper[1], /2\d\d, 2\d\d, 2\d\d/, `${where}: light words`);
        }
        await close();
      }
    });
    for (const width of widths) {
      await t.step(`${width} wide: the leaderboard has its plots and all statistics`, async () => {
        const { page, close } = await openPage(browser, site.url, { width });
        await page.waitForSelector("#leaderboard[data-ready]");
        await page.emulateMedia({ media: "print" });
        const table = page.locator("table.lb:visible");
        assert.equal(await table.count(), 1);
        const rows = await table.locator("tbody tr[data-run]").all();
        assert.equal(rows.length, 8);
        for (const row of rows) {
          assert.equal(await row.locator("td.st:visible").count(), 7);
          assert.match(await row.locator("td.su").innerText(), /\d+\/150|145\/145/);
          const plot = (await row.locator("td.pl svg").boundingBox())!;
          assert.ok(plot.width > 80 && plot.height > 10, JSON.stringify(plot));
        }
        const display = "getComputedStyle(document.querySelector('.lb thead')).display";
        assert.equal(await page.evaluate(display), "table-header-group", "repeated on every page");
        const axis = await table.locator("thead .paper").innerText();
        assert.match(
          axis,
          /2\s*5\s*10\s*20\s*50\s*100\s*200/,
          "its axis in words, which are repeated",
        );
        await close();
      });
    }
  } finally {
    await browser.close();
    await site.close();
  }
});
