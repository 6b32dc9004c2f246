/** What a run's first request does not wait for, and what is done so that its answer is not stamped late. */
import assert from "node:assert/strict";
import { provider, providers } from "../../benchmarks/providers/index.ts";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { defaultLimits } from "../../benchmarks/wire/limits.ts";
import { rehearse } from "../../benchmarks/wire/rehearse.ts";

const program = `
import { createRequire } from "node:module";
await import("./benchmarks/command_line/commands.ts");
await import("./benchmarks/commands/bench.ts");
const { loadConfig } = await import("./benchmarks/plan/config.ts");
const { makePlan } = await import("./benchmarks/plan/plan.ts");
const { sonnetLines } = await import("./benchmarks/plan/prompts.ts");
const { openDuckdb } = await import("./benchmarks/store/duckdb.ts");
const { llama2 } = await import("./benchmarks/plan/tokenizers.ts");
const packages = () => Object.keys(createRequire(import.meta.url).cache);
const loaded = () => [
  ...packages(),
  ...Deno.readTextFileSync("/proc/self/maps").split("\\n"),
].filter((name) => /llama-tokenizer|duckdb/.test(name)).length > 0;
const verse = sonnetLines(Deno.readTextFileSync("benchmarks/plan/sonnets.txt"));
const config = await loadConfig("quickstart");
const turns = makePlan({ ...config, probes: false }, "run", verse);
const before = loaded();
const unneeded = packages()
  .filter((name) => /@aws-sdk|@smithy|esbuild|jstat|undici\\/lib\\/(web|mock|cache)/.test(name));
llama2.count("zebra");
const counted = loaded();
(await openDuckdb()).close();
console.log(JSON.stringify({ planned: turns.length > 0, unneeded, before, counted, opened: loaded() }));
`;

Deno.test({
  name:
    "a run is planned without the tokenizer's vocabulary, DuckDB, and what only other commands need",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", program],
      cwd: new URL("../../", import.meta.url).pathname,
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    assert.deepEqual(JSON.parse(text(stdout) || text(stderr)), {
      planned: true,
      unneeded: [],
      before: false,
      counted: true,
      opened: true,
    });
  },
});

Deno.test("rehearse() has every protocol read an answer, and leaves nothing open", async () => {
  for (const wire of providers) {
    const read: string[] = [];
    const heard = {
      ...wire,
      decoder(...given: Parameters<typeof wire.decoder>) {
        const decoder = wire.decoder(...given);
        return {
          push(bytes: Uint8Array) {
            read.push(new TextDecoder().decode(bytes));
            return decoder.push(bytes);
          },
          end: () => decoder.end(),
        };
      },
    };
    await rehearse(heard, startClock(), defaultLimits);
    assert.match(read.join(""), /^data: .*"content":" a"/, wire.name);
  }
});

Deno.test("rehearse() gives way where no request can be made", async () => {
  const next = () => {
    throw new Error("no request can be made");
  };
  await rehearse({ ...provider("openai"), next }, startClock(), defaultLimits);
});
