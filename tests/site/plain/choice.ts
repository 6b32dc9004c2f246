/** One run, or those of a span of time, on every page that follows a choice: by address, by control, by links. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openStore } from "../../../benchmarks/store/views.ts";
import { assertAnswer } from "../../support/pages/csv_fields.ts";
import { savedBy } from "../../support/pages/saved.ts";
import { ownBoard } from "../../support/stores/mixed_store.ts";
import { type Host, opened } from "./host.ts";

const older = "own-acme-2026-01-02";
const span = "since=2026-01-02&until=2026-01-04";
const pages: [page: string, figures: number][] = [
  ["", 2],
  ["distributions.html", 4],
  ["outliers.html", 2],
  ["compare.html", 3],
  ["reliability.html", 3],
];
/** A choice in the control, which is folded on every page that begins. */
async function choose(page: Page, runs: string): Promise<void> {
  const folded = page.locator("#runs-control:not([open]) summary");
  if (await folded.count()) await folded.click();
  await page.locator("#runs-control label", { hasText: runs }).click();
}
const sentence = (page: Page) => page.locator("#runs-shown").innerText();

/** Every figure of every page gives what its SQL returns from the store, of the runs that the page names. */
export async function followsAddress(host: Host, data: string): Promise<void> {
  const db = await openStore(data);
  for (const [name, figures] of pages) {
    await opened(host, `/${name}?${span}&board=${ownBoard}`, async (page) => {
      assert.equal(
        await sentence(page),
        "Showing 5 runs from 2 Jan 2026 00:00 UTC to 4 Jan 2026 00:00 UTC, 480 requests.",
      );
      const taken = await page.locator(".take").all();
      assert.ok(taken.length >= figures, `${name}: ${taken.length} figures`);
      for (const figure of taken) {
        const answer = await db.query((await figure.locator("code.sql").textContent())!);
        const file = await savedBy(figure.locator("[data-as=csv]"));
        const lines = assertAnswer(await Deno.readTextFile(await file.path()), answer);
        assert.ok(lines.length > 0, name);
      }
      if (name === "outliers.html") return;
      // Two runs of acme are one system, named by no run.
      const medians = taken[name === "distributions.html" ? 3 : 0];
      assert.doesNotMatch((await medians.locator("code.sql").textContent())!, /^SELECT run_id/m);
    });
    await opened(host, `/${name}?run=${older}`, async (page) => {
      assert.equal(
        await sentence(page),
        `Showing run ${older} of 2 Jan 2026 00:00 UTC, 120 requests.`,
      );
      // One system alone has nobody to be compared with.
      const root = page.locator("[data-ready]");
      if (name === "compare.html") assert.match(await root.innerText(), /no two systems/);
      else assert.match(await page.locator(".kicker").innerText(), /^120 requests to 1 system/);
    });
  }
  db.close();
}

/** The control leads to the same addresses, Back leads back, and a link to another of these pages keeps the choice. */
export async function followsControl(host: Host): Promise<void> {
  await opened(host, "/distributions.html?metric=e2e_latency_s", async (page) => {
    assert.match(await sentence(page), /^Showing the newest valid run of each target\.$/);
    await choose(page, "one run");
    await page.locator("#runs-control select").selectOption(older);
    await page.waitForURL(`**/distributions.html?run=${older}&metric=e2e_latency_s`);
    await page.waitForSelector("[data-ready]");
    assert.match(await sentence(page), RegExp(`^Showing run ${older} `));
    await choose(page, "a span of time");
    await page.locator("[name=since]").fill("2026-01-03");
    await page.locator("[name=until]").fill("2026-01-04");
    await page.locator("#runs-control button").click();
    await page.waitForURL("**?since=2026-01-03&until=2026-01-04&metric=e2e_latency_s");
    await page.waitForSelector("[data-ready]");
    assert.match(await sentence(page), /^Showing 2 runs from 3 Jan 2026 .* 240 requests\.$/);
    // What else is chosen is a step of its own, and keeps the runs.
    await page.locator("select[name=metric]").selectOption("ttft_s");
    await page.waitForURL("**?since=2026-01-03&until=2026-01-04");
    await page.locator("nav.wide a", { hasText: "Reliability" }).click();
    await page.waitForURL("**/reliability.html?since=2026-01-03&until=2026-01-04");
    await page.waitForSelector("[data-ready]");
    assert.match(await sentence(page), /^Showing 2 runs/);
    await page.goBack();
    await page.waitForURL("**/distributions.html?since=2026-01-03&until=2026-01-04");
    await page.goBack();
    await page.waitForURL("**?since=2026-01-03&until=2026-01-04&metric=e2e_latency_s");
    await page.goBack();
    await page.waitForURL(`**?run=${older}&metric=e2e_latency_s`);
    await page.waitForSelector("[data-ready]");
    assert.match(await sentence(page), RegExp(`^Showing run ${older} `));
    await choose(page, "newest of each target");
    await page.waitForURL("**/distributions.html?metric=e2e_latency_s");
  });
}

/** A number of a span leads to the requests of its runs; what is not here is said. */
export async function leadsOn(host: Host): Promise<void> {
  await opened(host, `/reliability.html?${span}`, async (page) => {
    await page.locator(`tr[data-provider=acme] .sh a`).first().click();
    await page.waitForURL("**/requests.html?*since=2026-01-02*");
    await page.waitForSelector("#requests[data-ready]");
    assert.match(await page.locator("#requests .find").innerText(), /^240 requests/);
  });
  await opened(host, "/distributions.html?run=gone", async (page) => {
    assert.equal(await sentence(page), "Run gone is not on this site.");
    assert.equal(await page.locator("#distributions").innerText(), "No request is shown.");
    assert.equal(await page.locator(".kicker").innerText(), "No request");
  });
}
