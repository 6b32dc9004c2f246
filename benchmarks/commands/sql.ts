/** `deno task sql`: one query over every run, or a prompt with history. */
import { createInterface } from "node:readline/promises";
import { isPlainFile } from "../files/own_file.ts";
import { ConfigError } from "../plan/config.ts";
import type { Database, Result } from "../store/duckdb.ts";
import { anewWhereGone, isGone } from "../store/door/gone.ts";
import { findRuns, type FoundRuns } from "../store/run_folders.ts";
import { addOwnTables } from "../store/own_tables.ts";
import { dataFolder, openFolder, runsFolder } from "../store/views.ts";
import { renewViewsFile } from "../store/views_file.ts";
import { sayLeftOut } from "../report/left_out.ts";
import { recover, sayUnsealed } from "../bench/rescue.ts";
import { csvText } from "../shared/csv.ts";
import { fittingTable, printable, terminalWidth } from "../report/table.ts";
import { asksCatalogue, type AsOfOptions, storeThen } from "./catalogue/then.ts";
import { foundThere } from "./remote/store.ts";
import { isNothing, isWhole, leaves, oneLine, shellWord } from "./statement.ts";

/** How results are printed: as tables, or that of the last statement for programs. */
type Form = "tables" | "json" | "csv";

/**
 * Runs `given` (statements, or the name of a file that holds some), else what is piped in, else a prompt. Returns the
 * exit status.
 */
export async function sqlCommand(
  given: string | undefined,
  options: AsOfOptions & { json?: boolean; csv?: boolean },
): Promise<number> {
  if (options.json && options.csv) {
    throw new ConfigError("command line", ["--json and --csv: give one of them"]);
  }
  const query = given !== undefined ? await statements(given) : await piped();
  const runs = options.resultsDir ?? runsFolder();
  await sayUnsealed(runs, await recover(runs));
  const folder = options.resultsDir ?? dataFolder();
  const first = await sayLeftOut(options.resultsDir, foundThere());
  return await anewWhereGone(async (look) => {
    const found = look === 0 || foundThere() ? first : await findRuns(folder);
    return await answered(query, found, folder, options);
  });
}

/** One look at the store: the query is answered, or a person asks. Throws where a file of a run went meanwhile. */
async function answered(
  query: string | undefined,
  found: FoundRuns,
  folder: string,
  options: AsOfOptions & { json?: boolean; csv?: boolean },
): Promise<number> {
  const then = asksCatalogue(options) ? await storeThen(options, found) : null;
  const opened = await openFolder(folder, then?.found ?? found, then?.folder);
  const { db } = opened;
  try {
    // A convenience for other tools.
    if (!options.resultsDir && !then && !foundThere()) {
      await renewViewsFile(dataFolder(), opened).catch(() => {});
    }
    for (const why of await addOwnTables(db)) console.error(why);
    if (query !== undefined) {
      const form = options.json ? "json" : options.csv ? "csv" : "tables";
      return await once(db, query, form, isGone);
    }
    return await prompt(db);
  } finally {
    db.close();
    if (then) await Deno.remove(then.folder, { recursive: true }).catch(() => {});
  }
}

/** What another program wrote, as in `echo "SELECT 1" | deno task sql`; undefined where a person sits at a terminal. */
async function piped(): Promise<string | undefined> {
  return Deno.stdin.isTerminal() ? undefined : await new Response(Deno.stdin.readable).text();
}

/** The text of a file where one is named, else what was given. */
async function statements(given: string): Promise<string> {
  if (!/^\S+\.sql$/i.test(given) && !await Deno.stat(given).then((s) => s.isFile, () => false)) {
    return given;
  }
  try {
    return (await Deno.readTextFile(given)).replace(/^\ufeff/, "");
  } catch (error) {
    throw new ConfigError(
      given,
      [`the file cannot be read: ${(error as Error).message}`],
      "be run",
    );
  }
}

/**
 * Every result is shown; to a program, which expects one, that of the last statement. Throws what is `passing`, where
 * nothing was shown yet.
 */
async function once(
  db: Database,
  query: string,
  form: Form,
  passing: (error: unknown) => boolean = () => false,
): Promise<number> {
  let shown = false;
  try {
    if (isNothing(query)) throw new Error("there is no statement in it");
    let last: Result = { columns: [], rows: [] };
    await db.queryEach(query, (result) => {
      if (form === "tables") console.log(show(result));
      else last = result;
      shown ||= form === "tables";
    });
    if (form === "json") console.log(JSON.stringify(last.rows));
    if (form === "csv") await printCsv(csvText(last));
    return 0;
  } catch (error) {
    if (!shown && passing(error)) throw error;
    console.error(`DuckDB refused the query: ${(error as Error).message}`);
    return 2;
  }
}

/** A file or another program gets every text as it is. */
async function printCsv(text: string): Promise<void> {
  if (Deno.stdout.isTerminal()) return console.log(text.replaceAll("\r\n", "\n"));
  await new Response(`${text}\n`).body!.pipeTo(Deno.stdout.writable, { preventClose: true });
}

const show = ({ columns, rows }: Result) => {
  const cells = rows.map((row) => columns.map((name) => row[name]));
  const width = terminalWidth();
  return `${fittingTable(columns, cells, width)}\n(${rows.length} ${
    rows.length === 1 ? "row" : "rows"
  })`;
};

const historyFile = () => `${dataFolder()}/.sql_history`;

async function pastStatements(): Promise<string[]> {
  const path = historyFile();
  return await isPlainFile(path) ? (await Deno.readTextFile(path)).split("\n").filter(Boolean) : [];
}

// In a store of somebody else's the file's name may be a link to another.
async function remember(statement: string): Promise<void> {
  const path = historyFile();
  const there = await isPlainFile(path);
  const how = there ? { append: true } : { createNew: true };
  await Deno.writeTextFile(path, oneLine(statement) + "\n", how);
}

async function prompt(db: Database): Promise<number> {
  const past = await pastStatements().catch(() => []);
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
    history: past.reverse().map(printable),
    historySize: 1000,
  });
  console.log(
    "DuckDB over every run: views requests, runs, latest. A statement ends with ; — .exit leaves.",
  );
  let statement = "";
  let ended = false;
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
      await once(db, statement, "tables");
      await remember(statement).catch(() => {});
      statement = "";
    }
    ask();
  }
  terminal.close();
  return 0;
}
