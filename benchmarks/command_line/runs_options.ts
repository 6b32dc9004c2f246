/** `runs` and what it does to each run. */
import type { Settle, TokenboardCommand } from "./command.ts";
import { storeOption } from "./values.ts";

const aRun = "its name, the beginning of it, its folder, or latest";

const compactWords =
  "Move the rows of old runs into few files, by month; every answer stays the same";
const compactJson =
  "{before, months: [{month, runs, rows, files, bytes_before, bytes_after}], merged: [{month, from, file, " +
  "bytes_before, bytes_after}], stay, newer, moved}";

function addCompact(command: TokenboardCommand, settle: Settle): void {
  command
    .option(
      "--before <day>",
      "runs that began before this day, UTC (default: of this month's first)",
    )
    .option("--dry-run", "say what would be moved, and move nothing")
    .action((options) =>
      settle(import("../commands/runs/compact.ts").then((c) => c.compactRuns(options)))
    );
}

/** `compact`, which is `runs compact` by its short name. */
export const addShortCompact = (program: TokenboardCommand, settle: Settle): void =>
  addCompact(
    program.command("compact").description(compactWords)
      .option("--json", `print ${compactJson}`)
      .option("--results-dir <dir>", "look at the runs in this folder")
      .addOption(storeOption()),
    settle,
  );

/** `merge`: what shards committed becomes a run. */
export const addMerge = (program: TokenboardCommand, settle: Settle): void =>
  void program.command("merge").description(
    "Make one run of what its shards committed, or say what it lacks (docs/shards.md)",
  )
    .argument("[run]", "the run's id (default: every run that is whole)")
    .addOption(storeOption())
    .option("--catalogue <name>", "add the run to this catalogue, too (docs/catalogue.md)")
    .option("--without-missing", "merge what is there, as an invalid run that says what is missing")
    .option("--json", "print an array of {runId, shards, done, state, rows, lacking, notes}")
    .action((run, options) =>
      settle(import("../commands/runs/merge.ts").then((c) => c.mergeCommand(run, options)))
    );

export function addRuns(program: TokenboardCommand, settle: Settle): void {
  const runs = program.command("runs").description(
    "The runs of the store: list them, say what each is worth, take one out",
  );
  const add = (name: string, description: string, json: string, isDefault = false) =>
    runs.command(name, { isDefault }).description(description)
      .option("--json", `print ${json}`)
      .option("--results-dir <dir>", "look at the runs in this folder")
      .addOption(storeOption());
  const words = "{run_id, folder, note, tags, invalid_because, run_by, interest, changed_at}";
  const list = () => import("../commands/runs/list.ts");
  const said = () => import("../commands/runs/words.ts");
  const trash = () => import("../commands/runs/trash.ts");
  add("list", "Every run, newest first (runs alone does the same)", "an array of them", true)
    .action((options) => settle(list().then((c) => c.listRuns(options))));
  add("show", "What one run was, and what its publisher says of it", "it, as view runs has it")
    .argument("<run>", aRun)
    .action((run, options) =>
      settle(import("../commands/runs/show.ts").then((c) => c.showRun(run, options)))
    );
  add("note", "Note something of a run, in place of what was noted before", words)
    .argument("<run>", aRun).argument("[text]", "up to 2,000 characters")
    .option("--undo", "take the note away")
    .action((run, text, options) => settle(said().then((c) => c.noteRun(run, text, options))));
  add("tag", "Give a run tags, by which data/board.jsonc chooses", words)
    .argument("<run>", aRun).argument("<tags...>", "words without blanks")
    .option("--remove", "take them away")
    .action((run, tags, options) => settle(said().then((c) => c.tagRun(run, tags, options))));
  add("invalid", "Mark a run as no result: it stays in SQL and leaves every ranking", words)
    .argument("<run>", aRun)
    .option("--because <reason>", "why, as pages will say it")
    .option("--undo", "take the mark away")
    .action((run, options) => settle(said().then((c) => c.invalidRun(run, options))));
  add("disclose", "Say who ran it, and what their interest in the providers is", words)
    .argument("<run>", aRun)
    .option("--run-by <who>", "who ran it")
    .option("--interest <text>", "such as 'employed by one of them', or 'none'")
    .option("--undo", "take both away")
    .action((run, options) => settle(said().then((c) => c.discloseRun(run, options))));
  add(
    "delete",
    "Move runs to the trash of the store (data/trash); nothing is removed",
    "an array of {run_id, from, to}",
  )
    .argument("<runs...>", `${aRun}; one that is left out, by its folder`)
    .option("--yes", "move them without a question")
    .action((names, options) => settle(trash().then((c) => c.deleteRuns(names, options))));
  add(
    "restore",
    "Move runs back from the trash, never over another",
    "an array of {run_id, from, to}",
  )
    .argument("[runs...]", aRun.replace(", or latest", ""))
    .option("--all", "every run that lies there")
    .action((names, options) => settle(trash().then((c) => c.restoreRuns(names, options))));
  addCompact(add("compact", compactWords, compactJson), settle);
  add(
    "check",
    "Read every run folder through; exit 1 where one is left out",
    "an array of {folder, run_id, rows, left_out}",
  )
    .action((options) => settle(list().then((c) => c.checkRuns(options))));
}
