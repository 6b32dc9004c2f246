/** Commands that go on for as long as they are let work on a folder of this machine: what is said of other stores. */
import assert from "node:assert/strict";
import { run } from "../support/bench.ts";

const words: [args: string[], store: string, code: number, said: RegExp][] = [
  [
    ["watch", "quickstart", "--every", "1h", "--print", "cron"],
    "s3://bucket/board",
    0,
    /^watch has no remote store: TOKENBOARD_STORE is not used, and its runs go into \S+\/runs; .+ task bench, .*\.\n/,
  ],
  [
    ["watch", "quickstart", "--every", "1h", "--store", "s3://bucket/board"],
    "",
    2,
    /^error: watch has no --store: TOKENBOARD_STORE names another folder .+ deno task bench, .+ store\n/,
  ],
  [
    ["dev", "--store=elsewhere"],
    "",
    2,
    /^error: dev has no --store: TOKENBOARD_STORE names another folder .+ deno task site --store builds .+ any store\n/,
  ],
];

Deno.test("watch and dev say in a sentence which stores they have, and what has the others", async () => {
  const all = await Promise.all(
    words.map(([args, store]) => run(args, { TOKENBOARD_STORE: store })),
  );
  all.forEach(({ code, err }, i) => {
    const [args, , expected, said] = words[i];
    assert.equal(code, expected, `${args.join(" ")}: ${err}`);
    assert.match(err, said);
  });
});
