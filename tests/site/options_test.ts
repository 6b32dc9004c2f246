/**
 * Every option of every control, used in a real browser: after each, every number of the page's tables is DuckDB's
 * over the rows that the address names, and the address brings the page back.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openStore } from "../../benchmarks/store/views.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";
import * as controls from "../support/pages/page_controls.ts";
import { assertNumbers, duckNumbers, flaggedSql, printsAs } from "../support/pages/page_numbers.ts";

type State = Record<string, string>;
const db = await openStore();

/** One 2023 run has one model; its place is in the key only. */
const ofKey = (key: string) => {
  const [run, provider] = key.split(" ");
  return `run_id = '${run}' AND provider = '${provider}'`;
};
const inRange = ({ from, to }: State) => `request_index + 1 BETWEEN ${from || 0} AND ${to || 1e9}`;

async function leaderboard(page: Page, state: State): Promise<number> {
  const rows = await page.locator("table.lb:visible tr[data-run]").all();
  for (const row of rows) {
    const all = ofKey(
      `${await row.getAttribute("data-run")} ${await row.getAttribute("data-provider")}`,
    );
    const where = `${all} AND ${inRange(state)}${
      state.outliers ? ` AND NOT (${flaggedSql(state.metric, all)})` : ""
    }${state.length ? " AND NOT coalesce(short, false) AND NOT coalesce(over, false)" : ""}`;
    const numbers = await duckNumbers(db, state.metric, where, state.population);
    await assertNumbers(row, numbers, `${page.url()} ${where}`);
    assert.match(
      await row.locator("td.md small").innerText(),
      RegExp(`^n ${numbers.n}( ≈\\s\\d+\\sindependent)?$`),
    );
  }
  return rows.length;
}

async function distributions(page: Page, state: State): Promise<number> {
  const rows = await page.locator(".quantiles tr[data-key]").all();
  for (const row of rows) {
    const where = ofKey((await row.getAttribute("data-key"))!);
    const numbers = await duckNumbers(db, state.metric, where);
    await assertNumbers(row, numbers, `${page.url()} ${where}`);
    assert.equal(await row.locator("td.n").first().innerText(), String(numbers.n));
    // 150 requests are too few for a P99, however much they count as.
    if (numbers.n) assert.equal(await row.locator("[data-statistic=p99] .weak").count(), 1);
  }
  const off = state.systems.split("~").filter(Boolean);
  assert.equal(rows.length, await page.locator(".chips label").count() - off.length);
  return rows.length;
}

async function outliers(page: Page, state: State): Promise<number> {
  const brushed = state.brushed ? ofKey(state.brushed) : "true";
  const selected = state.from || state.to || state.brushed
    ? `(${inRange(state)} AND ${brushed})`
    : null;
  const odd = flaggedSql(state.metric, "imported_from = 'llmperf'", state.rule);
  const off = state.systems.split("~").filter(Boolean).map((name) => `'${name}'`);
  const chosen = off.length ? `provider || '/' || model NOT IN (${off.join(", ")})` : "true";
  const { n } = await duckNumbers(
    db,
    state.metric,
    `${odd} AND ${selected ?? "true"} AND ${chosen}`,
  );
  assert.equal(await page.locator("figure.pn").count(), 19 - off.length, page.url());
  const finding = (await page.locator(".find").innerText()).replaceAll(/(\d),(\d)/g, "$1$2");
  assert.match(
    finding,
    RegExp(`^(${n || "None"} of \\d+ succeeded|No request here has a value)`),
    page.url(),
  );
  // One model size is enough: the others go the same way.
  const rows = await page.locator(".stats tr[data-key*='-70b-']:not(.wo)").all();
  for (const row of rows) {
    const key = (await row.getAttribute("data-key"))!;
    const all = ofKey(key);
    const whole = await duckNumbers(db, state.metric, all);
    await assertNumbers(row, whole, `${page.url()} ${all}`);
    const without = page.locator(`.stats tr.wo[data-key="${key}"]`);
    const left = state.without && await without.count();
    if (!left) continue;
    const some = await duckNumbers(db, state.metric, `${all} AND NOT (${selected ?? odd})`);
    assert.ok(some.n! < whole.n!, key);
    await assertNumbers(without, some, `${page.url()} ${all} without`);
  }
  if (state.without) assert.ok(await page.locator(".stats tr.wo").count() > 0, page.url());
  return rows.length;
}

const timed = "imported_from = 'thefastest.ai' AND status = 'ok'";
/** Models measured in every region on every day of the longest window that has one, as the method page defines it. */
async function throughout(): Promise<string> {
  const { rows: days } = await db.query(
    "SELECT DISTINCT started_at::DATE::VARCHAR AS day FROM requests WHERE imported_from = 'thefastest.ai' ORDER BY day",
  );
  for (const { day } of days) {
    const since = `imported_from = 'thefastest.ai' AND started_at::DATE >= '${day}'`;
    const { rows } = await db.query(
      `SELECT provider || '/' || model AS name FROM requests WHERE ${since} GROUP BY name
      HAVING count(DISTINCT (location, started_at::DATE)) =
        (SELECT count(DISTINCT started_at::DATE) FROM requests WHERE ${since})
        * (SELECT count(DISTINCT location) FROM requests WHERE imported_from = 'thefastest.ai')`,
    );
    if (!rows.length) continue;
    return `${since} AND provider || '/' || model IN (${
      rows.map((r) => `'${r.name}'`).join(", ")
    })`;
  }
  throw new Error("no model was measured throughout");
}
const steady = await throughout();

async function time(page: Page, state: State): Promise<number> {
  const { metric } = state;
  const own = state.models === "one" ? `provider || '/' || model = '${state.model}'` : steady;
  const { rows: cells } = await db.query(
    `WITH x AS (SELECT location, ${state.zone}_hour AS hour, started_at::DATE AS day, ${metric}
        / median(${metric}) OVER (PARTITION BY provider, model, location) AS ratio
      FROM requests WHERE ${timed} AND ${metric} > 0 AND ${own})
    SELECT location, hour, median(ratio) AS ratio, count(*) AS n, count(DISTINCT day) AS days
    FROM x GROUP BY location, hour`,
  );
  const shown = await page.locator("table.hm.wide td[data-hour]").evaluateAll((all) =>
    (all as HTMLElement[]).map((td) => [
      td.closest<HTMLElement>("tr")!.dataset.region!,
      td.dataset.hour!,
      ...[...td.querySelectorAll("b, span")].map((e) => e.textContent!),
    ])
  );
  assert.equal(shown.length, cells.length, page.url());
  for (const [region, hour, ...texts] of shown) {
    const cell = cells.find((c) => c.location === region && String(c.hour) === hour)!;
    assert.deepEqual(texts.slice(-2), [`n ${cell.n}`, `${cell.days} d`], page.url());
    if ((cell.days as number) < 2) assert.equal(texts.length, 2);
    else assert.ok(printsAs(texts[0].replace("×", ""), cell.ratio as number), page.url());
  }
  const rows = await page.locator("[data-part=places] tbody tr").evaluateAll((all) =>
    all.map((row) => ({
      href: row.querySelector<HTMLAnchorElement>("a.num")!.href,
      median: row.querySelector("a.num")!.textContent!,
      quartiles: row.querySelector(".ci")!.textContent!,
      n: row.querySelector("td.n")!.textContent!,
    }))
  );
  for (const { href, median, quartiles, n } of rows) {
    const at = new URL(href).searchParams;
    const numbers = await duckNumbers(
      db,
      metric,
      `${timed} AND provider = '${at.get("provider")}' AND model = '${at.get("model")}'
        AND location = '${at.get("location")}' AND ${metric} > 0`,
    );
    assert.equal(at.get("model"), state.place);
    const [p25, p75] = quartiles.split("–");
    assert.ok(printsAs(median, numbers.median), `${page.url()} ${href}`);
    assert.ok(printsAs(p25, numbers.p25) && printsAs(p75, numbers.p75), `${page.url()} ${href}`);
    assert.equal(n, String(numbers.n));
  }
  return rows.length;
}

interface Case {
  path: string;
  root: string;
  defaults: State;
  /** What is typed into number fields. */
  numbers?: State;
  /** Compares every number with DuckDB's; the number of table rows it looked at. */
  check(page: Page, state: State): Promise<number>;
}
const cases: Case[] = [
  {
    path: "/",
    root: "#leaderboard",
    defaults: {
      board: "",
      metric: "e2e_tokens_per_s",
      population: "succeeded",
      from: "",
      to: "",
      outliers: "",
      length: "",
    },
    numbers: { from: "11", to: "140" },
    check: leaderboard,
  },
  {
    path: "/distributions",
    root: "#distributions",
    defaults: { board: "", metric: "ttft_s", systems: "" },
    check: distributions,
  },
  {
    path: "/outliers",
    root: "#outliers",
    defaults: {
      metric: "ttft_s",
      rule: "both",
      systems: "",
      from: "",
      to: "",
      brushed: "",
      without: "",
    },
    numbers: { from: "31", to: "120" },
    check: outliers,
  },
  {
    path: "/time",
    root: "#time",
    defaults: { metric: "ttft_s", models: "throughout", model: "", zone: "utc", place: "" },
    check: time,
  },
];

Deno.test("every option of the controls", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  try {
    for (const { path, root, defaults, numbers = {}, check } of cases) {
      await t.step(path, async () => {
        const { page, faults, close } = await openPage(browser, site.url + path);
        await page.waitForSelector(`${root}[data-ready]`);
        for (const name of ["board", "model", "place"].filter((n) => defaults[n] === "")) {
          defaults[name] = await page.locator(`select[name=${name}], [name=${name}]:checked`)
            .inputValue();
        }
        const done = new Set<string>();
        const seen = new Set<string>();
        const name = (o: controls.Option) => `${o.kind} ${o.name} ${o.value}`;
        let first: controls.Option | undefined;
        for (;;) {
          // Of the boards the real ones: what the checks ask of DuckDB is about the runs of 2023.
          // Looked for anew each time, since a choice may bring other controls. Radio buttons last: the one that
          // brought a list would take it away.
          const left = (await controls.optionsOf(page, root, numbers)).filter((o) =>
            !done.has(name(o)) && !o.value.endsWith("_simulated")
          );
          const order = ["checkbox", "number", "select", "radio"];
          const option = left.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
          if (!option) break;
          if (option.kind === "radio") first ??= option;
          done.add(name(option));
          for (let i = option.kind === "checkbox" ? 2 : 1; i > 0; i--) {
            await controls.use(page, root, option);
            const state = controls.stateOf(page, defaults);
            if (option.kind !== "checkbox") {
              assert.equal(state[option.name], option.value, `${page.url()} ${name(option)}`);
            }
            assert.ok(await check(page, state) > 0, `${page.url()} shows no row`);
            seen.add(await page.locator(root).innerText());
          }
        }
        assert.ok(seen.size > done.size / 2, "options change what is shown");
        if (!new URL(page.url()).search) await controls.use(page, root, first!);
        await controls.assertReloads(page, root);
        await check(page, controls.stateOf(page, defaults));
        assert.deepEqual(faults, []);
        await close();
      });
    }
    await t.step("/ without outliers", async () => {
      const { page, faults, close } = await openPage(browser, site.url);
      await page.waitForSelector("#leaderboard[data-ready]");
      const box: controls.Option = { kind: "checkbox", name: "outliers", value: "on" };
      for (const metric of ["ttft_s", "decode_tokens_per_s", "e2e_tokens_per_s"]) {
        await controls.use(page, "#leaderboard", { kind: "radio", name: "metric", value: metric });
        const n = async () =>
          (await page.locator("table.lb:visible td.md small").allInnerTexts())
            .reduce((sum, text) => sum + parseInt(text.slice(2)), 0);
        const all = await n();
        await controls.use(page, "#leaderboard", box);
        const state = controls.stateOf(page, { population: "succeeded", metric, from: "", to: "" });
        assert.equal(state.outliers, "1");
        assert.equal(await leaderboard(page, state), 8);
        assert.ok(await n() < all, "some are left out");
        assert.match(await page.locator(".view:visible .find").innerText(), /^Exploratory/);
        await controls.use(page, "#leaderboard", box);
        assert.equal(await n(), all);
      }
      // What is odd for the whole run, also where a part of it is looked at.
      await controls.use(page, "#leaderboard", box);
      await controls.use(page, "#leaderboard", { kind: "number", name: "to", value: "75" });
      await leaderboard(page, controls.stateOf(page, cases[0].defaults));
      await controls.assertReloads(page, "#leaderboard");
      assert.deepEqual(faults, []);
      await close();
    });
  } finally {
    await browser.close();
    await site.close();
    db.close();
  }
});
