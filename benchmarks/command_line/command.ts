/** Commander's command, whose word on unknown options helps those who come from another harness. */
import { Command } from "commander";
import { inOurWords } from "./load_options.ts";
import { hereInsteadOf, unknownFlags } from "./other_flags.ts";

/** Takes a command's work and its exit status; what it needs is loaded when it is given. */
export type Settle = (work: Promise<number>) => Promise<void>;

/** What is said of `--store` to commands that go on for as long as they are let, on a folder of this machine. */
const withoutStore: Record<string, string> = {
  watch: "watch has no --store: TOKENBOARD_STORE names another folder of this machine, and what " +
    "--print prints starts deno task bench, which measures into any store",
  dev: "dev has no --store: TOKENBOARD_STORE names another folder of this machine, and " +
    "deno task site --store builds the site of any store",
};

export class TokenboardCommand extends Command {
  #unknown: string[] = [];

  override createCommand(name?: string): TokenboardCommand {
    return new TokenboardCommand(name);
  }

  override parseOptions(args: string[]) {
    const parsed = super.parseOptions(this.name() === "bench" ? args.map(inOurWords) : args);
    this.#unknown = parsed.unknown;
    return parsed;
  }

  /** Commander's own speaks of the command that stands for none; it is called with all words that are too many. */
  _excessArguments(words: string[]): void {
    const others = this.parent?.commands.filter((c) => c !== this).map((c) => c.name()) ?? [];
    const isDefault = this.name() === "list" && others.length > 0;
    if (isDefault && words.length) {
      return this.error(
        `error: ${this.parent!.name()} has no command '${words[0]}'; it has list, ${
          others.join(", ")
        }`,
        { code: "commander.excessArguments" },
      );
    }
    return (Command.prototype as unknown as { _excessArguments(words: string[]): void })
      ._excessArguments.call(this, words);
  }

  /** Commander calls it with the first of them alone, and knows a slip of the hand: that stays its own. */
  unknownOption(flag: string): void {
    const unstored = /^--store(=|$)/.test(flag) ? withoutStore[this.name()] : undefined;
    if (unstored) return this.error(`error: ${unstored}`, { code: "commander.unknownOption" });
    const { flags, text } = unknownFlags(this.#unknown);
    const slip = flags.length < 2 && hereInsteadOf(flag) === null;
    if (this.name() === "bench" && !slip) {
      return this.error(`error: ${text}`, { code: "commander.unknownOption" });
    }
    return (Command.prototype as unknown as { unknownOption(flag: string): void }).unknownOption
      .call(this, flag);
  }
}
