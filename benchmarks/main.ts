/** The table of commands. Wrong usage exits 2. */
import { Command, CommanderError } from "commander";
import { importCommand } from "./commands/import.ts";
import { buildSite, previewSite } from "./commands/site.ts";
import { sqlCommand } from "./commands/sql.ts";

const program = new Command("tokenboard").description(
  "Measures LLM inference providers and publishes what it measured.",
)
  .exitOverride().showHelpAfterError();
let status = 0;
const settle = async (work: Promise<number>) => {
  status = await work;
};

program.command("sql").description("DuckDB over every run: a prompt, or one query").argument(
  "[query]",
)
  .option("--json", "print an array of rows").option(
    "--results-dir <dir>",
    "look at the runs in this folder",
  )
  .action((query, options) => settle(sqlCommand(query, options)));
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
    settle(importCommand(paths, options))
  );
program.command("site").description("Build the static site into dist/").action(() =>
  settle(buildSite())
);
program.command("dev").description("The site, live, while you edit").option(
  "--port <port>",
  "port to serve on",
)
  .action((options) => settle(previewSite(options.port)));

try {
  await program.parseAsync(Deno.args, { from: "user" });
} catch (error) {
  if (error instanceof CommanderError) status = error.exitCode === 0 ? 0 : 2;
  else {
    console.error((error as Error).message);
    status = 1;
  }
}
Deno.exit(status);
