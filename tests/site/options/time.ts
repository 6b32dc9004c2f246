/** The strips of hours and the table of places against DuckDB's. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { printsAs } from "../../support/pages/page_numbers.ts";
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
  const { metric, system, location } = state;
  const [own, pooled] = system
    ? [`provider || '/' || model = '${system}'`, false]
    : [await (steady ??= throughout(db)), true];
  // Medians of each hour of each system from each place.
  const hours = (where: string) =>
    `SELECT provider, model, location, date_trunc('hour', started_at) AS begun, median(x) AS x, count(*) AS n
    FROM (SELECT *, CASE WHEN ${metric} > 0 THEN ${metric} END AS x FROM requests WHERE ${timed} AND ${where})
    GROUP BY ALL HAVING x IS NOT NULL`;
  const { rows: cells } = await db.query(
    `WITH x AS (SELECT *, x / median(x) OVER (PARTITION BY provider, model, location) AS ratio
      FROM (${hours(own)}) ${location ? `WHERE location = '${location}'` : ""})
    SELECT location, hour(begun) AS hour, median(ratio) AS ratio, sum(n) AS n, count(DISTINCT begun::DATE) AS days
    FROM x GROUP BY ALL`,
  );
  const shown = await page.locator("[data-part=hours] table.hm.wide").first()
    .locator("td[data-hour]").evaluateAll((all) =>
      (all as HTMLElement[]).map((td) => [
        td.closest<HTMLElement>("tr")!.dataset.row!,
        td.dataset.hour!,
        ...[...td.querySelectorAll("b, span")].map((e) => e.textContent!),
      ])
    );
  assert.equal(shown.length, cells.length, page.url());
  for (const [row, hour, ...texts] of shown) {
    const place = pooled ? row : row.split("\n")[3];
    const cell = cells.find((c) => c.location === place && String(c.hour) === hour)!;
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
    const named = ["provider", "model", "location"].map((c) => `${c} = '${at.get(c)}'`);
    const { rows: [numbers] } = await db.query(
      `SELECT median(x) AS median, quantile_cont(x, 0.25) AS p25, quantile_cont(x, 0.75) AS p75,
        sum(n) AS n FROM (${hours(named.join(" AND "))})`,
    );
    assert.equal(at.get("model"), state.place);
    const [p25, p75] = quartiles.split("–");
    for (const [text, name] of [[median, "median"], [p25, "p25"], [p75, "p75"]]) {
      assert.ok(printsAs(text, numbers[name] as number), `${page.url()} ${href} ${name}`);
    }
    assert.equal(n, String(numbers.n));
  }
  return shown.length + rows.length;
}
