import assert from "node:assert/strict";
import { hereInsteadOf, otherFlags } from "../../benchmarks/command_line/other_flags.ts";
import { schema } from "../../benchmarks/plan/config_schema.ts";
import { run } from "../support/bench.ts";

Deno.test("hereInsteadOf() names what does the work of another harness's flag", () => {
  const cases: [string, RegExp][] = [
    ["--target-qps", /use --rate/],
    ["--target_qps=4", /use --rate/],
    ["--arrival-pattern", /--arrivals/],
    ["--arrival-smoothness", /--burstiness/],
    ["--parallel", /--num-concurrent-requests/],
    ["--num-requests", /--max-num-completed-requests/],
    ["--ramp-up-strategy", /--ramp/],
    ["--url", /--base-url/],
    ["--host", /--base-url/],
    ["--port=8000", /--base-url/],
    ["--endpoint", /--llm-api/],
    ["--backend", /--llm-api/],
    ["--profile", /no profiles/],
    ["--tokenizer", /there is none: Llama 2's tokenizer/],
    ["--dataset-name", /--dataset FILE/],
    ["--dataset-path", /--dataset FILE/],
    ["--random-input-len", /--mean-input-tokens/],
    ["--random-output-len", /--mean-output-tokens/],
    ["--output-dir", /--results-dir/],
    ["--api-key", /environment variable/],
    ["--ignore-eos", /--additional-sampling-params/],
    ["-u", /--num-concurrent-requests/],
    ["--execution-segment=0:1/4", /--shard I\/N --run-id ID/],
  ];
  for (const [flag, expected] of cases) assert.match(hereInsteadOf(flag) ?? "", expected, flag);
  assert.equal(hereInsteadOf("--modle"), null);
  assert.equal(hereInsteadOf("--constructor"), null);
});

Deno.test("the flags that are named instead exist, and none of ours is taken for another's", async () => {
  const { out } = await run(["bench", "--help"]);
  const ours = new Set(Array.from(out.matchAll(/^\s+(--[\w-]+)/gm), ([, flag]) => flag));
  assert.ok(ours.size > 25);
  for (const name of otherFlags) {
    assert.ok(!ours.has(`--${name}`), `--${name} is ours`);
    for (const [flag] of hereInsteadOf(`--${name}`)!.matchAll(/--[a-z][\w-]+/g)) {
      assert.ok(ours.has(flag), `${flag}, named for --${name}, does not exist`);
    }
  }
  assert.equal(new Set(otherFlags).size, otherFlags.length);
  for (const setting of ["concurrency", "requests", "warmup"]) assert.ok(setting in schema.shape);
});

Deno.test("bench names every unknown flag at once, what does its work, and no value; it exits with 2", async () => {
  const { code, out, err } = await run([
    ...["bench", "--model=m", "--target-qps", "4", "--parallel=8", "--nonsense"],
    ...[
      "--num-requests",
      "100",
      "--api-key",
      "sk-must-not-appear-1234",
      "--url=http://127.0.0.1:1",
    ],
  ]);
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err, /^error: bench has no such options:\n {2}--target-qps: use --rate/);
  assert.match(err, /\n {2}--parallel: use --num-concurrent-requests/);
  assert.match(err, /\n {2}--nonsense: there is no such option\n/);
  assert.match(err, /\n {2}--num-requests: use --max-num-completed-requests/);
  assert.match(err, /\n {2}--api-key: a key is read from the environment/);
  assert.match(err, /\n {2}--url: use --base-url/);
  assert.ok(!err.includes("sk-must") && !err.includes("--model:") && !err.includes("127.0.0.1:1"));
});

Deno.test("a slip of the hand is still guessed, and other commands know nothing of load", async () => {
  const slip = await run(["bench", "--modle=m"]);
  assert.deepEqual([slip.code, /Did you mean --model\?/.test(slip.err)], [2, true], slip.err);
  const other = await run(["sql", "--url", "x"]);
  assert.deepEqual([other.code, /unknown option '--url'/.test(other.err)], [2, true], other.err);
});
