/** What a run that several shards made together must be, whoever started them. */
import { openRuns } from "../../benchmarks/store/views.ts";

/** What is looked at, whether it holds, and what was seen. */
export type Checked = [what: string, holds: boolean, seen: unknown];

/** Looks at a merged run's folder; `planned` requests of each of `targets` simulated targets were to be measured. */
export async function checkShared(
  folder: string,
  { shards, targets, planned }: { shards: number; targets: number; planned: number },
): Promise<Checked[]> {
  const text = await Deno.readTextFile(`${folder}/run.json`).catch(() => null);
  if (text === null) return [["the run is merged", false, `${folder}/run.json is not there`]];
  const db = await openRuns([folder]);
  const { rows: [seen] } = await db.query(`
    SELECT count(*)::INTEGER AS measured,
      count(DISTINCT (provider, request_index))::INTEGER AS requests,
      min(request_index) AS first, max(request_index) AS last,
      list(DISTINCT shard ORDER BY shard) AS shards,
      list(DISTINCT run_id) AS run_ids,
      bool_and(simulated) AS simulated
    FROM requests WHERE phase = 'measured' AND attempt = 1`);
  const { rows: [{ twice }] } = await db.query(`
    SELECT count(*)::INTEGER AS twice FROM (
      SELECT 1 FROM requests GROUP BY provider, phase, request_index, attempt HAVING count(*) > 1)`);
  db.close();
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  const run = JSON.parse(text);
  return [
    ["its rows carry its name", `${seen.run_ids}` === name && run.run_id === name, seen.run_ids],
    [
      "every planned request is a row, once",
      seen.measured === planned * targets && seen.requests === seen.measured &&
      seen.first === 0 && seen.last === planned - 1 && twice === 0,
      { planned, ...seen, twice },
    ],
    [
      "every shard sent some",
      `${seen.shards}` === `${Array.from({ length: shards }, (_, i) => i)}`,
      seen.shards,
    ],
    ["it says how many they were", run.shards === shards, run.shards],
    ["it says that it is simulated", seen.simulated === true, seen.simulated],
    ["no shard is missed", !/missing|how many shards/.test(run.invalid ?? ""), run.invalid],
  ];
}
