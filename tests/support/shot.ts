/** Screenshots of built pages: `deno run -A tests/support/shot.ts DIST OUT [page ...]`, wide and narrow, light and dark. */
import { openBrowser, openPage, serveFolder } from "./browser.ts";

const [dist, out, ...pages] = Deno.args;
const site = serveFolder(dist);
const browser = await openBrowser();
for (const name of pages.length ? pages : [""]) {
  for (const width of [1280, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, faults, close } = await openPage(browser, `${site.url}/${name}`, {
        width,
        colorScheme,
      });
      await page.waitForTimeout(500);
      await page.screenshot({
        path: `${out}/${name.split("?")[0] || "index"}-${width}-${colorScheme}.png`,
        fullPage: true,
      });
      for (const fault of faults) console.log(`/${name} ${width}: ${fault}`);
      await close();
    }
  }
}
await browser.close();
await site.close();
