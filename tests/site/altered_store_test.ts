/**
 * The site over a store it has never seen: a run that flags described is on its pages without a change of code, and
 * every sentence, table and drawing follows a provider whose latencies are doubled.
 */
import assert from "node:assert/strict";
import { LLMock } from "@copilotkit/aimock";
import type { Page } from "playwright-core";
import { openStore } from "../../benchmarks/store/views.ts";
import { alterStore, kept, slowed } from "../support/stores/altered_store.ts";
import { ended, filesOf, smallRun, start } from "../support/bench.ts";
import { commandLinesUntil } from "../support/processes.ts";
import { openBrowser, openPage, serveFolder } from "../support/pages/browser.ts";
import { writeProbedRun } from "../support/stores/probed_run.ts";
import { builtSite } from "../support/pages/built_site.ts";
import { assertNumbers, duckNumbers, of2023, printsAs } from "../support/pages/page_numbers.ts";

const key = `sk-test-${crypto.randomUUID()}`;

Deno.test("the site over an altered store with a run made by flags", async (t) => {
  const folder = await Deno.makeTempDir();
  const [data, dist] = [`${folder}/data`, `${folder}/dist`];
  const before = await builtSite();
  await alterStore(data);
  await writeProbedRun(data);
  const mock = new LLMock({ port: 0, host: "127.0.0.1" });
  mock.onMessage(/.*/, { content: "Shall I compare thee to a summer's day? ".repeat(15) }, {
    streamingProfile: { ttft: 30, tps: 500, jitter: 0.5 },
  });
  await mock.start();
  const done = ended(
    start(["bench", ...smallRun(150, 5, [550, 150]), "--timeout=600", "--json"], {
      OPENAI_API_BASE: `${mock.url}/v1`,
      OPENAI_API_KEY: key,
      TOKENBOARD_DATA: data,
      TOKENBOARD_DIST: dist,
    }),
  );
  const commandLines = await commandLinesUntil(done);
  const { code, out, err } = await done;
  await mock.stop();
  assert.equal(code, 0, err);
  const run = JSON.parse(out).run_id as string;
  const site = serveFolder(dist);
  const browser = await openBrowser();
  const db = await openStore(data);
  const own = `run_id = '${run}'`;
  const { rows: [{ label }] } = await db.query(
    `SELECT w.label FROM runs r JOIN workloads w USING (workload_hash) WHERE ${own}`,
  );
  const workload = String(label);
  assert.match(workload, /^550 tokens in, 150 out, 5 at a time, prompts of exact length, /);

  /** The same page of both sites, ready. */
  async function both<T>(path: string, look: (page: Page) => Promise<T>): Promise<[T, T]> {
    const looks = [];
    for (const url of [before.url, site.url]) {
      const { page, faults, close } = await openPage(browser, url + path);
      if (
        await page.locator("#board, #leaderboard, #distributions, #outliers, #requests").count()
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
  async function assertFollows(path: string, places: string[]): Promise<void> {
    const shown = await both(path, async (page) => {
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

  try {
    await t.step(
      "the key is in no process's arguments and in no file of run and site",
      async () => {
        assert.ok(
          [...commandLines].some((l) => /main\.ts bench --model=m/.test(l)),
          "looked in time",
        );
        assert.ok([...commandLines].some((l) => /site\/worker/.test(l)), "looked at the loaders");
        assert.deepEqual([...commandLines].filter((l) => l.includes(key)), []);
        assert.ok(!out.includes(key) && !err.includes(key));
        const files = [...filesOf(`${data}/runs/${run}`), ...filesOf(dist)];
        assert.ok(files.length > 30, `${files.length} files`);
        for (const file of files) {
          const text = new TextDecoder("latin1").decode(await Deno.readFile(file));
          assert.ok(!text.includes(key), `the key is in ${file}`);
          if (!file.endsWith(".parquet")) continue; // compressed
          const { rows: [{ n }] } = await db.query(
            `SELECT count(*) AS n FROM read_parquet('${file}') AS r WHERE r::VARCHAR LIKE '%${key}%'`,
          );
          assert.equal(n, 0, `the key is in ${file}`);
        }
      },
    );

    await t.step("the run is a table of its own on /, without a script too", async () => {
      for (const javaScriptEnabled of [false, true]) {
        const { page, faults, close } = await openPage(browser, site.url, { javaScriptEnabled });
        if (javaScriptEnabled) await page.waitForSelector("#leaderboard[data-ready]");
        const choice = page.locator("#controls fieldset").filter({
          has: page.locator("legend", { hasText: `${workload} (` }),
        });
        assert.equal(await choice.locator("label").count(), 1);
        await choice.locator("label").click();
        for (
          const [label, metric] of [
            ["Throughput, end to end", "e2e_tokens_per_s"],
            ["Throughput, decode", "decode_tokens_per_s"],
            ["Time to first token", "ttft_s"],
          ]
        ) {
          await page.locator("#controls label", { hasText: label }).click();
          if (javaScriptEnabled && metric !== "e2e_tokens_per_s") {
            await page.waitForFunction(`location.search.includes("metric=${metric}")`);
          }
          const rows = page.locator("table.lb:visible tbody tr:not(.line)");
          assert.equal(await rows.count(), 1);
          assert.equal(await rows.getAttribute("data-run"), run);
          const numbers = await duckNumbers(db, metric, own);
          // Where the whole answer came in one read there is no time to divide by.
          if (metric !== "decode_tokens_per_s") assert.equal(numbers.n, 150);
          assert.match(
            await rows.locator("td.md small").innerText(),
            RegExp(`^n ${numbers.n}( |$)`),
          );
          await assertNumbers(rows, numbers, `${metric} on /`);
        }
        assert.match(await page.locator(".view:visible .cap").last().innerText(), /150 attempts/);
        if (javaScriptEnabled) {
          assert.match(page.url(), /board=m__[0-9a-f]{16}/);
          assert.deepEqual(faults, []); // without scripts, each that is preloaded is one
        }
        await close();
      }
    });

    await t.step("the run is a choice on /distributions and /outliers", async () => {
      for (const path of ["distributions", "outliers"]) {
        const { page, faults, close } = await openPage(browser, `${site.url}/${path}`);
        await page.waitForSelector(`#${path}[data-ready]`);
        if (path === "distributions") {
          await page.locator("select[name=board]").selectOption({ label: `${workload} · m` });
        } else {
          await page.locator("label:has(input[name=workload])").getByText(workload, { exact: true })
            .click();
        }
        const rows = page.locator(".quantiles tbody tr, .stats tbody tr");
        await page.waitForFunction("document.querySelectorAll('tr[data-key]').length === 1");
        for (const metric of ["ttft_s", "e2e_tokens_per_s"]) {
          if (path === "distributions") {
            await page.locator("select[name=metric]").selectOption(metric);
          } else await page.locator(`label:has(input[name=metric][value=${metric}])`).click();
          const numbers = await duckNumbers(db, metric, own);
          const median = rows.locator("[data-statistic=median]");
          for (let i = 0; i < 100; i++) {
            if (printsAs(await median.innerText(), numbers.median)) break;
            await page.waitForTimeout(20);
          }
          assert.equal(await rows.locator("td.n:not([data-statistic])").innerText(), "150");
          await assertNumbers(rows, numbers, `${metric} on /${path}`);
        }
        assert.match(await page.locator("#kicker").innerText(), /^150 requests to 1 system ·/);
        assert.deepEqual(faults, []);
        await close();
      }
    });

    await t.step("/ names who leads, by how much, by the rows alone", async () => {
      const [was, is] = await both(
        "/",
        (page) =>
          page.locator(".view").evaluateAll((all) =>
            all.map((view) => ({
              table: view.querySelector("caption")!.textContent!,
              finding: view.querySelector(".find")!.textContent!,
              rows: [...view.querySelectorAll("tr[data-provider=together]")].map((row) => {
                const plot = row.querySelector("td.pl svg")!; // badges are drawn too
                const svg = plot.outerHTML;
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
          median: (await duckNumbers(db, "e2e_tokens_per_s", of2023(provider, "7b"))).median!,
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
    });

    await t.step("so do the other pages that speak of the provider", async () => {
      await assertFollows("/", [".kicker"]);
      // Its finding names those alone whose P95 has an interval, and this provider's has none.
      await assertFollows("/distributions", [
        "#kicker",
        ".ecdf svg",
        ".ecdf .cap",
        "figure.hist:has-text('Together 70B') figcaption",
        "figure.hist:has-text('Together 70B') [role=img] svg",
        ".qplot svg",
        ".quantiles tr[data-key*=together]",
      ]);
      await assertFollows("/outliers", [
        "#kicker",
        ".find",
        ".panelcap",
        "figure[data-key*=together-70b] [role=img] svg",
        ".stats tr[data-key*=together-70b]",
        ".odd tr:has-text('Together')",
      ]);
      await assertFollows("/audit", [".find", "h2", "table >> nth=0", "table >> nth=1"]);
      await assertFollows(
        "/requests?provider=together&model_size=70b&population=succeeded&metric=ttft_s&at=median",
        [".find", "#requests tbody tr", ".end"],
      );
      await assertFollows("/time", [
        "[data-part=find]",
        "[data-part=hours] table.wide",
        "[data-part=days] figure svg",
        "[data-part=days] figcaption",
        "[data-part=places] p",
        "[data-part=places] tbody",
        "[data-part=places] tr:has-text('Together') td.pl svg",
      ]);
      await assertFollows("/data", [".kicker", "table"]);
    });

    await t.step(
      "/correctness has the probes of the store, and the wrong answers behind",
      async () => {
        const { page, faults, close } = await openPage(browser, `${site.url}/correctness`);
        const row = page.locator(
          "[aria-label='Correctness probes of speed runs'] > table > tbody > tr",
        );
        // Nine answers, two of them wrong: 22.2%, by Wilson 6.3 to 54.7%; one of ten attempts failed.
        assert.equal(await row.count(), 1);
        const cells = await row.locator("> td").allInnerTexts();
        assert.deepEqual(cells.slice(0, 4), ["9", "2", "22.2%", "6.3–54.7%"]);
        assert.match(cells[4], /^10\.0%\s+1 of 10$/);
        await row.locator("summary").click();
        const wrong = row.locator("details tbody tr");
        assert.deepEqual(await wrong.locator("td:last-child").allInnerTexts(), [
          "4322",
          "I <b>cannot</b>",
        ]);
        const twice = await page.locator("[aria-label='Repeated prompts'] tbody td")
          .allInnerTexts();
        assert.equal(twice[0], "5");
        assert.equal(twice[2], "0.30");
        assert.deepEqual(twice.slice(3), ["cached", "100.0%", "2 of 11"]);
        assert.match(
          await page.locator(".find").innerText(),
          /^0 of 1 real .* Acme answered .* cache/,
        );
        assert.match(await page.locator(".empty").innerText(), /No run of this kind/);
        assert.deepEqual(faults, []);
        await close();
      },
    );

    await t.step("/time and /requests say the doubled medians", async () => {
      const together = of2023("together", "70b");
      const asked = "provider=together&model_size=70b&population=succeeded&metric=ttft_s&at=median";
      const { page, close } = await openPage(browser, `${site.url}/requests?${asked}`);
      await page.waitForSelector("#requests[data-ready]");
      const said = /is ([\d.]+) s/.exec(await page.locator(".find").innerText())![1];
      assert.ok(printsAs(said, (await duckNumbers(db, "ttft_s", together)).median), said);
      assert.equal(await page.locator("#requests tbody tr").count(), kept);
      await page.goto(`${site.url}/time`);
      await page.waitForSelector("#time[data-ready]");
      const model = await page.locator("select[name=place]").inputValue();
      const links = page.locator(`[data-part=places] a[href*="provider=${slowed[1]}&"]`);
      for (const link of await links.all()) {
        const location = new URL(await link.getAttribute("href") ?? "", site.url).searchParams
          .get("location");
        const { median } = await duckNumbers(
          db,
          "ttft_s",
          `provider = '${slowed[1]}' AND model = '${model}' AND location = '${location}'`,
        );
        assert.ok(printsAs(await link.innerText(), median), `${model} from ${location}`);
      }
      assert.ok(await links.count() === 3, "three regions");
      await close();
    });
  } finally {
    db.close();
    await browser.close();
    await site.close();
    await before.close();
    await Deno.remove(folder, { recursive: true });
  }
});
