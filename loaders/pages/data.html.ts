/** Page `/data`: the record, column by column, the files to take away, and the runs. */
import { wholeRowLimit } from "@/benchmarks/queries/downloads/own_file.ts";
import { classesTable, columnsTable, runsTable } from "@/benchmarks/queries/tables/data.ts";
import { ask } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { findRuns } from "@/benchmarks/store/run_folders.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { leftOutHtml, runsHtml } from "@/src/method/data_runs.ts";
import {
  classesHtml,
  columnsHtml,
  formatsText,
  simulatedText,
  wholeHtml,
} from "@/src/method/data_tables.ts";
import { bakedHtml } from "@/src/components/files.ts";
import { count } from "@/src/words/format.ts";

const db = await openStore();
const runs = await ask(db, runsTable);
const columns = await ask(db, columnsTable);
const classes = await ask(db, classesTable);
db.close();
const sum = (name: "attempted" | "simulated") => runs.rows.reduce((all, r) => all + r[name], 0);
const attempts = sum("attempted");
console.log(partsHtml({
  kicker: `${
    count(attempts)
  } attempts in ${runs.rows.length} runs · ${columns.rows.length} columns`,
  whole: wholeHtml(attempts, attempts <= wholeRowLimit),
  simulated: simulatedText(sum("simulated")),
  formats: formatsText(attempts),
  runs: bakedHtml(runs, runsHtml) + leftOutHtml((await findRuns(dataFolder())).broken),
  columns: bakedHtml(columns, columnsHtml),
  classes: bakedHtml(classes, classesHtml),
}));
