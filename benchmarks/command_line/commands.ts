/** The other commands, each with its options. */
import { Option } from "commander";
import { notebookCommand, notebookHelp } from "../commands/notebook.ts";
import { addCatalogue } from "./catalogue_options.ts";
import { addReport } from "./report_options.ts";
import { exportFormats } from "../exports/export.ts";
import { inputEnds } from "../processes/input_ends.ts";
import type { Settle, TokenboardCommand } from "./command.ts";
import { addMerge, addRuns, addShortCompact } from "./runs_options.ts";
import { collect, count, number, percent, storeOption, workers } from "./values.ts";

export function addCommands(program: TokenboardCommand, settle: Settle): void {
  program.command("replay").description("Decode the recordings of a run again and compare")
    .argument("<run>", "a run's folder, or its name in data/runs")
    .option("--json", "print {run_id, rows, replayed, differ, differences}")
    .option("--results-dir <dir>", "where the run's folder is")
    .addOption(storeOption())
    .action((run, options) =>
      settle(import("../commands/recordings/replay.ts").then((c) => c.replayCommand(run, options)))
    );
  program.command("reconcile").description(
    "Read the recordings of a run under the definitions of every tool, and say why they differ",
  )
    .argument("<run>", "a run made with --record: its folder, or its name in data/runs")
    .option("--with <file>", "a result file of another tool, of the same endpoint: what is left")
    .option("--json", "print an array of {provider, model, requests, left_out, tools}")
    .option("--results-dir <dir>", "where the run's folder is")
    .addOption(storeOption())
    .action((run, options) =>
      settle(
        import("../commands/recordings/reconcile.ts").then((c) => c.reconcileCommand(run, options)),
      )
    );
  program.command("compare").description(
    "Is B really faster than A? Ratio with interval and verdict",
  )
    .argument(
      "<a>",
      "a run (folder or name), or a filter such as provider=NAME,utc_hour=4,since=2026-11-01",
    )
    .argument("<b>", "another")
    .option("--metric <name>", "a metric of the catalogue, any number of times", collect, [])
    .option(
      "--fail-if-slower <percent>",
      "exit 1 where B is slower by more than this, such as 5% or 0.05, or answers nothing",
      percent,
    )
    .addOption(
      new Option(
        "--runs <which>",
        "of which valid runs a filter chooses: all, or the newest of each target, as boards show",
      )
        .choices(["all", "newest"]).default("all"),
    )
    .option("--json", "print an array of {metric, a, b, n_a, n_b, ratio, low, high, verdict}")
    .option("--results-dir <dir>", "look for the runs in this folder")
    .addOption(storeOption())
    .action((a, b, options) =>
      settle(import("../commands/compare.ts").then((c) => c.compareCommand(a, b, options)))
    );
  program.command("calibrate").description(
    "How far off this harness is on this machine, beside the simulator's own log",
  )
    .argument("[config]", "whose concurrency and load it takes (default: quickstart)")
    .option("--num-concurrent-requests <n>", "requests in flight instead", count)
    .option("--workers <n|auto>", "event loops that share them instead", workers)
    .option("--json", "print what run.json keeps as calibration")
    .action((config, options) =>
      settle(import("../commands/calibrate.ts").then((c) => c.calibrateCommand(config, options)))
    );
  program.command("conformance").description(
    "Meet every fault a stream can have, and judge its row",
  )
    .option("--json", "print an array of {line, right, holds, met}")
    .option("--carry", "write the results that a checkout carries, not this machine's own")
    .action((options) =>
      settle(import("../commands/conformance.ts").then((c) => c.conformanceCommand(options)))
    );
  program.command("simulator").description("Run the simulated provider by itself")
    .option("--port <n>", "port to listen on", number, 0).option(
      "--seed <n>",
      "seed of its draws",
      number,
      1,
    )
    .option("--log <file>", "log every send, scheduled and actual")
    .option("--until-input-ends", "stop when standard input ends, as for a program that started it")
    .action((options) =>
      settle(import("../commands/simulator.ts").then((c) => c.simulatorCommand(options)))
    );
  program.command("sql").description("DuckDB over every run: a prompt, or statements").argument(
    "[query]",
    "statements, or a file of them",
  )
    .option("--json", "print the last result as an array of rows")
    .option("--csv", "print the last result as CSV")
    .option("--results-dir <dir>", "look at the runs in this folder")
    .option("--catalogue <name>", "the runs that this catalogue knows (docs/catalogue.md)")
    .option("--as-of <time>", "what it knew at that time, UTC, or at the end of that day")
    .addOption(storeOption())
    .action((query, options) =>
      settle(import("../commands/sql.ts").then((c) => c.sqlCommand(query, options)))
    );
  addCatalogue(program, settle);
  addRuns(program, settle);
  addShortCompact(program, settle);
  addMerge(program, settle);
  program.command("import").description("Bring in result files of other harnesses").argument(
    "<path...>",
  )
    .option("--json", "print an array of {file, run_id, rows, skipped}").option(
      "--results-dir <dir>",
      "write the runs into this folder",
    )
    .addOption(storeOption())
    .option("--location <place>", "where the requests were sent from")
    .option("--provider <name>", "who served them, where the files do not say")
    .option("--model <name>", "which model, where the files do not say").option(
      "--source <text>",
      "where the files are from",
    )
    .option("--licence <name>", "licence of the files")
    .option("--catalogue <name>", "add the runs to this catalogue, too (docs/catalogue.md)")
    .action((paths, options) =>
      settle(import("../commands/import.ts").then((c) => c.importCommand(paths, options)))
    );
  program.command("export <run>").description("A run in the files of other tools")
    .addOption(
      new Option("--to <format>", "whose files").choices(exportFormats).makeOptionMandatory(),
    )
    .option("--out <dir>", "write them into this folder instead of here")
    .option("--results-dir <dir>", "the store to look for the run in")
    .addOption(storeOption())
    .action((run, options) =>
      settle(import("../commands/runs/export.ts").then((c) => c.exportRun(run, options)))
    );
  program.command("providers [name]").description(
    "What can be driven, and which keys are present; with a name, one in full",
  )
    .option(
      "--json",
      "print an array of everything: protocol, address, variables and which are set, columns, evidence",
    )
    .action((name, options) =>
      settle(import("../commands/providers.ts").then((c) => c.providersCommand(name, options)))
    );
  program.command("publish").description(
    "Freeze the boards as a numbered edition that never changes, and build the site that holds it",
  )
    .option("--note <text>", "what to say of this edition, as its page and the feed print it")
    .option("--no-site", "freeze only")
    .addOption(storeOption())
    .option("--json", "print {folder, number, date, note, rules, boards, changes}")
    .action((options) =>
      settle(import("../commands/publishing/publish.ts").then((c) => c.publishCommand(options)))
    );
  program.command("site").description("Build the static site into dist/")
    .option("--edition", "boards as the newest edition has them, whatever ran since")
    .addOption(storeOption())
    .addOption(new Option("--while-input").hideHelp())
    .action(({ edition, whileInput }) => {
      const end = whileInput ? inputEnds() : undefined;
      return settle(
        import("../commands/site.ts").then((c) =>
          edition ? c.buildEdition(end) : c.buildSite(undefined, end)
        ),
      );
    });
  program.command("dev").description("The site, live, while you edit").option(
    "--port <port>",
    "port to serve on",
  )
    .action((options) =>
      settle(import("../commands/site.ts").then((c) => c.previewSite(options.port)))
    );
  program.command("notebook").description(
    "Write a page of one's own for a question, which runs as it is",
  )
    .argument("<question>", "its title, such as 'Does prompt length matter?'")
    .addHelpText("after", notebookHelp)
    .action((question) => settle(notebookCommand(question)));
  addReport(program, settle);
  program.command("coverage").description("Try the judging on data whose truth is known")
    .option("--runs <n>", "seeded runs of each cell", number, 2000)
    .option("--leaderboards <n>", "seeded leaderboards, pairs and series of each row", number, 1000)
    .option("--over-time", "the hour's effect and changes over time instead")
    .option("--json", "print {made_at, ...} as the files in benchmarks/coverage keep it")
    .action((options) =>
      settle(import("../commands/coverage.ts").then((c) => c.coverageCommand(options)))
    );
  program.command("judging").description("Time the judging beside DuckDB's plain quantiles")
    .option("--rows <n>", "attempts to judge", number, 1_000_000)
    .option("--json", "print {rows, systems, plain_s, judged_s, ratio}")
    .action((options) =>
      settle(import("../commands/judging.ts").then((c) => c.judgingCommand(options)))
    );
}
