/** `deno task runs`: which runs the store holds, and which it leaves out. */
import { printable, table } from "../report/table.ts";
import { findRuns } from "../store/run_folders.ts";
import { dataFolder, openStore, runsFolder } from "../store/views.ts";
import { sayLeftOut } from "../report/left_out.ts";
import { sayUnsealed } from "../bench/rescue.ts";

export interface RunsOptions {
  json?: boolean;
  resultsDir?: string;
}

/** Reads every run folder through and says what is left out, and why. Returns 1 where anything is. */
export async function checkRuns({ json, resultsDir }: RunsOptions): Promise<number> {
  const folder = resultsDir ?? dataFolder();
  const { runs, broken } = await findRuns(folder);
  await sayUnsealed(resultsDir ?? runsFolder(), []);
  const rows = runs.reduce((sum, run) => sum + run.rows, 0);
  if (json) {
    const found = [
      ...runs.map(({ folder, run_id, rows }) => ({ folder, run_id, rows, left_out: null })),
      ...broken.map(({ folder, reason }) => ({ folder, run_id: null, rows: 0, left_out: reason })),
    ];
    console.log(JSON.stringify(found));
  } else {
    for (const { folder, reason } of broken) {
      console.log(printable(`Left out: ${folder}: ${reason}.`));
    }
    console.log(
      printable(
        `${runs.length} ${runs.length === 1 ? "run" : "runs"} with ${
          rows.toLocaleString("en-US")
        } requests can be read in ${folder}; ${broken.length || "none"} left out.`,
      ),
    );
  }
  return broken.length ? 1 : 0;
}

/** Lists the runs, newest first. */
export async function listRuns({ json, resultsDir }: RunsOptions): Promise<number> {
  await sayLeftOut(resultsDir);
  const db = await openStore(resultsDir);
  const { columns, rows } = await db.query(`SELECT run_id,
    strftime(coalesce(started_at, ended_at), '%Y-%m-%d %H:%M') AS started, config_name, n AS requests,
    ok AS succeeded, workload, invalid
    FROM runs LEFT JOIN (SELECT run_id, count(*) AS n, count(*) FILTER (status = 'ok') AS ok
      FROM requests GROUP BY run_id) USING (run_id)
    ORDER BY coalesce(started_at, ended_at) DESC NULLS LAST, run_id`);
  db.close();
  if (json) console.log(JSON.stringify(rows));
  else console.log(table(columns, rows.map((row) => columns.map((name) => row[name]))));
  return 0;
}
