/** Page `/data`: the record, column by column, the files to take away, and the runs. */
import { wholeRowLimit } from "@/benchmarks/queries/downloads.ts";
import { runListSql } from "@/benchmarks/queries/runs.ts";
import { errorClasses } from "@/benchmarks/record/errors.ts";
import { record } from "@/benchmarks/record/record.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { findRuns } from "@/benchmarks/store/run_folders.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { leftOutHtml, type RunRow, runsHtml } from "@/src/method/data_runs.ts";
import {
  classesHtml,
  columnsHtml,
  formatsText,
  simulatedText,
  wholeHtml,
} from "@/src/method/data_tables.ts";
import { region } from "@/src/components/table.ts";
import { count } from "@/src/words/format.ts";

const db = await openStore();
const runs = (await db.query(runListSql)).rows as unknown as RunRow[];
db.close();
const sum = (name: "attempted" | "simulated") => runs.reduce((all, r) => all + r[name], 0);
const attempts = sum("attempted");
const columns = Object.keys(record).length;
console.log(partsHtml({
  kicker: `${count(attempts)} attempts in ${runs.length} runs · ${columns} columns`,
  whole: wholeHtml(attempts, attempts <= wholeRowLimit),
  simulated: simulatedText(sum("simulated")),
  formats: formatsText(attempts),
  runs: region("Runs", runsHtml(runs)) + leftOutHtml((await findRuns(dataFolder())).broken),
  columns: region("Columns", columnsHtml(record)),
  classes: region("Error classes", classesHtml(errorClasses)),
}));
