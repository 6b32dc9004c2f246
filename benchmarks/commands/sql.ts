/** `deno task sql`: one query over every run, or a prompt with history. */
import { createInterface } from "node:readline/promises";
import type { Database, Result } from "../store/duckdb.ts";
import { llama2 } from "../plan/tokenizers.ts";
import { recoverRuns } from "../record/recover.ts";
import { openStore, runsFolder, writeViewsFile } from "../store/views.ts";
import { sayLeftOut } from "./left_out.ts";
import { table } from "../report/table.ts";

/** Runs `query`, or a prompt where there is none. Returns the exit status. */
export async function sqlCommand(
  query: string | undefined,
  options: { json?: boolean; resultsDir?: string },
): Promise<number> {
  await recoverRuns(options.resultsDir ?? runsFolder(), () => llama2);
  await sayLeftOut(options.resultsDir);
  const db = await openStore(options.resultsDir);
  try {
    if (!options.resultsDir) await writeViewsFile().catch(() => {}); // a convenience for other tools
    if (query !== undefined) return await once(db, query, options.json ?? false);
    return await prompt(db);
  } finally {
    db.close();
  }
}

async function once(db: Database, query: string, json: boolean): Promise<number> {
  try {
    const result = await db.query(query);
    console.log(json ? JSON.stringify(result.rows) : show(result));
    return 0;
  } catch (error) {
    console.error(`DuckDB refused the query: ${(error as Error).message}`);
    return 2;
  }
}

const show = (result: Result) =>
  table(result.columns, result.rows.map((row) => result.columns.map((name) => row[name]))) +
  `\n(${result.rows.length} ${result.rows.length === 1 ? "row" : "rows"})`;

const historyFile = "data/.sql_history";

async function prompt(db: Database): Promise<number> {
  const past = await Deno.readTextFile(historyFile).catch(() => "");
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
    history: past.split("\n").filter(Boolean).reverse(),
    historySize: 1000,
  });
  console.log(
    "DuckDB over every run: views requests, runs, latest. A statement ends with ; — .exit leaves.",
  );
  let statement = "";
  terminal.setPrompt("tokenboard> ");
  terminal.prompt();
  for await (const line of terminal) {
    if (!statement && [".exit", ".quit", "exit", "quit"].includes(line.trim())) break;
    statement += (statement ? "\n" : "") + line;
    if (statement.trim().endsWith(";")) {
      await once(db, statement, false);
      await Deno.writeTextFile(historyFile, statement.replaceAll("\n", " ") + "\n", {
        append: true,
      }).catch(() => {});
      statement = "";
    }
    terminal.setPrompt(statement ? "        ..> " : "tokenboard> ");
    terminal.prompt();
  }
  terminal.close();
  return 0;
}
