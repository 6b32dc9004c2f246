/** `deno task runs`: which runs the store holds, and which it leaves out. */
import { narrowTable } from "../../report/narrow_table.ts";
import { printable, terminalWidth } from "../../report/table.ts";
import { publisherOf } from "../../store/publisher.ts";
import { readRunFile } from "../../store/run_file.ts";
import { findRuns } from "../../store/run_folders.ts";
import { openStore, runsFolder } from "../../store/views.ts";
import { sayLeftOut } from "../../report/left_out.ts";
import { sayUnsealed } from "../../bench/rescue.ts";
import { type RunsOptions, storeOf } from "./named.ts";

/** Reads every run folder through and says what is left out, and why. Returns 1 where anything is. */
export async function checkRuns(options: RunsOptions): Promise<number> {
  const folder = storeOf(options);
  const { runs, broken } = await findRuns(folder);
  await sayUnsealed(options.resultsDir ?? runsFolder(), []);
  await sayFaults(runs.map((run) => run.folder));
  const rows = runs.reduce((sum, run) => sum + run.rows, 0);
  if (options.json) {
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

/** What is said of few runs stands in a column of its own, where it is said of any. */
const said = ["imported_from", "tags", "note", "run_by", "interest", "invalid"];

/** What a narrow terminal goes without, the first ones first. */
const spared = [
  ...["interest", "run_by", "imported_from", "tags", "note", "workload", "config_name"],
  ...["started", "succeeded"],
];

/** When a run was: where its source has no time that could be told, its name may have the day. */
const ranAt = `coalesce(started_at, ended_at,
  TRY_CAST(nullif(regexp_extract(run_id, '\\d{4}-\\d\\d-\\d\\d'), '') AS TIMESTAMP))`;

/** Lists the runs, newest first. */
export async function listRuns(options: RunsOptions): Promise<number> {
  const found = await sayLeftOut(storeOf(options));
  const db = await openStore(storeOf(options), found);
  // As page /runs counts: without the warm-up.
  const { columns, rows } = await db.query(`SELECT run_id,
    strftime(coalesce(started_at, ended_at), '%Y-%m-%d %H:%M') AS started, config_name, n AS requests,
    ok AS succeeded, workload, imported_from, tags, note, run_by, interest, invalid, invalid_because
    FROM runs LEFT JOIN (SELECT run_id, count(*) AS n, count(*) FILTER (status = 'ok') AS ok
      FROM requests WHERE phase IN ('measured', 'probe') GROUP BY run_id) USING (run_id)
    ORDER BY ${ranAt} DESC NULLS LAST, run_id DESC`);
  db.close();
  await sayFaults(found.folders);
  if (options.json) console.log(JSON.stringify(rows));
  else {
    const texts = rows.map((row): typeof row => ({
      ...row,
      tags: (row.tags as string[]).join(" ") || null,
    }));
    const shown = columns.filter((name) =>
      name !== "invalid_because" &&
      (!said.includes(name) || texts.some((row) => row[name] !== null))
    );
    const cells = texts.map((row) => shown.map((name) => row[name] ?? ""));
    const width = terminalWidth();
    console.log(narrowTable(shown, cells, width, { whole: ["run_id", "started"], spared }));
  }
  return 0;
}

/** Names on stderr what stands in the publisher's place of a run file and is none of its words. */
export async function sayFaults(folders: string[]): Promise<void> {
  for (const folder of folders) {
    const { faults } = publisherOf((await readRunFile(folder))?.publisher);
    for (const fault of faults) {
      console.error(printable(`Not the words of a publisher: ${folder}/run.json: ${fault}.`));
    }
  }
}
