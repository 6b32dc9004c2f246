/** Tables that stand in the HTML: each file below one is DuckDB's answer to the SQL beside it, and of its rows. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { tables } from "../../benchmarks/queries/tables/tables.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { builtSite } from "../support/pages/built_site.ts";
import { assertAnswer } from "../support/pages/csv_fields.ts";

/** Pages with the names of their tables; true where each row of the table is one of the file's. */
const pages: Record<string, Record<string, boolean>> = {
  audit: { "audit-differences": true, "audit-cells": false },
  conformance: { conformance: false },
  data: { runs: true, "record-columns": true, "error-classes": true },
  method: {
    "metrics-of-a-request": true,
    "metrics-of-a-group": true,
    "quantile-floors": true,
    "coverage-of-intervals": false,
    "coverage-of-leaderboards": true,
    "coverage-of-comparisons": true,
  },
  providers: { providers: true },
  "providers/groq": {
    "groq-measured": true,
    "groq-address": false,
    "groq-columns": true,
    "groq-finish-reasons": true,
    "groq-witnesses": true,
  },
  "providers/triton": {
    "triton-address": false,
    "triton-columns": true,
    "triton-finish-reasons": true,
    "triton-witnesses": true,
  },
};

interface Taken {
  name: string;
  sql: string;
  /** Where "Open in SQL" leads. */
  href: string;
  /** Rows of the table above, and the whole numbers in it. */
  rows: number;
  whole: string[];
}

const takenOf = (page: Page): Promise<Taken[]> =>
  page.locator(".take").evaluateAll((all) =>
    (all as unknown as Element[]).map((take) => {
      const above = take.previousElementSibling!;
      const rows = [...above.querySelectorAll("tbody tr")]
        .filter((row) => !row.querySelector("[scope=rowgroup]"));
      const texts = [...above.querySelectorAll("td.n")].map((cell) => cell.textContent.trim());
      return {
        name: (take as HTMLElement).dataset.take!,
        sql: take.querySelector("code.sql")!.textContent,
        href: take.querySelector<HTMLAnchorElement>("a[href*='explore']")!.href,
        rows: rows.length,
        whole: texts.filter((text) => /^\d[\d,]*$/.test(text)),
      };
    })
  );

Deno.test("tables of the HTML", async (t) => {
  const site = await builtSite();
  const browser = await openBrowser();
  const db = await openStore();
  try {
    for (const [path, expected] of Object.entries(pages)) {
      await t.step(`/${path}`, async () => {
        // No script is needed to read, or to take away.
        const { page, close } = await openPage(browser, `${site.url}/${path}`, {
          javaScriptEnabled: false,
        });
        const found = await takenOf(page);
        assert.deepEqual(found.map(({ name }) => name), Object.keys(expected));
        for (const { name, sql, href, rows, whole } of found) {
          assert.equal(sql, tables.find((table) => table.name === name)!.sql);
          assert.equal(new URL(href).searchParams.get("sql"), sql);
          const [file] = await Promise.all([
            page.waitForEvent("download"),
            page.locator(`.take[data-take="${name}"] a[download]`).click(),
          ]);
          assert.equal(file.suggestedFilename(), `tokenboard-${name}.csv`);
          const csv = await Deno.readTextFile(await file.path());
          const lines = assertAnswer(csv, await db.query(sql));
          assert.ok(lines.length > 0, name);
          if (expected[name]) assert.equal(rows, lines.length, `${name}: rows`);
          const fields = new Set(lines.flat());
          for (const number of whole) {
            assert.ok(fields.has(number.replaceAll(",", "")), `${name}: ${number}`);
          }
        }
        await close();
      });
    }
  } finally {
    db.close();
    await browser.close();
    await site.close();
  }
});
