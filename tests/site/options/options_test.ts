/**
 * Every option of every control, used in a real browser: after each, every number of the page's tables is DuckDB's
 * over the rows that the address names, and the address brings the page back.
 */
import assert from "node:assert/strict";
import { openBrowser, openPage } from "../../support/pages/browser.ts";
import { builtSite } from "../../support/pages/built_site.ts";
import { keptHours } from "../../support/pages/kept_hours.ts";
import * as controls from "../../support/pages/page_controls.ts";
import { openHeld } from "../../support/pages/page_numbers.ts";
import { distributionRows } from "./distributions.ts";
import { leaderboardRows } from "./leaderboard.ts";
import { outlierRows } from "./outliers.ts";
import type { Check, State } from "./state.ts";
import { timeRows } from "./time.ts";

interface Case {
  path: string;
  root: string;
  defaults: State;
  /** What is typed into number fields. */
  numbers?: State;
  check: Check;
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
    check: leaderboardRows,
  },
  {
    path: "/distributions",
    root: "#distributions",
    defaults: { board: "", metric: "ttft_s", systems: "" },
    check: distributionRows,
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
    check: outlierRows,
  },
  {
    path: `/time?data=${keptHours}`,
    root: "#time",
    defaults: { data: "", metric: "ttft_s", system: "", location: "", zone: "utc", place: "" },
    check: timeRows,
  },
];

Deno.test("every option of the controls", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openHeld();
  try {
    for (const { path, root, defaults, numbers = {}, check } of cases) {
      await t.step(path, async () => {
        const { page, done } = await openPage(browser, site.url + path);
        await page.waitForSelector(`${root}[data-ready]`);
        for (const name of ["board", "data", "place"].filter((n) => defaults[n] === "")) {
          defaults[name] = await page.locator(`select[name=${name}], [name=${name}]:checked`)
            .inputValue();
        }
        const used = new Set<string>();
        const seen = new Set<string>();
        const name = (o: controls.Option) => `${o.kind} ${o.name} ${o.value}`;
        let first: controls.Option | undefined;
        for (;;) {
          // Of the boards the real ones: what the checks ask of DuckDB is about the runs of 2023.
          // Looked for anew each time, since a choice may bring other controls. Radio buttons last: the one that
          // brought a list would take it away.
          const left = (await controls.optionsOf(page, root, numbers)).filter((o) =>
            !used.has(name(o)) && !o.value.endsWith("_simulated")
          );
          const order = ["checkbox", "number", "select", "radio"];
          const option = left.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
          if (!option) break;
          if (option.kind === "radio") first ??= option;
          used.add(name(option));
          for (let i = option.kind === "checkbox" ? 2 : 1; i > 0; i--) {
            await controls.use(page, root, option);
            const state = controls.stateOf(page, defaults);
            if (option.kind !== "checkbox") {
              assert.equal(state[option.name], option.value, `${page.url()} ${name(option)}`);
            }
            assert.ok(await check(db, page, state) > 0, `${page.url()} shows no row`);
            seen.add(await page.locator(root).innerText());
          }
        }
        assert.ok(seen.size > used.size / 2, "options change what is shown");
        if (!new URL(page.url()).search) await controls.use(page, root, first!);
        await controls.assertReloads(page, root);
        await check(db, page, controls.stateOf(page, defaults));
        await done();
      });
    }
    await t.step("/ without outliers", async () => {
      const { page, done } = await openPage(browser, site.url);
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
        assert.equal(await leaderboardRows(db, page, state), 8);
        assert.ok(await n() < all, "some are left out");
        assert.match(await page.locator(".view:visible .find").innerText(), /^Exploratory/);
        await controls.use(page, "#leaderboard", box);
        assert.equal(await n(), all);
      }
      // What is odd for the whole run, also where a part of it is looked at.
      await controls.use(page, "#leaderboard", box);
      await controls.use(page, "#leaderboard", { kind: "number", name: "to", value: "75" });
      await leaderboardRows(db, page, controls.stateOf(page, cases[0].defaults));
      await controls.assertReloads(page, "#leaderboard");
      await done();
    });
  } finally {
    await browser.close();
    await site.close();
    db.close();
  }
});
