/** Until a web font is here another stands in its place: words as wide and lines as high, so that nothing moves. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBrowser } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";

/** English as the pages have it. */
const words =
  "A latency runs from the moment a request is handed to the transport with a connection free, on a " +
  "monotonic clock. Each measurement is divided by the median of the same model from the same region.";

/** Of each weight and size: the web font's width of the words over that of each stand-in that this machine has. */
const ratiosOf = (page: Page, web: string, like: string): Promise<[string, number][]> =>
  page.evaluate(async ({ words, web, like }) => {
    // deno-lint-ignore no-explicit-any -- the browser's own names; this program's types know no document
    const { document } = globalThis as any;
    const width = (family: string, weight: number, size: number): number => {
      const span = document.createElement("span");
      span.style.cssText =
        `position:absolute;white-space:nowrap;font:${weight} ${size}px "${family}"`;
      span.textContent = words;
      document.body.append(span);
      const { width } = span.getBoundingClientRect();
      span.remove();
      return width;
    };
    const ratios: [string, number][] = [];
    // deno-lint-ignore no-explicit-any
    const faces = [...document.fonts].filter((face: any) => face.family.startsWith(`${like} as `));
    for (const face of faces) {
      const weight = Number.parseInt(face.weight.split(" ").at(-1)) > 600 ? 600 : 400;
      await document.fonts.load(`${weight} 16px "${web}"`, words);
      if (!await face.load().then(() => true, () => false)) continue;
      if (face.weight === "451 550") continue; // between the two
      for (const size of [12, 13, 17]) {
        const name = `${face.family}, weight ${weight}, ${size} px`;
        ratios.push([name, width(web, weight, size) / width(face.family, weight, size)]);
      }
    }
    return ratios;
  }, { words, web, like });

/** What stands on a page, in its order, and its top in pixels. */
const tops = (page: Page): Promise<[string, number][]> =>
  page.evaluate(() => {
    // deno-lint-ignore no-explicit-any -- the browser's own names; this program's types know no document
    const { document } = globalThis as any;
    return [...document.querySelectorAll("main :is(h1, h2, p, table, figure, pre)")]
      // deno-lint-ignore no-explicit-any
      .map((e: any) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect().top]);
  });

Deno.test("fonts that come late", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  try {
    await t.step("find words of their own width, at every size and weight", async () => {
      const page = await browser.newPage();
      await page.goto(`${site.url}/editions/`);
      const fonts = [["Inter", "Inter"], ["Source Serif 4", "Serif"]] as const;
      for (const [web, like] of fonts) {
        for (const [name, ratio] of await ratiosOf(page, web, like)) {
          assert.ok(Math.abs(ratio - 1) < 0.05, `${name}: the web font is ${ratio} times as wide`);
        }
      }
      await page.close();
    });

    for (
      const [path, width, drawn] of [
        ["/compare", 1280, "#compare[data-ready]"],
        ["/conformance", 390, "main table"],
      ] as const
    ) {
      await t.step(`move nothing on the first screen of ${path} at ${width}`, async () => {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        const { promise: held, resolve: release } = Promise.withResolvers<void>();
        await page.route("**/*.woff2", async (route) => {
          await held;
          await route.continue();
        });
        await page.goto(site.url + path, { waitUntil: "domcontentloaded" });
        await page.waitForSelector(drawn);
        const before = await tops(page);
        assert.ok(before.filter(([, top]) => top < 900).length > 4);
        const hasFont = await page.evaluate(
          `["Inter", "Serif"].every((like) =>
            [...document.fonts].some((f) => f.family === like + " as Open Sans" && f.status === "loaded"))`,
        );
        release();
        await page.evaluate("document.fonts.ready.then(() => null)");
        assert.ok(await page.evaluate(`document.fonts.check("16px Inter")`));
        const after = await tops(page);
        assert.equal(after.length, before.length);
        // With another font of the machine's a line may break elsewhere; its width is held above.
        if (hasFont) {
          before.forEach(([what, top], i) => {
            const moved = Math.abs(after[i][1] - top);
            assert.ok(top > 900 || moved < 12, `${what} moved from ${top} to ${after[i][1]}`);
          });
        }
        await page.close();
      });
    }
  } finally {
    await browser.close();
    await site.close();
  }
});
