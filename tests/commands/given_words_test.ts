import assert from "node:assert/strict";
import { Command } from "commander";
import { configOptions } from "../../benchmarks/command_line/bench_options.ts";
import { wordsGiven } from "../../benchmarks/command_line/given_words.ts";

/** A value that an option takes, by its long name; others take a number. */
const samples: Record<string, string> = {
  "--kind": "correctness",
  "--sessions": "recorded",
  "--trace-window": "5m..600s",
  "--trace": "a trace.jsonl",
  "--dataset": "it's.jsonl",
  "--trace-format": "mooncake",
  "--trace-rules": "agentx",
  "--metadata": "a=b,c=d",
  "--workers": "auto",
};
const elsewhere = ["--budget", "--yes", "--allow-env", "--allow-host"];

function read(args: string[]) {
  const command = configOptions(new Command()).exitOverride();
  command.parse(args, { from: "user" });
  return { options: command.opts(), words: wordsGiven(command) };
}

Deno.test("wordsGiven() writes every option so that it is read again as it was", () => {
  const all = configOptions(new Command()).options.filter(({ long }) => !elsewhere.includes(long!));
  assert.ok(all.length > 20);
  for (const option of all) {
    const args = option.isBoolean() || option.negate
      ? [option.long!]
      : [option.long!, samples[option.long!] ?? "7"];
    const { options, words } = read(args);
    assert.equal(words[0], option.long);
    assert.deepEqual(read(words).options, options, args.join(" "));
  }
  assert.deepEqual(read(["--yes", "--allow-env", "KEY"]).words, []);
});
