/** What a run that several shards made of `quickstart` must be, whoever started them. */
import { parse } from "jsonc-parser";
import { openRuns } from "../../benchmarks/store/views.ts";

/** What is looked at, whether it holds, and what was seen. */
export type Checked = [what: string, holds: boolean, seen: unknown];

const config = parse(Deno.readTextFileSync("benchmarks/configs/quickstart.jsonc"));
const planned: number = config.requests * config.targets.length;

/** Looks at a merged run's folder. */
export async function checkShared(folder: string, shards: number): Promise<Checked[]> {
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
  const numbers = Array.from({ length: shards }, (_, i) => i);
  const { invalid, ...run } = JSON.parse(text);
  return [
    ["its rows carry its name", `${seen.run_ids}` === name && run.run_id === name, seen.run_ids],
    [
      "every planned request is a row, once",
      seen.measured === planned && seen.requests === planned && seen.first === 0 &&
      seen.last === config.requests - 1 && twice === 0,
      seen,
    ],
    ["every shard sent some", `${seen.shards}` === `${numbers}`, seen.shards],
    ["it says how many they were", run.shards === shards, run.shards],
    ["it says that it is simulated", seen.simulated === true, seen.simulated],
    ["it is whole", !/shard/.test(invalid ?? ""), invalid],
  ];
}
