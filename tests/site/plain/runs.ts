/** Runs keep their addresses: an older one opens, one that is gone is named, and files stay. */
import assert from "node:assert/strict";
import { ownBoard } from "../../support/stores/mixed_store.ts";
import { type Host, opened } from "./host.ts";

const old = "own-acme-2026-01-02";

export async function opensOlder(host: Host): Promise<void> {
  await opened(
    host,
    `/requests.html?run_id=${old}&provider=acme&model=tiny`,
    async (page, gone) => {
      assert.match(await page.locator("#requests .find").innerText(), /^120 requests/);
      assert.match(
        gone,
        /an older run, of 2 Jan 2026.*newest of acme tiny is own-acme-2026-01-03/,
      );
      await page.locator(".gone a").click();
      await page.waitForURL("**run_id=own-acme-2026-01-03**");
    },
  );
}

export async function saysGone(host: Host): Promise<void> {
  const gone = "/requests.html?run_id=own-nowhere-2026-01-02&provider=acme&model=tiny";
  await opened(host, gone, (_, said) => {
    assert.match(
      said,
      /own-nowhere-2026-01-02 is not on this site.*newest run of acme tiny here is own-acme-2026-01-03/,
    );
  });
}

export async function keepsFiles({ url }: Host): Promise<void> {
  for (const path of [`runs/${old}`, `boards/${ownBoard}`]) {
    const [csv, json] = await Promise.all(
      ["csv", "json"].map(async (kind) =>
        await (await fetch(`${url}/downloads/${path}.${kind}`)).text()
      ),
    );
    const rows = JSON.parse(json) as { provider: string; run_id: string }[];
    // The board: 120 of acme's newest run, 120 of beta's.
    assert.equal(rows.length, path.startsWith("runs") ? 120 : 240);
    assert.equal(csv.trim().split("\n").length, rows.length + 1);
  }
}
