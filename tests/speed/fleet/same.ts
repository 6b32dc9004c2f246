/** Whether so many machines make the run of one process while nothing is wrong: every row, every statistic. */
import type { SameRow as TableSameRow } from "../../../benchmarks/queries/tables/shards.ts";
import { columnNames } from "../../../benchmarks/record/record.ts";
import { mergeFleet, sealAlone } from "./files.ts";
import { rowsIn, statisticsOf } from "./read_run.ts";
import { machinesOf } from "./machines.ts";
import type { FleetPlan } from "./plan.ts";
import { play } from "./play.ts";
import { countedRows } from "./rows.ts";

export type SameRow = Omit<TableSameRow, "made_on">;

const compared = columnNames.filter((name) => name !== "shard");

/** A row for each number of machines; the files are made in `folder`. */
export async function sameRows(
  plan: FleetPlan,
  counts: number[],
  folder: string,
): Promise<SameRow[]> {
  const one = `${folder}/one`;
  await sealAlone(plan, countedRows(plan, play(plan, machinesOf(1, {}, "one"))), one);
  const [alone, statistics] = [await rowsIn(one), await statisticsOf(one)];
  const textOf = (row: Record<string, unknown> = {}) =>
    JSON.stringify(compared.map((name) => row[name]));
  const found: SameRow[] = [];
  for (const shards of counts) {
    const machines = machinesOf(shards, {}, "same");
    const merged = await mergeFleet(plan, play(plan, machines), `${folder}/${shards}`);
    const [rows, own] = [await rowsIn(merged), await statisticsOf(merged)];
    const longer = Math.max(rows.length, alone.length);
    const differ = Array.from({ length: longer }, (_, i) => textOf(rows[i]) !== textOf(alone[i]));
    const names = Object.keys(statistics);
    found.push({
      ...{ shards, requests: plan.asked.requests, rows: rows.length },
      rows_differ: differ.filter(Boolean).length,
      statistics: names.length,
      statistics_differ: names.filter((name) => own[name] !== statistics[name]).length,
    });
  }
  return found;
}
