/** A figure alone in a frame of a page from another origin. */
import assert from "node:assert/strict";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";
import { serveFolder } from "../support/pages/serve_folder.ts";

const addresses: [page: string, root: string][] = [
  ["index.html", "#leaderboard"],
  ["distributions.html?metric=decode_tokens_per_s", "#distributions"],
  ["compare.html", "#compare"],
  ["cost.html", "#cost"],
  ["outliers.html", "#outliers"],
  ["reliability.html", "#reliability"],
  ["history.html?workload=0e24b5977cf1ab8c_imported", "#history"],
  ["time.html", "#time"],
];

Deno.test("figures in frames", async (t) => {
  const site = await builtSite();
  const folder = await Deno.makeTempDir();
  const elsewhere = serveFolder(folder);
  const browser = await openBrowser();
  try {
    for (const [address, root] of addresses) {
      await t.step(`/${address}`, async () => {
        const { page, done } = await openPage(browser, `${site.url}/${address}`);
        await page.waitForSelector(`${root}[data-ready]`);
        const buttons = page.locator("[data-as=embed]:visible");
        const frames: string[] = [];
        for (const button of await buttons.all()) {
          await button.click();
          const text = page.locator(".embed textarea");
          await text.waitFor();
          frames.push(await text.inputValue());
          await button.click();
          await text.waitFor({ state: "detached" });
        }
        await done();
        assert.ok(frames.length > 0);
        await Deno.writeTextFile(
          `${folder}/index.html`,
          `<!DOCTYPE html><meta charset="utf-8">${
            frames.join("\n").replaceAll(' loading="lazy"', "")
          }`,
        );
        const host = await openPage(browser, elsewhere.url);
        for (const [i, frame] of frames.entries()) {
          const inside = host.page.frameLocator("iframe").nth(i);
          const svg = inside.locator("#embedded svg");
          await svg.waitFor();
          const title = /title="([^"]*)"/.exec(frame)![1];
          const said = await inside.locator("#embedded [role=img]").getAttribute("aria-label");
          assert.ok(said!.startsWith(title.replaceAll("&amp;", "&")), said!);
          assert.match(said!, /\d/, "its caption says of how many");
          const link = await inside.locator("#embedded a").getAttribute("href");
          assert.equal(new URL(link!).searchParams.get("embed"), null);
          const seen = await inside.locator("#observablehq-center").isVisible();
          assert.equal(seen, false, "nothing but the figure");
          const box = (await svg.boundingBox())!;
          const whole = (await host.page.locator("iframe").nth(i).boundingBox())!;
          assert.ok(box.height > 80 && box.width <= whole.width, `${box.width} x ${box.height}`);
          const cut = await inside.locator("html").evaluate((html) =>
            html.scrollHeight - html.clientHeight
          );
          assert.ok(cut <= 0, `${title}: ${cut} pixels lie below the frame`);
        }
        await host.done();
      });
    }
  } finally {
    await browser.close();
    await elsewhere.close();
    await site.close();
    await Deno.remove(folder, { recursive: true });
  }
});
