/** Conversations as a reader meets them: drawn by turn on /sessions/, and turn by turn in the drawer of /requests. */
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { pageHref } from "../../../src/words/links.ts";
import { openPage } from "./browser.ts";

/** Workloads are chosen, a choice is taken back, and each page of a built site at `url` stands without a fault. */
export async function readSessions(browser: Browser, url: string): Promise<void> {
  const { page, faults, close } = await openPage(browser, `${url}/sessions/index.html`);
  const root = "#sessions";
  const drawn = (n: number) => page.waitForSelector(`${root}[data-ready="${n}"]`);
  await drawn(1);
  assert.equal(await page.locator(`${root} .drawing svg`).count(), 2);
  const said = await page.locator(`${root} .find`).innerText();
  const workload = page.locator("select[name=workload]");
  assert.ok(await workload.locator("option").count() > 1);
  await workload.selectOption({ index: 1 });
  await drawn(2);
  assert.notEqual(await page.locator(`${root} .find`).innerText(), said);
  assert.match(page.url(), /workload=/);
  await page.goBack();
  await drawn(3);
  assert.equal(await page.locator(`${root} .find`).innerText(), said);
  const systems = page.locator(`${root} tbody tr`);
  const all = await systems.count();
  await page.locator(".chips input").first().uncheck();
  await drawn(4);
  assert.equal(await systems.count(), all - 1);
  assert.deepEqual(faults, []);
  await close();
}

/** A turn of a session leads to the next: request 4 of the run is its second turn. */
export async function readTurns(browser: Browser, url: string, run_id: string): Promise<void> {
  const address = `${url}/${pageHref("requests", { run_id }).slice(2)}`;
  const { page, faults, close } = await openPage(browser, address);
  await page.waitForSelector("#requests[data-ready]");
  const drawer = page.locator(".drawer:not([hidden])");
  const number = async () => /request (\d+)$/.exec(await drawer.locator("h2").innerText())![1];
  const first = page.locator("#requests tr[data-key]", { hasText: "request 4" }).first();
  await first.locator("[data-open]").click();
  assert.equal(await number(), "4");
  assert.equal(await drawer.locator(".turns tbody tr").count(), 2);
  assert.match(await drawer.locator(".turns tbody tr").nth(1).innerText(), /^1 here/);
  await drawer.locator(".turns [data-open]").click();
  assert.equal(await number(), "3");
  assert.match(await drawer.locator(".turns tbody tr").nth(0).innerText(), /^0 here/);
  const focused = "document.activeElement.closest('.drawer') !== null";
  assert.ok(await page.evaluate(focused), "the focus stays in the drawer");
  await page.keyboard.press("Escape");
  assert.equal(await drawer.count(), 0);
  assert.deepEqual(faults, []);
  await close();
}
