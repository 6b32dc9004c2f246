/** Two built sites: one over the checkout's store, and one over the altered store with a run made by flags. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { openPage } from "../../support/pages/browser.ts";

export interface Sites {
  browser: Browser;
  /** Address of the site over the checkout's store. */
  before: string;
  /** Address of the site over the altered store. */
  after: string;
  /** The altered store. */
  db: Database;
  /** Identity of the run that flags described, in the altered store alone. */
  run: string;
  /** Label of its workload. */
  workload: string;
}

/** The same page of both sites, ready. */
export async function both<T>(
  { browser, before, after }: Sites,
  path: string,
  look: (page: Page) => Promise<T>,
): Promise<[T, T]> {
  const looks = [];
  for (const url of [before, after]) {
    const { page, faults, close } = await openPage(browser, url + path);
    if (
      await page.locator("#board, #leaderboard, #distributions, #outliers, #requests, #time")
        .count()
    ) {
      await page.waitForSelector("[data-ready]");
    }
    looks.push(await look(page));
    assert.deepEqual(faults, [], path);
    await close();
  }
  return looks as [T, T];
}

/** What each place shows that must differ between the sites: as text, or as drawn where it is a drawing. */
export async function assertFollows(
  sites: Sites,
  path: string,
  places: string[],
): Promise<void> {
  const shown = await both(sites, path, async (page) => {
    const texts: Record<string, string> = {};
    for (const place of places) {
      const at = page.locator(place).first();
      texts[place] = /svg$/.test(place)
        ? await at.evaluate((svg) => svg.outerHTML)
        : (await at.innerText()).trim();
    }
    return texts;
  });
  for (const place of places) {
    assert.ok(shown[0][place].length > 3, `${path}: ${place} is empty`);
    assert.notEqual(shown[0][place], shown[1][place], `${path}: ${place} stays as it was`);
  }
}
