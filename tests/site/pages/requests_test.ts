import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { violations } from "../../support/pages/axe.ts";
import { openBrowser, openPage } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";
import { redrawn } from "../../support/pages/page_controls.ts";

const drawer = ".drawer:not([hidden])";
const focused = (page: Page) =>
  page.evaluate(
    "({ inside: !!document.activeElement.closest('.drawer'), text: document.activeElement.textContent })",
  ) as Promise<{ inside: boolean; text: string }>;

/** The drawer lies within the window, and nothing lies over its head. */
async function assertInSight(page: Page, name: string): Promise<void> {
  const box = (await page.locator(drawer).boundingBox())!;
  const { width, height } = page.viewportSize()!;
  assert.ok(
    box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height,
    `${name}: ${JSON.stringify(box)} in ${width} x ${height}`,
  );
  const top = await page.evaluate(
    ([x, y]) => !!document.elementFromPoint(x, y)?.closest(".drawer"),
    [box.x + 30, box.y + 30],
  );
  assert.ok(top, `${name}: something lies over the drawer`);
}

Deno.test("/requests and the drawer", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const opened = async (path: string, width = 1280) => {
    const { page, close, done } = await openPage(browser, site.url + path, { width });
    await page.waitForSelector("[data-ready]");
    return { page, close, done };
  };
  const rows = (page: Page) => page.locator("#requests tbody tr");
  try {
    await t.step(
      "shows 100 of the 2,845 requests of 2023 at a time, and each page once",
      async () => {
        const { page, done } = await opened("/requests");
        const said = await page.locator(".find").innerText();
        const all = Number(/^([\d,]+) requests/.exec(said)![1].replace(",", ""));
        assert.ok(all >= 2845, said);
        assert.equal(await rows(page).count(), 100);
        const height = await page.evaluate("document.documentElement.scrollHeight") as number;
        assert.ok(height < 6000, `${height} pixels high`);
        const first = await rows(page).first().getAttribute("data-key");
        await page.locator(".pager button:has-text('Next')").first().click();
        assert.match(page.url(), /page=2/);
        assert.notEqual(await rows(page).first().getAttribute("data-key"), first);
        await page.locator(".pager button:has-text('Last')").first().click();
        assert.equal(await rows(page).count(), all % 100 || 100);
        await page.reload();
        await page.waitForSelector("#requests[data-ready]");
        assert.equal(await rows(page).count(), all % 100 || 100, "the address keeps the page");
        await page.locator(".pager input[name=page]").first().fill("1");
        await page.keyboard.press("Enter");
        await page.waitForFunction("!location.search.includes('page=')");
        assert.equal(await rows(page).first().getAttribute("data-key"), first);
        assert.deepEqual(await violations(page), []);
        await done();
      },
    );

    await t.step("filters and searches, and keeps both in the address", async () => {
      const { page, done } = await opened("/requests");
      await page.locator("select[name=provider]").selectOption("lepton");
      await page.locator("select[name=error_class]").selectOption("rate_limited");
      // Lepton refused 130 of 150 requests to each of its three models.
      assert.match(await page.locator(".find").innerText(), /^390 requests/);
      assert.equal(await page.locator("select[name=status] option").count(), 2, "all and failed");
      await page.locator("input[name=q]").fill("no such words");
      await page.waitForFunction("location.search.includes('q=no')");
      assert.equal(await rows(page).count(), 0);
      await page.locator("input[name=q]").fill("");
      await page.waitForFunction("!location.search.includes('q=')");
      const { searchParams } = new URL(page.url());
      assert.equal(searchParams.get("provider"), "lepton");
      assert.equal(searchParams.get("error_class"), "rate_limited");
      await page.reload();
      await page.waitForSelector("#requests[data-ready]");
      assert.match(await page.locator(".find").innerText(), /^390 requests/);
      await page.locator("button.clear").click();
      assert.equal(new URL(page.url()).search, "");
      assert.equal(await page.locator("select[name=provider]").inputValue(), "");
      await done();
    });

    await t.step("Back takes back a filter, a page, an order and an open request", async () => {
      const { page, close } = await opened("/requests");
      const said = async () => [
        await page.locator(".find").innerText(),
        await rows(page).first().getAttribute("data-key"),
        await page.locator(".pager span").first().innerText(),
        await page.locator(drawer).count(),
      ];
      const steps = [
        () => page.locator("select[name=provider]").selectOption("anyscale"),
        async () => {
          await page.locator("#fold:not([open]) summary").click();
          await page.locator(".chips input").first().uncheck();
        },
        () => page.locator("[data-sort=ttft_s]").click(),
        () => page.locator(".pager button:has-text('Next')").first().click(),
        () => page.locator("a.open").nth(3).click(),
      ];
      const states = [await said()];
      for (const step of steps) {
        await redrawn(page, "#requests", step);
        const was = states.at(-1);
        states.push(await said());
        assert.notDeepEqual(states.at(-1), was);
      }
      for (const state of states.reverse().slice(1)) {
        await redrawn(page, "#requests", () => page.goBack());
        assert.deepEqual(await said(), state);
      }
      await close();
    });

    await t.step("a link to a statistic opens the page with the request it lies at", async () => {
      const { page, close } = await opened(
        "/requests?population=succeeded&metric=ttft_s&at=max&run_id=&provider=&model_size=70b",
      );
      assert.equal(await page.locator("tr.at").count(), 1);
      await page.locator("button[data-marked]").click();
      const box = (await page.locator("tr.at").boundingBox())!;
      assert.ok(box.y > 0 && box.y < 900, `the marked request lies at ${box.y}`);
      await close();
    });

    await t.step("says without a script where the rows are", async () => {
      const { page, close } = await openPage(browser, `${site.url}/requests`, {
        javaScriptEnabled: false,
      });
      assert.match(await page.locator("main").innerText(), /Without scripts: deno task sql/);
      assert.equal(await page.locator(".needs-script:visible").count(), 0);
      await close();
      const scripted = await opened("/requests");
      assert.equal(await scripted.page.locator(".no-script:visible").count(), 0);
      await scripted.close();
    });

    for (const path of ["/requests", "/outliers"]) {
      for (const width of [1280, 390]) {
        await t.step(
          `${path}, ${width} wide: the drawer opens in sight and takes the focus`,
          async () => {
            const { page, done } = await opened(path, width);
            const link = page.locator("a.open").nth(15);
            const name = (await link.textContent())!.trim();
            await link.click();
            await assertInSight(page, "by a click");
            assert.ok((await focused(page)).inside);
            await page.keyboard.press("Escape");
            assert.equal(await page.locator(drawer).count(), 0);
            assert.equal((await focused(page)).text.trim(), name, "the focus is back at its row");

            await page.keyboard.press("Enter");
            await assertInSight(page, "by a key");
            await page.mouse.click(5, 200); // the page's margin takes the focus away
            await page.keyboard.press("Escape");
            assert.equal(await page.locator(drawer).count(), 0, "closed from outside");

            await page.keyboard.press("Enter");
            await page.locator(".drawer button:has-text('next')").click();
            await page.keyboard.press("Escape");
            const next = (await page.locator("a.open").nth(16).textContent())!.trim();
            assert.equal((await focused(page)).text.trim(), next, "at the row it had stepped to");

            await page.keyboard.press("Enter");
            await page.reload();
            await page.waitForSelector(drawer);
            await assertInSight(page, "by a link");
            assert.ok((await focused(page)).inside, "a link to a request leads into its drawer");
            await page.keyboard.press("Escape");
            assert.equal(await page.locator(drawer).count(), 0);
            await done();
          },
        );
      }
    }
  } finally {
    await browser.close();
    await site.close();
  }
});
