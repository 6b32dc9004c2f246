/** The command of page /compare, run as it stands there by a shell, over the runs of 2023. */
import assert from "node:assert/strict";
import { compareCommand } from "../../src/compare/compare_command.ts";
import type { Chosen } from "../../src/compare/compare_state.ts";

const chosen = (...systems: { run_id: string; provider: string; model: string }[]) =>
  ({ board: { systems }, a: 0, b: 1 }) as unknown as Chosen;

Deno.test("compareCommand() quotes what a shell would split, and leaves out what a comma would end", () => {
  assert.equal(
    compareCommand(chosen(
      { run_id: "r1", provider: "sim", model: "llama (simulated)" },
      { run_id: "r1", provider: "it's", model: "a,b" },
    )),
    `deno task compare 'run_id=r1,provider=sim,model=llama (simulated)' \\\n  'run_id=r1,provider=it'\\''s'`,
  );
});

Deno.test("compareCommand() compares the two runs that the page shows", async () => {
  const command = compareCommand(chosen(
    {
      run_id: "llmperf-2023-12-21-anyscale-70b-af523b",
      provider: "anyscale",
      model: "meta-llama/Llama-2-70b-chat-hf",
    },
    { run_id: "llmperf-2024-01-10-groq-70b-a70e0e", provider: "groq", model: "llama2-70b-4096" },
  ));
  const { code, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", command.replace("deno task", `'${Deno.execPath()}' run -A benchmarks/main.ts`)],
    env: { TOKENBOARD_DATA: "data/llmperf-2023-12" },
  }).output();
  const text = new TextDecoder().decode(stdout);
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  // Medians of the published runs: 65.98 and 186.29 tokens/s, of 150 requests each.
  assert.match(text, /Throughput, end to end, tokens\/s +65\.98 +186\.29 /, text);
});
