/** Rows of boards that are too old to be ranked beside newer ones; view `latest` says which. */
import type { Database } from "../../store/duckdb.ts";

/** Why each is not ranked, by its key: `keyOf` of judging/standing.ts. */
export async function historicalReasons(db: Database): Promise<Map<string, string>> {
  const { rows } = await db.query(
    "SELECT run_id, provider, model, age_days FROM latest WHERE historical",
  );
  return new Map(
    rows.map(({ run_id, provider, model, age_days }) => [
      `${run_id}\n${provider}\n${model}`,
      `historical: its run counts as ${Math.round(Number(age_days))} days old on this board`,
    ]),
  );
}
