/** A host that has files alone, and its pages in a browser. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { openPage } from "../../support/pages/browser.ts";

export interface Host {
  browser: Browser;
  /** Address of the site, without a slash at its end. */
  url: string;
}

/** Opens a page and gives `look` what it says of things that are gone; the page must have no fault. */
export async function opened(
  { browser, url }: Host,
  path: string,
  look: (page: Page, gone: string) => Promise<void> | void,
): Promise<void> {
  const { page, faults, close } = await openPage(browser, url + path);
  await page.waitForSelector("[data-ready]");
  const gone = await page.locator(".gone").allInnerTexts();
  await look(page, gone.join());
  assert.deepEqual(faults, [], path);
  await close();
}
