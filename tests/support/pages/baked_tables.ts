/** Tables that stand in a page's HTML, each held against its file, and its file against DuckDB. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { tableNamed } from "../../../benchmarks/queries/tables/tables.ts";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { assertAnswer } from "./csv_fields.ts";

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
  // A figure has buttons, a table made at build a link.
  page.locator(".take:not(:has([data-as]))").evaluateAll((all) =>
    (all as unknown as Element[]).map((take) => {
      const above = take.previousElementSibling!;
      const rows = [...above.querySelectorAll("tbody tr")]
        .filter((row) => !row.querySelector("[scope=rowgroup]"));
      const numbers = [...above.querySelectorAll("td.n")];
      // What opens within a table may be of another statement.
      const outside = numbers.filter((cell) => !cell.closest("details"));
      const texts = (outside.length ? outside : numbers).map((cell) => cell.textContent.trim());
      return {
        name: (take as HTMLElement).dataset.take!,
        sql: take.querySelector("code.sql")!.textContent,
        href: take.querySelector<HTMLAnchorElement>("a[href*='explore']")!.href,
        rows: rows.length,
        whole: texts.filter((text) => /^\d[\d,]*$/.test(text)),
      };
    })
  );

/**
 * Takes each table of an open page away. `expected` are their names, in order; true where each row of the table is one
 * of the file's.
 */
export async function assertTables(
  page: Page,
  db: Database,
  expected: Record<string, boolean>,
): Promise<void> {
  const found = await takenOf(page);
  assert.deepEqual(found.map(({ name }) => name), Object.keys(expected));
  for (const { name, sql, href, rows, whole } of found) {
    assert.equal(sql, tableNamed(name).sql);
    assert.equal(new URLSearchParams(new URL(href).hash.slice(1)).get("sql"), sql);
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
}
