/** The site on a host that only has files, below a path: every link opens what it names, after more runs too. */
import assert from "node:assert/strict";
import { ended, start } from "../../support/bench.ts";
import { openBrowser, serveFolder } from "../../support/pages/browser.ts";
import { opensAsFiles } from "./as_files.ts";
import { addRun, writeMixedStore } from "../../support/stores/mixed_store.ts";
import { assertNamesDiffer, assertStay, boardsOf } from "./boards.ts";
import { followsAddress, followsControl, leadsOn } from "./choice.ts";
import type { Host } from "./host.ts";
import { assertOpens, assertRequests, linksOf } from "./links.ts";
import { keepsFiles, opensOlder, saysGone } from "./runs.ts";

Deno.test("the site on a plain host, below a path", async (t) => {
  const folder = await Deno.makeTempDir();
  const [data, dist] = [`${folder}/data`, `${folder}/dist`];
  await writeMixedStore(data);
  const before = await boardsOf(data);
  await addRun(data, 3);
  await addRun(data, 4, "beta");
  await Deno.remove(`${data}/runs/own-nowhere-2026-01-02`, { recursive: true });
  const env = { TOKENBOARD_DATA: data, TOKENBOARD_DIST: dist };
  const { code, err } = await ended(start(["site"], env));
  assert.equal(code, 0, err);
  const site = serveFolder(dist, { plain: true, below: "/some/where" });
  const browser = await openBrowser();
  const host: Host = { browser, url: site.url };
  try {
    let links = new Map<string, string>();
    await t.step("opens every page, and all of its links are files of the site", async () => {
      links = await linksOf(host);
    });
    await t.step(
      "has the requests behind every link to a run, in that run's own file",
      () => assertRequests(host, links),
    );
    await t.step("opens those requests and no others", () => assertOpens(host, links.keys()));
    await t.step("calls no two workloads or boards alike", () => assertNamesDiffer(host));
    await t.step(
      "opens the same board at the same address after more runs",
      async () => assertStay(host, before, await boardsOf(data)),
    );
    await t.step("opens an older run, and says which is the newest", () => opensOlder(host));
    await t.step("says of a run that is gone what it was and what is there", () => saysGone(host));
    await t.step("shows one run or a span by address", () => followsAddress(host, data));
    await t.step("chooses one by a control, and links keep it", () => followsControl(host));
    await t.step("leads from a span's numbers to its requests", () => leadsOn(host));
    await t.step(
      "opened as files, shows what is baked in and says what is missing",
      () => opensAsFiles(browser, dist),
    );
    await t.step("keeps the files of a run and a board at their addresses", () => keepsFiles(host));
  } finally {
    await browser.close();
    await site.close();
    await Deno.remove(folder, { recursive: true });
  }
});
