/** Whether the rows of shards are those that their manifests promise. Pure. */
import type { Manifest } from "../manifest.ts";
import { shardList } from "./check.ts";
import type { CountedRows, ShardRows } from "./merge_rows.ts";

export interface RowFaults {
  /** Why there can be no run of them, each a sentence. */
  lacking: string[];
  /** Why the run of them is no result, without an end. */
  odd: string[];
  /** What is odd, though nothing is lost by it, each a sentence. */
  notes: string[];
}

const many = (n: number, one: string) => `${n.toLocaleString("en-US")} ${one}${n === 1 ? "" : "s"}`;
const be = (n: number) => n === 1 ? "is" : "are";

export function rowFaults(
  manifests: Manifest[],
  { shards: found, requests, twice }: CountedRows,
): RowFaults {
  const faults: RowFaults = { lacking: [], odd: [], notes: [] };
  for (const manifest of manifests) {
    const rows = found.find(({ shard }) => shard === manifest.shard);
    faults.lacking.push(...lackingOf(manifest, rows));
    const without = withoutRow(manifest, rows);
    if (without) faults.odd.push(without);
    if (rows?.elsewhere) {
      faults.odd.push(
        `${many(rows.elsewhere, "row")} of shard ${manifest.shard} ${
          rows.elsewhere === 1 ? "says" : "say"
        } another shard`,
      );
    }
  }
  // Each may have as many as it was to have, and two of them the same.
  const without = faults.odd.length ? 0 : withoutAny(manifests, requests);
  if (without > 0) {
    faults.odd.push(
      `${many(without, "planned request")} of all shards ${without === 1 ? "has" : "have"} no row`,
    );
  }
  const within = found.filter((one) => one.twice > 0);
  const own = within.reduce((sum, one) => sum + one.twice, 0);
  if (own > 0) {
    faults.notes.push(
      `${many(own, "row")} of ${shardList(within.map(({ shard }) => shard))} ${
        be(own)
      } of attempts that ` +
        "have another one: each attempt counts once.",
    );
  }
  const shared = twice - own;
  if (shared > 0) {
    faults.notes.push(
      `${many(shared, "row")} ${
        be(shared)
      } of attempts that another shard has, too: each attempt counts once.`,
    );
  }
  return faults;
}

function lackingOf({ shard, parts }: Manifest, rows: ShardRows | undefined): string[] {
  const named = parts.reduce((sum, part) => sum + part.rows, 0);
  const there = rows?.rows ?? 0;
  const others = rows?.others ?? 0;
  return [
    ...named === there ? [] : [
      `The parts of shard ${shard} have ${many(there, "row")}, and its manifest says ${
        named.toLocaleString("en-US")
      }.`,
    ],
    ...others ? [`${many(others, "row")} of shard ${shard} ${be(others)} of another run.`] : [],
  ];
}

/** What is said of planned requests that have no row, where the shard does not say why. */
function withoutRow({ shard, planned, run }: Manifest, rows: ShardRows | undefined): string | null {
  const without = planned === null ? 0 : planned - (rows?.requests ?? 0);
  return without <= 0 || saysWhy(run)
    ? null
    : `${many(without, "planned request")} of shard ${shard} ${
      without === 1 ? "has" : "have"
    } no row`;
}

/** Whether a shard says itself why it has not made all that was planned. */
const saysWhy = (run: Manifest["run"]): boolean =>
  run.invalid !== null || run.targets.some(({ given_up }) => given_up);

/** Planned requests of all shards less those that have a row; 0 where not all of them are known. */
function withoutAny(manifests: Manifest[], requests: number): number {
  if (manifests.some(({ planned, run }) => planned === null || saysWhy(run))) return 0;
  return manifests.reduce((sum, { planned }) => sum + planned!, 0) - requests;
}
