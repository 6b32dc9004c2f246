/** What a notebook shows, beside what the command answers. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { ProjectCopy } from "../support/pages/project_copy.ts";
import { assertFiles } from "./notebook_files.ts";

export const mine = await Deno.readTextFile("tests/fixtures/notebooks/mine.md");

export interface Row {
  provider: string;
  n: number;
  ttft: number;
}

export const asked = (n: number) => /SELECT .*/.exec(mine)![0].replace("${n}", String(n));

/** What `deno task sql` answers. */
export async function answer<R>({ run }: ProjectCopy, sql: string): Promise<R[]> {
  const { code, out, err } = await run(["sql", "--json", sql]);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

/** The table and the chart at a slider's value, each with its files and the SQL that gives them, which runs. */
export async function takeAll(copy: ProjectCopy, page: Page, n: number): Promise<void> {
  const sqls = await assertFiles(page, async (sql) => {
    const rows = await answer<Record<string, never>>(copy, sql);
    return { columns: Object.keys(rows[0]), rows };
  });
  assert.deepEqual(sqls, [asked(n), asked(n)]);
}

/** What "Open in SQL" below the chart leads to. */
export async function openInSql(page: Page, first: Row): Promise<void> {
  await page.locator("main .take a").nth(1).click();
  const cell = page.locator("#explore .answer td").first();
  await cell.filter({ hasText: first.provider }).waitFor();
}

/**
 * The rows of the page's table, and the lengths of the chart's bars, as soon as both are of the first `n` requests:
 * the line below each says so. The table's first row is of `first` of them.
 */
export async function shown(page: Page, n: number, first: number) {
  const sql = page.locator("main .take code.sql", { hasText: asked(n) });
  await sql.nth(1).waitFor({ state: "attached" });
  const cell = page.locator("main table tbody tr td:nth-child(3)").first();
  await cell.filter({ hasText: new RegExp(`^${first}$`) }).waitFor();
  const rows = await page.locator("main table tbody tr").allInnerTexts();
  const bars = page.locator('main svg g[aria-label="bar"] rect');
  const widths = await bars.evaluateAll((all) =>
    all.map((bar) => Number(bar.getAttribute("width")))
  );
  return { rows: rows.map((row) => row.trim().split(/\s+/)), widths };
}
