/** `bench` and its options: LLMPerf's, with their defaults, and ours. */
import { type Command, Option } from "commander";
import { inputEnds } from "../processes/input_ends.ts";
import type { Settle, TokenboardCommand } from "./command.ts";
import { loadOptions } from "./load_options.ts";
import { shardOptions } from "./shard_options.ts";
import {
  budget,
  collect,
  count,
  number,
  span,
  start,
  storeOption,
  time,
  workers,
} from "./values.ts";

/** What may stand beside the name of a configuration. */
export const configOptions = (command: Command): Command =>
  command.optionsGroup("Prompts:").addOption(
    new Option("--kind <kind>", "correctness: LLMPerf's other test, numbers in words to digits")
      .choices(["speed", "correctness"]),
  )
    .optionsGroup("A run:")
    .option("--keep-going", "ask on though the first attempts say that the target cannot work")
    .option(
      "--retries <n>",
      "send a request again that failed for a reason that may pass, up to so many times (default: 0)",
      number,
    )
    .option(
      "--stop-after-failures <n>",
      "ask a target no more after so many failed attempts in a row (default: never)",
      count,
    )
    .option("--record", "keep every attempt's bytes and times, for deno task replay")
    .option(
      "--calibrate",
      "before the run, measure how far off the harness is here at its concurrency",
    )
    .optionsGroup("Prompts:")
    .option(
      "--probes",
      "a few requests in every block that say whether an answer is the model's own",
    )
    .optionsGroup("What is kept:")
    .option("--keep-text", "keep the generated text")
    .optionsGroup("Permission:")
    .option(
      "--yes",
      "allow what a repeated run, or a file from elsewhere, asks for, without a question",
    )
    .option("--allow-env <name>", "let such a file send this variable, repeatable", collect, [])
    .option("--allow-host <host>", "let such a file ask this host, repeatable", collect, [])
    .optionsGroup("Limits:")
    .option(
      "--budget <amount>",
      "stop before more is used: 5000req, 2Mtok, 10usd (by data/prices.csv), repeatable",
      budget,
    )
    .optionsGroup("What is kept:")
    .option("--metadata <k=v,...>", "kept in run.json and in LLMPerf's summary")
    .optionsGroup("A run:")
    .option(
      "--workers <n|auto>",
      "event loops that share the plan; auto, the default: one, and more where it was late",
      workers,
    )
    .option("--seed <n>", "seed of prompts and order", number)
    .optionsGroup("Prompts:")
    .option("--dataset <file>", "own prompts: JSON lines, or ShareGPT's array")
    .optionsGroup("Sessions and traces:")
    .addOption(
      new Option(
        "--sessions <answers>",
        "send a dataset's conversations turn by turn: with the model's own answers (live), or those of the file",
      ).choices(["off", "live", "recorded"]),
    )
    .option("--turns <n>", "of a session that is made up, with --sessions", number)
    .option("--think-time <s>", "from the end of an answer to the next turn of its session", time)
    .option("--system-tokens <n>", "of a system prompt that made-up sessions share", number)
    .option("--trace <file>", "requests as somebody's users sent them: their times and lengths")
    .option("--trace-format <name>", "of the trace (docs/traces.md); auto finds it")
    .addOption(
      new Option("--trace-rules <name>", "whose rules the trace is sent by (docs/traces.md)")
        .choices(["agentx"]),
    )
    .option("--time-scale <x>", "its gaps times this: 0.5 is twice as fast", number)
    .option("--ignore-trace-times", "send its sessions in order in a closed loop, not at its times")
    .option("--trace-window <from..to>", "only what begins between, as in 0s..60s", span)
    .optionsGroup("Prompts:")
    .option("--no-nonce", "let a prefix cache answer: no nonce before the prompts")
    .option("--prefix-tokens <n>", "first tokens of a prompt that others share", number)
    .option("--prefix-groups <n>", "number of different shared prefixes", number);

export function addBench(program: TokenboardCommand, settle: Settle): void {
  const bench = program.command("bench")
    .description("Run a benchmark, print its summary, rebuild the site")
    .argument(
      "[config...]",
      "names in benchmarks/configs, files, or RUN/run.json to repeat a run (default: quickstart)",
    )
    .optionsGroup("Endpoint, without a configuration:")
    .option("--model <name>", "the model to ask for; with it the options are the configuration")
    .option(
      "--llm-api <name>",
      "protocol or provider (deno task providers), or litellm with its model strings",
      "openai",
    )
    .option("--base-url <url>", "where the API is (default: the provider's variable, or address)")
    .option("--provider <name>", "label of its rows (default: host and port of the base URL)")
    .optionsGroup("Prompts:")
    .option("--mean-input-tokens <n>", "prompt tokens", number, 550)
    .option("--stddev-input-tokens <n>", "their spread", number, 150)
    .option("--mean-output-tokens <n>", "tokens to ask for", number, 150)
    .option("--stddev-output-tokens <n>", "their spread", number, 80)
    .optionsGroup("Load:")
    .option(
      "--num-concurrent-requests <n>",
      "most requests in flight (default: 10, with a rate 1000)",
      number,
    )
    .option(
      "--max-num-completed-requests <n>",
      "requests in all (default: 10, of kind correctness 50)",
      number,
    )
    .optionsGroup("Limits:")
    .option(
      "--timeout <s>",
      "of the whole run; then it stops with what it has (default: 90, none with --duration or steps)",
      time,
    )
    .option("--request-timeout <s>", "of one request", time, 180)
    .optionsGroup("Endpoint, without a configuration:")
    .option("--additional-sampling-params <json>", "extra fields of the request body", "{}")
    .optionsGroup("Limits:")
    .option("--connect-timeout <s>", "until a connection stands (default: 10)", time)
    .option("--first-token-timeout <s>", "until the first token (default: none)", time)
    .option("--idle-timeout <s>", "between two arrivals, once a token came (default: 60)", time)
    .option("--end-grace <s>", "from an end mark to the end of the body (default: 0.5)", time)
    .option(
      "--finish-grace <s>",
      "silence after a finish reason without end mark (default: 5)",
      time,
    )
    .optionsGroup("Endpoint, without a configuration:")
    .option(
      "--header <name: value>",
      "extra header, any number of times; ${NAME} in it is a variable of the environment",
      collect,
      [],
    )
    .option("--ca-file <pem>", "authority that signed the server's certificate")
    .option("--unix-socket <path>", "send to this socket instead of the address's host")
    .optionsGroup("A run:")
    .option("--resume <run>", "go on with a run that was cut off: a folder, or its name")
    .option(
      "--start-at <time>",
      "after the warm-up, begin what is measured then (ISO 8601 with its zone)",
      start,
    );
  shardOptions(loadOptions(configOptions(bench)))
    .optionsGroup("What is kept:")
    .option(
      "--results-dir <dir>",
      "where the run's folder goes (default: data/runs)",
      (text) => text || undefined, // LLMPerf's own default is the empty string: no folder of one's own
    )
    .option("--catalogue <name>", "add the run to this catalogue, too (docs/catalogue.md)")
    .addOption(storeOption())
    .optionsGroup("A run:")
    .option("--dry-run", "print the plan, its tokens and what it can support, send nothing")
    .option("--no-site", "do not rebuild the site")
    .optionsGroup("What is printed:")
    .option("--full", "print every statistic of the summary, not its first table alone")
    .option(
      "--json",
      "print the summary (or the plan) as JSON on stdout, everything else on stderr",
    )
    .addOption(new Option("--while-input").hideHelp())
    .action((configs, { whileInput, ...options }) => {
      const cut = whileInput ? inputEnds() : undefined;
      const flags = { ...options, cut };
      return settle(import("../commands/bench.ts").then((c) => c.benchCommand(configs, flags)));
    });
}
