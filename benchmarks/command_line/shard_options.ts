/** Options of a run that several machines share (docs/shards.md). */
import type { Command } from "commander";
import { httpUrl, port, seconds } from "./values.ts";

export const shardOptions = (command: Command): Command =>
  command
    .optionsGroup("Several machines:")
    .option(
      "--shard <i/n>",
      "make one of n parts of a run, 0/4 to 3/4; off: none, whatever a scheduler says (docs/shards.md)",
    )
    .option("--run-id <id>", "the run's name; all of its shards are given the same")
    .option("--part-s <seconds>", "how often finished rows go to the store (default: 60)", seconds)
    .option("--location <name>", "where the requests are sent from")
    .option("--start-within <s>", "how long a shard waits for the others (default: 600)", seconds)
    .option("--clock-port <n>", "shard 0 lets its clock be asked at this port", port)
    .option("--clock <url>", "where the others ask it (default: the store's clock)", httpUrl);
