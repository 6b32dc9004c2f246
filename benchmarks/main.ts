/** The table of commands. Wrong usage exits 2. */
import { CommanderError, InvalidArgumentError, Option } from "commander";
import { TokenboardCommand } from "./commands/command.ts";
import { emptyOptions, missingFolder, unheardOptions } from "./commands/given_options.ts";
import { readDotEnv } from "./targets/dot_env.ts";
import { notebookCommand, notebookHelp } from "./commands/notebook.ts";
import { secretVariables } from "./targets/secret_variables.ts";
import { ConfigError } from "./plan/config.ts";
import { withoutEnd } from "./providers/read/ends.ts";
import { redact } from "./record/redact.ts";
import { onlyShow } from "./report/terminal.ts";

// Whatever an error says, no secret of the environment leaves with it.
const secrets = () => secretVariables(Deno.env.toObject()).map(({ value }) => value);
const sayError = (error: unknown) =>
  console.error(redact((error as Error)?.message ?? String(error), secrets(), Infinity));
const program = new TokenboardCommand("tokenboard").description(
  "Measures LLM inference providers and publishes what it measured.",
)
  .exitOverride()
  // Its own way would print the words of a command line as they are.
  .configureOutput({
    writeOut: (text) => console.log(withoutEnd(text, "\n")),
    writeErr: (text) => console.error(withoutEnd(text, "\n")),
  })
  // All options behind an error would push the error off the screen.
  .showHelpAfterError("--help lists the commands, and behind a command its options.");
program.hook("preAction", (_, command) => {
  const options = command.opts();
  const given = Object.keys(options).filter((n) => command.getOptionValueSource(n) === "cli");
  const faults = emptyOptions(options, command.args);
  faults.push(...missingFolder(command.name(), options));
  if (command.name() === "bench") faults.push(...unheardOptions(given));
  if (faults.length) throw new ConfigError("command line", faults);
});
let status = 0;
// What a command needs is loaded when it is given: no other waits for it.
const settle = async (work: Promise<number>) => {
  status = await work;
};

const number = (text: string) => {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError("It is not a number of 0 or more.");
  }
  return value;
};
const collect = (text: string, all: string[]) => [...all, text];
// 0.05 without a sign is a share: nobody means a twentieth of a per cent.
const percent = (text: string) => {
  const value = number(/\d/.test(text) ? text.replace(/%$/, "") : "none");
  return text.endsWith("%") || value >= 1 ? value / 100 : value;
};
program.command("bench").description("Run a benchmark, print its summary, rebuild the site")
  .argument(
    "[config...]",
    "names in benchmarks/configs, files, or RUN/run.json to repeat a run (default: quickstart)",
  )
  .addOption(
    new Option("--kind <kind>", "correctness: LLMPerf's other test, numbers in words to digits")
      .choices(["speed", "correctness"]),
  )
  .option("--model <name>", "the model to ask for; with it the options are the configuration")
  .option(
    "--llm-api <name>",
    "protocol or provider (deno task providers), or litellm with its model strings",
    "openai",
  )
  .option("--base-url <url>", "where the API is (default: the provider's variable, or address)")
  .option("--provider <name>", "label of its rows (default: host and port of the base URL)")
  .option("--mean-input-tokens <n>", "prompt tokens", number, 550)
  .option("--stddev-input-tokens <n>", "their spread", number, 150)
  .option("--mean-output-tokens <n>", "tokens to ask for", number, 150)
  .option("--stddev-output-tokens <n>", "their spread", number, 80)
  .option("--num-concurrent-requests <n>", "requests in flight", number, 10)
  .option(
    "--max-num-completed-requests <n>",
    "requests in all (default: 10, of kind correctness 50)",
    number,
  )
  .option("--timeout <s>", "of the whole run; then it stops with what it has", number, 90)
  .option("--request-timeout <s>", "of one request", number, 180)
  .option("--additional-sampling-params <json>", "extra fields of the request body", "{}")
  .option("--connect-timeout <s>", "until a connection stands (default: 10)", number)
  .option("--first-token-timeout <s>", "until the first token (default: none)", number)
  .option("--idle-timeout <s>", "between two arrivals, once a token came (default: 60)", number)
  .option("--end-grace <s>", "from an end mark to the end of the body (default: 0.5)", number)
  .option(
    "--finish-grace <s>",
    "silence after a finish reason without end mark (default: 5)",
    number,
  )
  .option(
    "--header <name: value>",
    "extra header, any number of times; ${NAME} in it is a variable of the environment",
    collect,
    [],
  )
  .option("--ca-file <pem>", "authority that signed the server's certificate")
  .option("--unix-socket <path>", "send to this socket instead of the address's host")
  .option("--keep-going", "ask on though the first attempts say that the target cannot work")
  .option("--record", "keep every attempt's bytes and times, for deno task replay")
  .option("--resume <run>", "go on with a run that was cut off: a folder, or its name")
  .option(
    "--yes",
    "allow what a repeated run, or a file from elsewhere, asks for, without a question",
  )
  .option("--allow-env <name>", "let such a file send this variable, repeatable", collect, [])
  .option("--allow-host <host>", "let such a file ask this host, repeatable", collect, [])
  .option("--metadata <k=v,...>", "kept in run.json and in LLMPerf's summary")
  .option("--seed <n>", "seed of prompts and order", number)
  .option("--dataset <file>", "own prompts: JSON lines, or ShareGPT's array")
  .option("--no-nonce", "let a prefix cache answer: no nonce before the prompts")
  .option("--prefix-tokens <n>", "first tokens of a prompt that others share", number)
  .option("--prefix-groups <n>", "number of different shared prefixes", number)
  .option(
    "--results-dir <dir>",
    "where the run's folder goes (default: data/runs)",
    (text) => text || undefined, // LLMPerf's own default is the empty string: no folder of one's own
  )
  .option("--probes", "a few requests in every block that say whether an answer is the model's own")
  .option("--keep-text", "keep the generated text")
  .option("--dry-run", "print the plan, its tokens and what it can support, send nothing")
  .option("--no-site", "do not rebuild the site")
  .option("--full", "print every statistic of the summary, not its first table alone")
  .option("--json", "print the summary (or the plan) as JSON on stdout, everything else on stderr")
  .action((configs, options) =>
    settle(import("./commands/bench.ts").then((c) => c.benchCommand(configs, options)))
  );
program.command("replay").description("Decode the recordings of a run again and compare")
  .argument("<run>", "a run's folder, or its name in data/runs")
  .option("--json", "print {run_id, rows, replayed, differ, differences}")
  .option("--results-dir <dir>", "where the run's folder is")
  .action((run, options) =>
    settle(import("./commands/replay.ts").then((c) => c.replayCommand(run, options)))
  );
program.command("compare").description("Is B really faster than A? Ratio with interval and verdict")
  .argument("<a>", "a run (folder or name), or a filter such as provider=NAME,model_size=70b")
  .argument("<b>", "another")
  .option("--metric <name>", "a metric of the catalogue, any number of times", collect, [])
  .option(
    "--fail-if-slower <percent>",
    "exit 1 where B is slower by more than this, such as 5% or 0.05, or answers nothing",
    percent,
  )
  .option("--json", "print an array of {metric, a, b, n_a, n_b, ratio, low, high, verdict}")
  .option("--results-dir <dir>", "look for the runs in this folder")
  .action((a, b, options) =>
    settle(import("./commands/compare.ts").then((c) => c.compareCommand(a, b, options)))
  );
program.command("conformance").description("Meet every fault a stream can have, and judge its row")
  .option("--json", "print an array of {line, right, holds, met}")
  .option("--carry", "write the results that a checkout carries, not this machine's own")
  .action((options) =>
    settle(import("./commands/conformance.ts").then((c) => c.conformanceCommand(options)))
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
    settle(import("./commands/simulator.ts").then((c) => c.simulatorCommand(options)))
  );
program.command("sql").description("DuckDB over every run: a prompt, or statements").argument(
  "[query]",
  "statements, or a file of them",
)
  .option("--json", "print the last result as an array of rows")
  .option("--csv", "print the last result as CSV")
  .option("--results-dir <dir>", "look at the runs in this folder")
  .action((query, options) =>
    settle(import("./commands/sql.ts").then((c) => c.sqlCommand(query, options)))
  );
const runs = program.command("runs").description("The runs of the store");
runs.command("list").description("Every run, newest first")
  .option("--json", "print an array of them")
  .option("--results-dir <dir>", "look at the runs in this folder")
  .action((options) => settle(import("./commands/runs.ts").then((c) => c.listRuns(options))));
runs.command("check").description("Read every run folder through; exit 1 where one is left out")
  .option("--json", "print an array of {folder, run_id, rows, left_out}")
  .option("--results-dir <dir>", "look at the runs in this folder")
  .action((options) => settle(import("./commands/runs.ts").then((c) => c.checkRuns(options))));
program.command("import").description("Bring in result files of other harnesses").argument(
  "<path...>",
)
  .option("--json", "print an array of {file, run_id, rows, skipped}").option(
    "--results-dir <dir>",
    "write the runs into this folder",
  )
  .option("--location <place>", "where the requests were sent from").option(
    "--source <text>",
    "where the files are from",
  )
  .option("--licence <name>", "licence of the files").action((paths, options) =>
    settle(import("./commands/import.ts").then((c) => c.importCommand(paths, options)))
  );
program.command("providers [name]").description(
  "What can be driven, and which keys are present; with a name, one in full",
)
  .option(
    "--json",
    "print an array of everything: protocol, address, variables and which are set, columns, evidence",
  )
  .action((name, options) =>
    settle(import("./commands/providers.ts").then((c) => c.providersCommand(name, options)))
  );
program.command("site").description("Build the static site into dist/").action(() =>
  settle(import("./commands/site.ts").then((c) => c.buildSite()))
);
program.command("dev").description("The site, live, while you edit").option(
  "--port <port>",
  "port to serve on",
)
  .action((options) =>
    settle(import("./commands/site.ts").then((c) => c.previewSite(options.port)))
  );
program.command("notebook").description(
  "Write a page of one's own for a question, which runs as it is",
)
  .argument("<question>", "its title, such as 'Does prompt length matter?'")
  .addHelpText("after", notebookHelp)
  .action((question) => settle(notebookCommand(question)));
program.command("coverage").description("Try the judging on data whose truth is known")
  .option("--runs <n>", "seeded runs of each cell", number, 2000)
  .option("--leaderboards <n>", "seeded leaderboards, and pairs, of each row", number, 1000)
  .option("--json", "print {made_at, intervals, leaderboards, comparisons}")
  .action((options) =>
    settle(import("./commands/coverage.ts").then((c) => c.coverageCommand(options)))
  );
program.command("judging").description("Time the judging beside DuckDB's plain quantiles")
  .option("--rows <n>", "attempts to judge", number, 1_000_000)
  .option("--json", "print {rows, systems, plain_s, judged_s, ratio}")
  .action((options) =>
    settle(import("./commands/judging.ts").then((c) => c.judgingCommand(options)))
  );

// Deno would print what nobody waited for as it is.
for (const event of ["error", "unhandledrejection"] as const) {
  addEventListener(event, (found) => {
    found.preventDefault();
    sayError("reason" in found ? found.reason : (found as ErrorEvent).error);
    Deno.exit(1);
  });
}
try {
  onlyShow();
  readDotEnv();
  // A statement may begin with a comment; an option never has a blank in its name.
  const given = Deno.args.map((arg) => /^--[^=\s]*\s/.test(arg) ? ` ${arg}` : arg);
  await program.parseAsync(given, { from: "user" });
} catch (error) {
  if (error instanceof CommanderError) status = error.exitCode === 0 ? 0 : 2;
  else {
    sayError(error);
    status = error instanceof ConfigError ? 2 : 1;
  }
}
Deno.exit(status);
