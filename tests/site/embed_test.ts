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
  ["load/index.html", "#load"],
  ["reports/llama-2-70b-2023.html", "#figures"],
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
          `<!DOCTYPE html><meta charset="utf-8">${frames.join("\n")}`,
        );
        // Not openPage: there the network rests before a page counts as open, here each frame loads in its turn.
        const host = await browser.newPage();
        const wrong: string[] = [];
        host.on("pageerror", (error) => wrong.push(error.message));
        host.on("console", (m) => m.type() === "error" && wrong.push(m.text()));
        await host.goto(elsewhere.url);
        for (const [i, frame] of frames.entries()) {
          const inside = host.frameLocator("iframe").nth(i);
          // Each loads when it comes into sight.
          await host.locator("iframe").nth(i).scrollIntoViewIfNeeded();
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
          const whole = (await host.locator("iframe").nth(i).boundingBox())!;
          assert.ok(box.height > 80 && box.width <= whole.width, `${box.width} x ${box.height}`);
          const cut = await inside.locator("html").evaluate((html) =>
            html.scrollHeight - html.clientHeight
          );
          assert.ok(cut <= 0, `${title}: ${cut} pixels lie below the frame`);
        }
        await host.close();
        assert.deepEqual(wrong, []);
      });
    }
  } finally {
    await browser.close();
    await elsewhere.close();
    await site.close();
    await Deno.remove(folder, { recursive: true });
  }
});
