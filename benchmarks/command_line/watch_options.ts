/** `watch` and its options, and the round that it starts. */
import { InvalidArgumentError, Option } from "commander";
import { seconds } from "../watch/duration.ts";
import { longestInterval, mostJitter, shortestInterval } from "../store/watches/grid.ts";
import { printed } from "../watch/schedule.ts";
import type { Settle, TokenboardCommand } from "./command.ts";
import { configOptions } from "./bench_options.ts";
import { wordsGiven } from "./given_words.ts";
import { count, percent } from "./values.ts";

/** A length of time in seconds. */
const time = (text: string): number => {
  const found = seconds(text);
  if (found === null) throw new InvalidArgumentError("Write it as 90s, 15min, 1h or 5d.");
  return found;
};

const interval = (text: string): number => {
  if (time(text) < shortestInterval) throw new InvalidArgumentError("It is less than a second.");
  if (time(text) > longestInterval) throw new InvalidArgumentError("It is more than a year.");
  return time(text);
};

/** With more, and the time that a late round has, two rounds could meet. */
const jitter = (text: string): number => {
  if (percent(text) > mostJitter) throw new InvalidArgumentError("It is more than 50%.");
  return percent(text);
};

export function addWatch(program: TokenboardCommand, settle: Settle): void {
  const watch = program.command("watch").description(
    "Measure again and again, keep what was missed as gaps, rebuild the site after each round",
  )
    .argument("<config>", "a name in benchmarks/configs, a file, or RUN/run.json")
    .option("--every <time>", "between rounds: 90s, 15min, 1h, 1d", interval)
    .option("--for <time>", "how long, from the first round: 12h, 5d (default: until Ctrl-C)", time)
    .option(
      "--rounds <n>",
      "how many in all, from the first, those that were missed too",
      count,
    )
    .option(
      "--jitter <share>",
      "a round comes later by up to this share of the interval, by the seed (default: 10%)",
      jitter,
    );
  configOptions(watch)
    .addOption(
      new Option("--print <what>", "print what starts it from outside, and measure nothing")
        .choices([...printed]),
    )
    .option("--results-dir <dir>", "where the runs and the watch's state go; builds no site")
    .option("--no-site", "do not rebuild the site")
    .option("--json", "print each round as JSON on stdout, everything else on stderr")
    .action((config, options, command) => {
      const flags = { ...options, words: wordsGiven(command) };
      return settle(import("../commands/watch.ts").then((c) => c.watchCommand(config, flags)));
    });
  // What a watch starts; it reads what to do from standard input.
  program.command("round", { hidden: true })
    .action(() => settle(import("../commands/round.ts").then((c) => c.roundCommand())));
}
