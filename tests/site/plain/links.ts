/** Every link of the site, and what it leads to. */
import assert from "node:assert/strict";
import { pages, providerPages } from "../../../observablehq.config.ts";
import { readParquet } from "../../../src/rows/load.ts";
import type { Row } from "../../../src/rows/systems.ts";
import { defaults, requestsOf } from "../../../src/requests/requests_select.ts";
import { openPage } from "../../support/pages/browser.ts";
import { type Host, opened } from "./host.ts";

const file = (path: string) => path.endsWith("/") ? path : `${path}.html`;

/**
 * Opens every page, and looks for the file and the place that each of its links names.
 *
 * @returns the page on which each address was found.
 */
export async function linksOf({ browser, url }: Host): Promise<Map<string, string>> {
  const links = new Map<string, string>();
  for (
    const path of [
      ...pages.map((p) => file(p.path)),
      ...["/requests.html", "/providers/groq.html", "/runs/own-acme-2026-01-03.html"],
    ]
  ) {
    const { page, faults, close } = await openPage(browser, url + path);
    assert.deepEqual(faults, [], path);
    const own = await page.locator("a[href]").evaluateAll((all) =>
      all.map((a) => (a as unknown as { href: string }).href)
    );
    for (const href of own) if (/^https?:/.test(href)) links.set(href, path);
    await close();
  }
  const files = new Map<string, string>();
  for (const [href, from] of links) {
    assert.ok(href.startsWith(`${url}/`), `${from} leads out of the site: ${href}`);
    files.set(href.replace(/[?#].*/, ""), from);
  }
  for (const path of providerPages) assert.ok(files.has(url + file(path)), path);
  for (const run of ["own-acme-2026-01-02", "own-acme-2026-01-04", "own-beta-2026-01-04"]) {
    assert.equal(files.has(`${url}/runs/${run}.html`), run !== "own-acme-2026-01-04", run);
  }
  const ids = new Map<string, Set<string>>();
  for (const [address, from] of files) {
    const answer = await fetch(address);
    assert.equal(answer.status, 200, `${from} -> ${address}`);
    const html = await answer.text();
    ids.set(address, new Set([...html.matchAll(/\b(?:id|name)="([^"]*)"/g)].map((m) => m[1])));
  }
  for (const [href, from] of links) {
    const [address, id] = href.replace(/\?[^#]*/, "").split("#");
    // What is no id is the page's own state, such as the SQL of /explore.
    if (id && !id.includes("=")) {
      assert.ok(ids.get(address)!.has(decodeURIComponent(id)), `${from} -> ${href}`);
    }
  }
  return links;
}

/** Every link to requests of a run has some, in that run's own file. */
export async function assertRequests({ url }: Host, links: Map<string, string>): Promise<void> {
  const rows = new Map<string, Row[]>();
  let followed = 0;
  for (const [href, from] of links) {
    const { pathname, searchParams } = new URL(href);
    const run = searchParams.get("run_id");
    if (!pathname.endsWith("/requests.html") || !run) continue;
    if (!rows.has(run)) {
      const answer = await fetch(
        `${url}/downloads/runs/${encodeURIComponent(run)}.parquet`,
      );
      assert.equal(answer.status, 200, run);
      rows.set(run, await readParquet(await answer.arrayBuffer()) as Row[]);
    }
    const found = requestsOf(rows.get(run)!, {
      ...defaults,
      ...Object.fromEntries(searchParams),
    });
    assert.ok(found.length > 0 || searchParams.get("at") === "n", `${from} -> ${href}`);
    followed++;
  }
  assert.ok(followed > 300, `${followed} links`);
}

/** A page of requests shows those that its address names, and no others. */
export async function assertOpens(host: Host, links: Iterable<string>): Promise<void> {
  const some = [...links].filter((href) => /\/requests\.html\?run_id=/.test(href));
  const chosen = ["&error_class=", "org/Tiny", "run_id=simulated", "&open=", "at=p95"]
    .map((part) => some.find((href) => href.includes(part)) ?? part);
  for (const href of chosen) {
    await opened(host, href.replace(host.url, ""), async (page, gone) => {
      const { searchParams } = new URL(href);
      assert.equal(gone, "");
      const keys = await page.locator("#requests tbody tr").evaluateAll((all) =>
        all.map((tr) => (tr as unknown as { dataset: { key: string } }).dataset.key)
      );
      assert.ok(keys.length > 0, href);
      const of = ["run_id", "provider", "model"].map((name) => searchParams.get(name))
        .filter(Boolean).join(" ");
      for (const key of keys) assert.ok(key.startsWith(of), `${href}: ${key}`);
    });
  }
}
