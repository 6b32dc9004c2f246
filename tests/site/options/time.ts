/** The table of hours and that of places against DuckDB's. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { duckNumbers, printsAs } from "../../support/pages/page_numbers.ts";
import type { State } from "./state.ts";

const timed = "imported_from = 'thefastest.ai' AND status = 'ok'";

/** Models measured in every region on every day of the longest window that has one, as the method page defines it. */
async function throughout(db: Database): Promise<string> {
  const { rows: days } = await db.query(
    `SELECT DISTINCT started_at::DATE::VARCHAR AS day FROM requests
    WHERE imported_from = 'thefastest.ai' ORDER BY day`,
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

/** Asked of DuckDB once. */
let steady: Promise<string> | undefined;

export async function timeRows(
  db: Database,
  page: Page,
  state: State,
): Promise<number> {
  const { metric } = state;
  const own = state.models === "one"
    ? `provider || '/' || model = '${state.model}'`
    : await (steady ??= throughout(db));
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
