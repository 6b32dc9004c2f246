/** View `workloads`: what each workload of the valid runs is called, so that no two are called alike. */
import { type NamedWorkload, workloadLabels } from "../plan/workload_labels.ts";
import { type Database, quote } from "./duckdb.ts";

interface Found {
  hash: string;
  line: string | null;
  config: string | null;
  harness: string | null;
  selected: boolean;
}

function settingsOf({ config }: Found): Record<string, unknown> {
  try {
    return JSON.parse(config ?? "null") ?? {};
  } catch {
    return {};
  }
}

function named(hash: string, own: Found[]): NamedWorkload {
  return {
    hash,
    line: own.find((f) => f.line)?.line ?? "an unknown workload",
    configs: own.map(settingsOf),
    harnesses: own.map((f) => f.harness),
    places: own.map((f) => `${f.selected} ${settingsOf(f).kind ?? "speed"}`),
  };
}

/** Makes the view from `runs`: columns `workload_hash` and `label`. */
export async function nameWorkloads(db: Database): Promise<void> {
  const { rows } = await db.query(
    `SELECT coalesce(workload_hash, '') AS hash, workload AS line, config::VARCHAR AS config,
      imported_from AS harness, selection IS NOT NULL AS selected
    FROM runs WHERE invalid IS NULL ORDER BY coalesce(started_at, ended_at) DESC, run_id`,
  );
  const workloads = [...Map.groupBy(rows as unknown as Found[], (f) => f.hash)];
  const labels = workloadLabels(workloads.map(([hash, own]) => named(hash, own)));
  const values = [...labels].map(([hash, label]) => `(${quote(hash)}, ${quote(label)})`).join(", ");
  await db.run(
    values
      ? `CREATE VIEW workloads AS SELECT * FROM (VALUES ${values}) AS w(workload_hash, label)`
      : "CREATE VIEW workloads AS SELECT '' AS workload_hash, '' AS label WHERE false",
  );
}
