/** `deno task sql`: one query over every run, or a prompt with history. */
import { createInterface } from "node:readline/promises";
import type { Database, Result } from "../store/duckdb.ts";
import { dataFolder, openStore, runsFolder, writeViewsFile } from "../store/views.ts";
import { sayLeftOut } from "./left_out.ts";
import { recover, sayUnsealed } from "./rescue.ts";
import { fittingTable } from "../report/table.ts";
import { isNothing, isWhole, leaves, oneLine, shellWord } from "./statement.ts";

/** Runs `query`, or a prompt where there is none. Returns the exit status. */
export async function sqlCommand(
  query: string | undefined,
  options: { json?: boolean; resultsDir?: string },
): Promise<number> {
  const runs = options.resultsDir ?? runsFolder();
  await sayUnsealed(runs, await recover(runs));
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

/** Every result is shown; as JSON, whose readers expect one array, that of the last statement. */
async function once(db: Database, query: string, json: boolean): Promise<number> {
  try {
    if (isNothing(query)) throw new Error("there is no statement in it");
    let last: Result["rows"] = [];
    await db.queryEach(query, (result) => {
      if (json) last = result.rows;
      else console.log(show(result));
    });
    if (json) console.log(JSON.stringify(last));
    return 0;
  } catch (error) {
    console.error(`DuckDB refused the query: ${(error as Error).message}`);
    return 2;
  }
}

const show = ({ columns, rows }: Result) => {
  const cells = rows.map((row) => columns.map((name) => row[name]));
  const width = Deno.stdout.isTerminal() ? Deno.consoleSize().columns : Infinity;
  return `${fittingTable(columns, cells, width)}\n(${rows.length} ${
    rows.length === 1 ? "row" : "rows"
  })`;
};

const historyFile = () => `${dataFolder()}/.sql_history`;

async function prompt(db: Database): Promise<number> {
  const past = await Deno.readTextFile(historyFile()).catch(() => "");
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
  let status = 0;
  let ended = false; // a pipe is read to its end before its first line is handed on
  terminal.on("close", () => ended = true);
  const ask = () => {
    if (ended) return;
    terminal.setPrompt(statement ? "        ..> " : "tokenboard> ");
    terminal.prompt();
  };
  // Ctrl-C gives up what was typed, not the prompt.
  terminal.on("SIGINT", () => {
    statement = "";
    terminal.write(null, { ctrl: true, name: "e" });
    terminal.write(null, { ctrl: true, name: "u" });
    console.log("^C  (.exit or Ctrl-D leaves)");
    ask();
  });
  ask();
  for await (const line of terminal) {
    if (!statement && leaves(line)) break;
    const hint = statement ? null : shellWord(line);
    if (hint) console.log(hint);
    else statement += (statement ? "\n" : "") + line;
    if (isNothing(statement)) statement = "";
    else if (isWhole(statement)) {
      status ||= await once(db, statement, false);
      await Deno.writeTextFile(historyFile(), oneLine(statement) + "\n", {
        append: true,
      }).catch(() => {});
      statement = "";
    }
    ask();
  }
  terminal.close();
  if (process.stdin.isTTY) return 0;
  // A script whose last statement has no semicolon means it all the same.
  if (statement) status ||= await once(db, statement, false);
  return status;
}
