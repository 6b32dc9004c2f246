/** The words of a command line that another one can begin with. */
import { Command } from "commander";
import { configOptions } from "./bench_options.ts";

/** What is said elsewhere: a budget in its own words, and what a file from elsewhere may ask for. */
const saidElsewhere = ["budget", "yes", "allowEnv", "allowHost"];

/** The options of a configuration's run that were given, as they are written. */
export const wordsGiven = (command: Command): string[] =>
  configOptions(new Command()).options.flatMap((option) => {
    const name = option.attributeName();
    const value = command.getOptionValue(name);
    const given = command.getOptionValueSource(name) === "cli";
    if (!given || saidElsewhere.includes(name)) return [];
    if (typeof value === "boolean") return value === option.negate ? [] : [option.long!];
    return [option.long!, Array.isArray(value) ? value.map((s) => `${s}s`).join("..") : `${value}`];
  });
