/** The site on a host that only has files, below a path: every link opens what it names, after more runs too. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { boardId } from "../../benchmarks/queries/board_id.ts";
import { ofLatest, shownBoards } from "../../benchmarks/queries/boards.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { pages, providerPages } from "../../observablehq.config.ts";
import { readParquet } from "../../src/rows/load.ts";
import type { Row } from "../../src/rows/systems.ts";
import { defaults, requestsOf } from "../../src/requests/requests_select.ts";
import { ended, start } from "../support/bench.ts";
import { openBrowser, openPage, serveFolder } from "../support/pages/browser.ts";
import { addRun, ownBoard, ownLabels, writeMixedStore } from "../support/stores/mixed_store.ts";

const file = (path: string) => path === "/" ? "/" : `${path}.html`;
const old = "own-acme-2026-01-02";

/** The boards of a store's leaderboard, as addresses name them. */
async function boardsOf(data: string): Promise<string[]> {
  const db = await openStore(data);
  try {
    const { rows } = await db.query(
      `SELECT DISTINCT ${boardId("q")} AS board FROM requests q WHERE ${ofLatest(shownBoards)}`,
    );
    return rows.map(({ board }) => String(board));
  } finally {
    db.close();
  }
}

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
  const opened = async (path: string, look: (page: Page, gone: string) => Promise<void> | void) => {
    const { page, faults, close } = await openPage(browser, site.url + path);
    await page.waitForSelector("[data-ready]");
    const gone = await page.locator(".gone").allInnerTexts();
    await look(page, gone.join());
    assert.deepEqual(faults, [], path);
    await close();
  };
  try {
    const links = new Map<string, string>();
    await t.step("opens every page, and all of its links are files of the site", async () => {
      for (
        const path of [...pages.map((p) => file(p.path)), "/requests.html", "/providers/groq.html"]
      ) {
        const { page, faults, close } = await openPage(browser, site.url + path);
        await page.waitForTimeout(500);
        assert.deepEqual(faults, [], path);
        const own = await page.locator("a[href]").evaluateAll((all) =>
          all.map((a) => (a as unknown as { href: string }).href)
        );
        for (const href of own) if (/^https?:/.test(href)) links.set(href, path);
        await close();
      }
      const files = new Map<string, string>();
      for (const [href, from] of links) {
        assert.ok(href.startsWith(`${site.url}/`), `${from} leads out of the site: ${href}`);
        files.set(href.replace(/[?#].*/, ""), from);
      }
      for (const path of providerPages) assert.ok(files.has(site.url + file(path)), path);
      const ids = new Map<string, Set<string>>();
      for (const [address, from] of files) {
        const answer = await fetch(address);
        assert.equal(answer.status, 200, `${from} -> ${address}`);
        const html = await answer.text();
        ids.set(address, new Set([...html.matchAll(/\b(?:id|name)="([^"]*)"/g)].map((m) => m[1])));
      }
      for (const [href, from] of links) {
        const [address, id] = href.replace(/\?[^#]*/, "").split("#");
        if (id) assert.ok(ids.get(address)!.has(decodeURIComponent(id)), `${from} -> ${href}`);
      }
    });

    await t.step(
      "has the requests behind every link to a run, in that run's own file",
      async () => {
        const rows = new Map<string, Row[]>();
        let followed = 0;
        for (const [href, from] of links) {
          const { pathname, searchParams } = new URL(href);
          const run = searchParams.get("run_id");
          if (!pathname.endsWith("/requests.html") || !run) continue;
          if (!rows.has(run)) {
            const answer = await fetch(
              `${site.url}/downloads/runs/${encodeURIComponent(run)}.parquet`,
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
      },
    );

    await t.step("opens those requests and no others", async () => {
      const some = [...links.keys()].filter((href) => /\/requests\.html\?run_id=/.test(href));
      const chosen = ["&error_class=", "org/Tiny", "run_id=simulated", "&open=", "at=p95"]
        .map((part) => some.find((href) => href.includes(part)) ?? part);
      for (const href of chosen) {
        await opened(href.replace(site.url, ""), async (page, gone) => {
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
    });

    await t.step("calls no two workloads or boards alike", async () => {
      await opened("/", async (page) => {
        const legends = await page.locator("#controls fieldset.answered legend").allInnerTexts();
        assert.equal(new Set(legends).size, legends.length);
        for (const label of ownLabels) assert.ok(legends.some((l) => l.startsWith(label)), label);
      });
      for (const path of ["/distributions.html", "/compare.html"]) {
        await opened(path, async (page) => {
          const boards = await page.locator("select[name=board] option").allInnerTexts();
          assert.ok(boards.length > 3);
          assert.equal(new Set(boards).size, boards.length, path);
        });
      }
    });

    await t.step("opens the same board at the same address after more runs", async () => {
      assert.ok(before.includes(ownBoard), before.join());
      const after = await boardsOf(data);
      const gone = before.filter((board) => !after.includes(board));
      assert.deepEqual(gone, ["tiny__bbbbbbbbbbbbbbbb"], "that of the run that is gone");
      for (const path of ["/", "/distributions.html", "/outliers.html", "/compare.html"]) {
        await opened(`${path}?board=${ownBoard}`, async (page, gone) => {
          assert.equal(gone, "", path);
          const text = await page.locator("main").innerText();
          assert.ok(text.includes(ownLabels[0]), path);
          assert.match(text, /beta/i, `${path} has the new run of it`);
        });
      }
      await opened("/?board=3", async (page, gone) => {
        assert.match(gone, /names a board as “3”[^]*Shown instead: /);
        assert.equal(await page.locator("table.lb:visible").count(), 1);
      });
    });

    await t.step("opens an older run, and says which is the newest", async () => {
      await opened(`/requests.html?run_id=${old}&provider=acme&model=tiny`, async (page, gone) => {
        assert.match(await page.locator("#requests .find").innerText(), /^120 requests/);
        assert.match(
          gone,
          /an older run, of 2 Jan 2026.*newest of acme tiny is own-acme-2026-01-03/,
        );
        await page.locator(".gone a").click();
        await page.waitForURL("**run_id=own-acme-2026-01-03**");
      });
    });

    await t.step("says of a run that is gone what it was and what is there", async () => {
      const gone = "/requests.html?run_id=own-nowhere-2026-01-02&provider=acme&model=tiny";
      await opened(gone, (_, said) => {
        assert.match(
          said,
          /own-nowhere-2026-01-02 is not on this site.*newest run of acme tiny here is own-acme-2026-01-03/,
        );
      });
    });

    await t.step("keeps the files of a run and a board at their addresses", async () => {
      for (const path of [`runs/${old}`, `boards/${ownBoard}`]) {
        const [csv, json] = await Promise.all(
          ["csv", "json"].map(async (kind) =>
            await (await fetch(`${site.url}/downloads/${path}.${kind}`)).text()
          ),
        );
        const rows = JSON.parse(json) as { provider: string; run_id: string }[];
        // The board: 120 of acme's newest run, 120 of beta's.
        assert.equal(rows.length, path.startsWith("runs") ? 120 : 240);
        assert.equal(csv.trim().split("\n").length, rows.length + 1);
      }
    });
  } finally {
    await browser.close();
    await site.close();
    await Deno.remove(folder, { recursive: true });
  }
});
