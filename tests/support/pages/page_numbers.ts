/** Numbers of a page's tables against DuckDB's over the same rows. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { metric } from "../../../benchmarks/metrics/metrics.ts";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { openStore } from "../../../benchmarks/store/views.ts";

export const eight = ["median", "mean", "min", "max", "p25", "p75", "p95", "p99"] as const;
export type Numbers = Record<"n" | (typeof eight)[number], number | null>;

/** Requests of one system of the 2023 runs. */
export const of2023 = (provider: string, size: string) =>
  `imported_from = 'llmperf' AND provider = '${provider}' AND model_size = '${size}'`;

/**
 * `n` and the eight statistics of `name` over the requests that `where` chooses. In population "all" a failure is
 * infinitely slow: Infinity of a latency, -Infinity of a rate, of whose mean it is a 0.
 */
export async function duckNumbers(
  db: Database,
  name: string,
  where: string,
  population = "succeeded",
): Promise<Numbers> {
  const rate = metric(name).better === "higher";
  const failure = `'${rate ? "-" : ""}infinity'::DOUBLE`;
  const clean = population === "llmperf" && /^ttft/.test(name) ? "AND error_code IS NULL" : "";
  const inside = population === "all" ? "status <> 'incomplete'" : `status = 'ok' ${clean}`;
  const { rows: [row] } = await db.query(
    `WITH x AS (SELECT CASE WHEN status = 'ok' THEN ${name}::DOUBLE ELSE ${failure} END AS x
      FROM requests WHERE phase = 'measured' AND ${inside} AND (${where}))
    SELECT count(x) AS n, median(x) AS median, avg(${rate ? "greatest(x, 0)" : "x"}) AS mean,
      min(x) AS min, max(x) AS max, quantile_cont(x, 0.25) AS p25, quantile_cont(x, 0.75) AS p75,
      quantile_cont(x, 0.95) AS p95, quantile_cont(x, 0.99) AS p99 FROM x`,
  );
  return Object.fromEntries(
    Object.entries(row).map(([k, v]) => [k, v === null ? null : Number(v)]),
  ) as Numbers;
}

/** SQL that is true of the requests of `where` which a rule flags, within their run, on the log of a metric. */
export function flaggedSql(name: string, where: string, rule = "both"): string {
  const mad = "abs(l - m) > 3.5 * 1.4826 * mad";
  const tukey = "(l < a - 1.5 * (b - a) OR l > b + 1.5 * (b - a))";
  return `(run_id, provider, request_index) IN (
    WITH x AS (SELECT run_id, provider, request_index, ln(${name}) AS l FROM requests
      WHERE ${where} AND phase = 'measured' AND status = 'ok' AND ${name} > 0),
    q AS (SELECT run_id, provider, median(l) AS m, quantile_cont(l, 0.25) AS a, quantile_cont(l, 0.75) AS b
      FROM x GROUP BY ALL),
    d AS (SELECT run_id, provider, median(abs(l - m)) AS mad FROM x JOIN q USING (run_id, provider) GROUP BY ALL)
    SELECT (run_id, provider, request_index)
    FROM x JOIN q USING (run_id, provider) JOIN d USING (run_id, provider)
    WHERE ${rule === "mad" ? mad : rule === "tukey" ? tukey : `${mad} AND ${tukey}`})`;
}

/** Whether `text` is `value` as a page prints numbers: to its last digit, thousands as "1.2k". */
export function printsAs(text: string, value: number | null): boolean {
  if (value === null) return text === "null";
  if (!Number.isFinite(value)) return text === "fails";
  const found = /^(-?\d+)(?:\.(\d+))?(k?)$/.exec(text);
  if (!found) return false;
  const unit = 10 ** -(found[2]?.length ?? 0) * (found[3] ? 1000 : 1);
  const shown = parseFloat(text) * (found[3] ? 1000 : 1);
  return Math.abs(shown - value) <= unit / 2 * (1 + 1e-9);
}

/** What a row of a table shows. */
export interface ShownRow {
  /** Its `data-` attributes, as `dataset` names them. */
  data: Record<string, string | undefined>;
  /** The statistics, by name. */
  statistics: Record<string, string>;
  /** Text of the cell that says of how many requests it is. */
  n: string | undefined;
  /** Whether its P99 is marked as one of too few requests. */
  weakP99: boolean;
}

/** All rows that a selector finds and a reader sees, read at once: each question to a browser takes its time. */
export const shownRows = (
  page: Page,
  selector: string,
  n = "td.n",
): Promise<ShownRow[]> =>
  page.evaluate(([selector, n]) => {
    const { document } = globalThis;
    const rows = [...document.querySelectorAll<HTMLElement>(selector)];
    return rows.filter((row) => row.checkVisibility()).map((row) => ({
      data: { ...row.dataset },
      statistics: Object.fromEntries(
        [...row.querySelectorAll<HTMLElement>("[data-statistic]")].map((cell) => [
          cell.dataset.statistic!,
          (cell.querySelector<HTMLElement>(".num, .null") ?? cell).innerText.trim(),
        ]),
      ),
      n: row.querySelector<HTMLElement>(n)?.innerText,
      weakP99: row.querySelector("[data-statistic=p99] .weak") !== null,
    }));
  }, [selector, n]);

/** Compares a row's eight statistics with DuckDB's. */
export function assertShown(
  { statistics }: Pick<ShownRow, "statistics">,
  expected: Numbers,
  what: string,
): void {
  for (const name of eight) {
    assert.ok(
      printsAs(statistics[name], expected[name]),
      `${what}: ${name} is ${statistics[name]} on the page, ${expected[name]} by DuckDB`,
    );
  }
}

/** Compares the eight statistics of one row with DuckDB's. */
export async function assertNumbers(row: Locator, expected: Numbers, what: string): Promise<void> {
  const cells = await row.locator("[data-statistic]").evaluateAll((all) =>
    (all as HTMLElement[]).map((cell) => [
      cell.dataset.statistic!,
      (cell.querySelector<HTMLElement>(".num, .null") ?? cell).innerText.trim(),
    ])
  );
  assertShown({ statistics: Object.fromEntries(cells) }, expected, what);
}

/** A store that is asked often: its requests are read once. */
export async function openHeld(data?: string): Promise<Database> {
  const db = await openStore(data);
  await db.run("CREATE TEMP TABLE requests AS FROM requests");
  return db;
}
