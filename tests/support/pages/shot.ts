/**
 * Screenshots of built pages: `deno task shot DIST_DIR OUT_DIR [page ...]`.
 *
 * Whole pages at 1280 and 390 pixels, light and dark, as `OUT_DIR/page-width-scheme.png`. Prints each page's
 * faults and exits 1 if there was one. Without a page it is the front page.
 */
import { openBrowser, openPage, serveFolder } from "./browser.ts";

const [dist, out, ...pages] = Deno.args;
if (!dist || !out) {
  console.error("Usage: deno task shot DIST_DIR OUT_DIR [page ...]");
  Deno.exit(2);
}
await Deno.mkdir(out, { recursive: true });
const site = serveFolder(dist);
const browser = await openBrowser();
let bad = 0;
for (const name of pages.length ? pages : [""]) {
  const path = name.replace(/^\//, "");
  for (const width of [1280, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, faults, close } = await openPage(browser, `${site.url}/${path}`, {
        width,
        colorScheme,
      });
      await page.waitForTimeout(500); // charts draw after the network is quiet
      const file = `${path.split("?")[0].replaceAll("/", "_") || "index"}-${width}-${colorScheme}`;
      await page.screenshot({ path: `${out}/${file}.png`, fullPage: true });
      for (const fault of faults) console.log(`/${path} ${width} ${colorScheme}: ${fault}`);
      bad += faults.length;
      await close();
    }
  }
}
await browser.close();
await site.close();
Deno.exit(bad ? 1 : 0);
