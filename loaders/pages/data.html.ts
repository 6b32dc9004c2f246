/** Page `/data`: the record, column by column, the files to take away, and the runs. */
import { wholeRowLimit } from "@/benchmarks/queries/downloads.ts";
import { classesTable, columnsTable, runsTable } from "@/benchmarks/queries/tables/data.ts";
import { rowsOf } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { findRuns } from "@/benchmarks/store/run_folders.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { leftOutHtml, type RunRow, runsHtml } from "@/src/method/data_runs.ts";
import {
  classesHtml,
  type ClassRow,
  type ColumnRow,
  columnsHtml,
  formatsText,
  simulatedText,
  wholeHtml,
} from "@/src/method/data_tables.ts";
import { baked } from "@/src/components/take.ts";
import { count } from "@/src/words/format.ts";

const db = await openStore();
const runs = await rowsOf<RunRow>(db, runsTable);
const columns = await rowsOf<ColumnRow>(db, columnsTable);
const classes = await rowsOf<ClassRow>(db, classesTable);
db.close();
const sum = (name: "attempted" | "simulated") => runs.reduce((all, r) => all + r[name], 0);
const attempts = sum("attempted");
console.log(partsHtml({
  kicker: `${count(attempts)} attempts in ${runs.length} runs · ${columns.length} columns`,
  whole: wholeHtml(attempts, attempts <= wholeRowLimit),
  simulated: simulatedText(sum("simulated")),
  formats: formatsText(attempts),
  runs: baked(runsTable, runsHtml(runs)) + leftOutHtml((await findRuns(dataFolder())).broken),
  columns: baked(columnsTable, columnsHtml(columns)),
  classes: baked(classesTable, classesHtml(classes)),
}));
