/** The runs before and after a run that measured the same, and what was not the same any more. */
import type { Database } from "../../store/duckdb.ts";

/** What differs, from the earlier run to the later one; null is what was not told. */
export interface Change {
  what: string;
  /** "provider model" of whom it was told; null where it is of the whole run. */
  target: string | null;
  before: string | null;
  after: string | null;
}
export interface Neighbour {
  run_id: string;
  /** ISO 8601, UTC. */
  at: string | null;
  invalid: string | null;
  changes: Change[];
}
/** Null where no other run measured the same before, or after. */
export interface Neighbours {
  previous: Neighbour | null;
  next: Neighbour | null;
}

/** What answers tell of who gave them, by target; a list of all that was told. */
const told = {
  "served model": "served_model",
  fingerprint: "system_fingerprint",
  "service tier": "service_tier_echoed",
};
type Told = Record<keyof typeof told, string | null>;

interface Ran {
  run_id: string;
  at: string | null;
  invalid: string | null;
  group: string;
  /** Of the whole run, in words. */
  facts: Record<string, string | null>;
  targets: Map<string, Told>;
}

async function ranIn(db: Database): Promise<Ran[]> {
  const lists = Object.values(told).map((column) =>
    `string_agg(DISTINCT ${column}, ', ' ORDER BY ${column}) AS ${column}`
  );
  const { rows } = await db.query(`
    WITH told AS (
      SELECT run_id, provider || ' ' || model AS target, ${
    lists.join(", ")
  } FROM requests GROUP BY ALL)
    SELECT r.run_id, coalesce(r.started_at, r.ended_at) AS ran_at, r.invalid, r.config_name,
      r.workload_hash, r.config_hash, r.location, r.versions::VARCHAR AS versions,
      r.host::VARCHAR AS host, list(told) AS targets
    FROM runs r JOIN told USING (run_id) GROUP BY ALL ORDER BY ran_at NULLS FIRST, r.run_id`);
  return rows.map((row) => ({
    run_id: String(row.run_id),
    at: row.ran_at as string | null,
    invalid: row.invalid as string | null,
    group: JSON.stringify([row.workload_hash, row.config_name]),
    facts: {
      "the configuration’s hash": row.config_hash as string | null,
      place: row.location as string | null,
      ...named("version of", row.versions),
      ...named("machine’s", row.host),
    },
    targets: new Map(
      (row.targets as unknown as (Record<string, string | null> & { target: string })[]).map((
        t,
      ) => [
        t.target,
        Object.fromEntries(
          Object.entries(told).map(([words, column]) => [words, t[column]]),
        ) as Told,
      ]),
    ),
  }));
}

/** The entries of a small JSON object, in words. */
function named(words: string, json: unknown): Record<string, string> {
  const entries = Object.entries(JSON.parse(String(json ?? "null")) ?? {});
  return Object.fromEntries(
    entries.map(([name, x]) => [
      `${words} ${name.replaceAll("_", " ")}`,
      typeof x === "string" ? x : JSON.stringify(x),
    ]),
  );
}

function differences(
  before: Record<string, string | null>,
  after: Record<string, string | null>,
  target: string | null,
): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((what) => ({
      what,
      target,
      before: before[what] ?? null,
      after: after[what] ?? null,
    }))
    .filter((change) => change.before !== change.after);
}

const only = (a: Ran, b: Ran): string | null =>
  [...a.targets.keys()].filter((target) => !b.targets.has(target)).sort().join(", ") || null;

/** What differs between a run and a later one. */
function changesOf(before: Ran, after: Ran): Change[] {
  const common = [...before.targets.keys()].filter((target) => after.targets.has(target)).sort();
  return [
    ...common.flatMap((target) =>
      differences(before.targets.get(target)!, after.targets.get(target)!, target)
    ),
    ...differences({ targets: only(before, after) }, { targets: only(after, before) }, null),
    ...differences(before.facts, after.facts, null),
  ];
}

/** Neighbours in time of every run: of the same workload and configuration, with a target in common. */
export async function neighboursOf(db: Database): Promise<Map<string, Neighbours>> {
  const found = new Map<string, Neighbours>();
  for (const own of Map.groupBy(await ranIn(db), (run) => run.group).values()) {
    const meet = (a: Ran, b: Ran) => [...a.targets.keys()].some((target) => b.targets.has(target));
    own.forEach((run, i) => {
      const previous = own.slice(0, i).findLast((other) => meet(run, other));
      const next = own.slice(i + 1).find((other) => meet(run, other));
      const of = (other: Ran, changes: Change[]): Neighbour => ({
        run_id: other.run_id,
        at: other.at,
        invalid: other.invalid,
        changes,
      });
      found.set(run.run_id, {
        previous: previous ? of(previous, changesOf(previous, run)) : null,
        next: next ? of(next, changesOf(run, next)) : null,
      });
    });
  }
  return found;
}
