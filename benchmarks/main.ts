/** `deno task COMMAND`. Wrong usage and wrong settings, of a store too, exit 2; what may pass exits 1. */
import { CommanderError } from "commander";
import { addBench } from "./command_line/bench_options.ts";
import { type Settle, TokenboardCommand } from "./command_line/command.ts";
import { emptyOptions, missingFolder, unheardOptions } from "./command_line/given_options.ts";
import { enterStore, leaveStore } from "./commands/remote/store.ts";
import { readDotEnv } from "./targets/dot_env.ts";
import { secretVariables } from "./targets/secret_variables.ts";
import { ConfigError } from "./plan/config.ts";
import { errorWords } from "./places/disk_faults.ts";
import { WrongStore } from "./places/faults.ts";
import { withoutEnd } from "./providers/read/ends.ts";
import { redact } from "./record/redact.ts";
import { onlyShow } from "./report/terminal.ts";

// Whatever an error says, no secret of the environment leaves with it.
const secrets = () => secretVariables(Deno.env.toObject()).map(({ value }) => value);
const sayError = (error: unknown) => console.error(redact(errorWords(error), secrets(), Infinity));
const program = new TokenboardCommand("deno task").description(
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
program.hook("preAction", async (_, command) => {
  const options = command.opts();
  const given = Object.keys(options).filter((n) => command.getOptionValueSource(n) === "cli");
  const faults = emptyOptions(options, command.args);
  // What a command of several does, it does to the same folder.
  const task = command.parent === program ? command : command.parent!;
  faults.push(...missingFolder(task.name(), options));
  if (command.name() === "bench") faults.push(...unheardOptions(given, command.args.length > 0));
  if (faults.length) throw new ConfigError("command line", faults);
  const words = task === command ? [command.name()] : [task.name(), command.name()];
  command.setOptionValue("store", await enterStore(words.join(" "), options));
});
let status = 0;
const settle: Settle = async (work) => {
  status = await work;
};
addBench(program, settle);
// A benchmark begins sooner without what the others are made of.
if (Deno.args[0] !== "bench") {
  (await import("./command_line/watch_options.ts")).addWatch(program, settle);
  (await import("./command_line/commands.ts")).addCommands(program, settle);
}

// Deno would print what nobody waited for as it is.
for (const event of ["error", "unhandledrejection"] as const) {
  addEventListener(event, (found) => {
    found.preventDefault();
    sayError("reason" in found ? found.reason : (found as ErrorEvent).error);
    Deno.exit(1);
  });
}
const failed = (error: unknown) => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  sayError(error);
  return error instanceof ConfigError || error instanceof WrongStore ? 2 : 1;
};
try {
  onlyShow();
  readDotEnv();
  // A statement may begin with a comment; an option never has a blank in its name.
  const given = Deno.args.map((arg) => /^--[^=\s]*\s/.test(arg) ? ` ${arg}` : arg);
  await program.parseAsync(given, { from: "user" });
} catch (error) {
  status = failed(error);
}
// A run that was made before something failed is put where it belongs, too.
await leaveStore().catch((error) => status ||= failed(error));
Deno.exit(status);
