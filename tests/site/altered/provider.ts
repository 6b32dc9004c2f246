/** What the pages say of a provider follows its latencies. */
import assert from "node:assert/strict";
import { timeSets } from "../../../benchmarks/queries/time/hours.ts";
import { kept, slowed } from "../../support/stores/altered_store.ts";
import { openPage } from "../../support/pages/browser.ts";
import { duckNumbers, of2023, printsAs } from "../../support/pages/page_numbers.ts";
import { assertFollows, both, type Sites } from "./sites.ts";

export async function namesLeader(sites: Sites): Promise<void> {
  const [was, is] = await both(
    sites,
    "/",
    (page) =>
      page.locator(".view").evaluateAll((all) =>
        all.map((view) => ({
          table: view.querySelector("caption")!.textContent!,
          finding: view.querySelector(".find")!.textContent!,
          rows: [...view.querySelectorAll("tr[data-provider=together]")].map((row) => {
            const plot = row.querySelector("td.pl svg")!; // badges are drawn too
            // What several tables share stands in the page once.
            const shared = [...plot.querySelectorAll("use")].map((use) =>
              document.querySelector(use.getAttribute("href")!)!.outerHTML
            );
            const svg = plot.outerHTML + shared.join("");
            plot.remove();
            return { svg, text: row.textContent! };
          }),
          caption: [...view.querySelectorAll(".cap")].at(-1)!.textContent!,
        }))
      ),
  );
  const changed: string[] = [];
  for (const old of was.filter((v) => v.rows.length)) {
    const now = is.find((v) => v.table === old.table)!;
    assert.notEqual(now.rows[0].svg, old.rows[0].svg, old.table);
    assert.notEqual(now.rows[0].text, old.rows[0].text, old.table);
    assert.notEqual(now.caption, old.caption, old.table);
    if (now.finding !== old.finding) changed.push(old.table);
    if (/Together/.test(old.finding)) assert.notEqual(now.finding, old.finding);
  }
  assert.ok(changed.length >= 9, `${changed.length} findings changed`);
  // Who leads the succeeded requests of 7B now, and who comes next.
  const medians = await Promise.all(
    ["anyscale", "fireworks", "replicate", "together"].map(async (provider) => ({
      provider,
      median: (await duckNumbers(sites.db, "e2e_tokens_per_s", of2023(provider, "7b"))).median!,
    })),
  );
  const [first, second] = medians.sort((a, b) => b.median - a.median);
  const { finding } = is.find((v) => /7B: throughput, end to end, .*Succeeded/.test(v.table))!;
  const said =
    /^(\w+) is first with ([\d.]+) tokens\/s, ([\d.]+) times that of the next, (\w+) \(([\d.]+)/
      .exec(finding)!;
  assert.deepEqual([said[1].toLowerCase(), said[4].toLowerCase()], [
    first.provider,
    second.provider,
  ]);
  assert.ok(printsAs(said[2], first.median) && printsAs(said[5], second.median), finding);
  assert.ok(printsAs(said[3], first.median / second.median), finding);
}

/** Places of every page that speaks of the provider. */
export async function otherPagesFollow(sites: Sites): Promise<void> {
  await assertFollows(sites, "/", [".kicker"]);
  // Its finding names those alone whose P95 has an interval, and this provider's has none.
  await assertFollows(sites, "/distributions", [
    "#kicker",
    ".ecdf svg",
    ".ecdf .cap",
    "figure.hist:has-text('Together 70B') figcaption",
    "figure.hist:has-text('Together 70B') [role=img] svg",
    ".qplot svg",
    ".quantiles tr[data-key*=together]",
  ]);
  await assertFollows(sites, "/outliers", [
    "#kicker",
    ".find",
    ".panelcap",
    "figure[data-key*=together-70b] [role=img] svg",
    ".stats tr[data-key*=together-70b]",
    ".odd tr:has-text('Together')",
  ]);
  await assertFollows(sites, "/audit", [".find", "h2", "table >> nth=0", "table >> nth=1"]);
  await assertFollows(
    sites,
    "/requests?provider=together&model_size=70b&population=succeeded&metric=ttft_s&at=median",
    [".find", "#requests tbody tr", ".end"],
  );
  await assertFollows(sites, await timePath(sites), [
    "[data-part=find]",
    "[data-part=hours] table.wide",
    "[data-part=days] figure svg",
    "[data-part=days] figcaption",
    "[data-part=places] p",
    "[data-part=places] tbody",
    "[data-part=places] tr:has-text('Together') td.pl svg",
  ]);
  await assertFollows(sites, "/data", [".kicker", "table"]);
}

/** What was measured at many hours; the run made by flags is the reader's own and would stand first. */
async function timePath({ db }: Pick<Sites, "db">): Promise<string> {
  const { id } = (await timeSets(db)).find(({ selected }) => selected)!;
  return `/time?data=${encodeURIComponent(id)}`;
}

export async function saysMedians({ browser, after, db }: Sites): Promise<void> {
  const together = of2023("together", "70b");
  const asked = "provider=together&model_size=70b&population=succeeded&metric=ttft_s&at=median";
  const { page, close } = await openPage(browser, `${after}/requests?${asked}`);
  await page.waitForSelector("#requests[data-ready]");
  const said = /is ([\d.]+) s/.exec(await page.locator(".find").innerText())![1];
  assert.ok(printsAs(said, (await duckNumbers(db, "ttft_s", together)).median), said);
  assert.equal(await page.locator("#requests tbody tr").count(), kept);
  await page.goto(after + await timePath({ db }));
  await page.waitForSelector("#time[data-ready]");
  const model = await page.locator("select[name=place]").inputValue();
  const links = page.locator(`[data-part=places] a[href*="provider=${slowed[1]}&"]`);
  for (const link of await links.all()) {
    const location = new URL(await link.getAttribute("href") ?? "", after).searchParams
      .get("location");
    const { rows: [{ median }] } = await db.query(
      `SELECT median(x) AS median FROM (
        SELECT median(ttft_s) AS x FROM requests WHERE status = 'ok' AND provider = '${slowed[1]}'
          AND model = '${model}' AND location = '${location}' GROUP BY date_trunc('hour', started_at))`,
    );
    assert.ok(printsAs(await link.innerText(), median as number), `${model} from ${location}`);
  }
  assert.ok(await links.count() === 3, "three regions");
  await close();
}
