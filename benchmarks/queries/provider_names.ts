/** Providers in the order in which they were first measured: a page gives an earlier one its mark first. */
import type { Database } from "../store/duckdb.ts";

/** Characters of names that an environment variable has room for on every system. */
const room = 30_000;

/** Names of the providers of a store, the first measured first; the last ones are missing where there are too many. */
export async function providerNames(db: Database): Promise<string[]> {
  const { rows } = await db.query(
    `SELECT r.provider FROM requests r LEFT JOIN runs u ON u.run_id = r.run_id
    GROUP BY r.provider ORDER BY min(coalesce(u.started_at, u.ended_at)) NULLS FIRST, r.provider`,
  );
  let left = room;
  return rows.map((row) => String(row.provider))
    .filter((name) => (left -= JSON.stringify(name).length + 1) > 0);
}
