/**
 * The harnesses of others against one scripted stream, and ours against the same: what `reconcile` predicts from our
 * recording is what each printed. `deno run -A tests/peers/harnesses.ts vllm` runs those whose names hold the word.
 */
import { isAbsolute } from "node:path";
import { run } from "../support/bench.ts";
import { type Harness, harnesses, type Sent } from "./harness_table.ts";
import { writeTokenizer } from "./llama_tokenizer.ts";
import { benchInto, check, end, must, pythonWith } from "./peer.ts";
import { model, startScripted } from "./scripted_server.ts";

/** Enough that the first ones, in which a harness has just started its own processes, move a mean by little. */
const requests = 24;
const concurrency = 3;

/** What `reconcile --json` says of a figure. */
interface Beside {
  quantity: string;
  name: string;
  unit: string;
  printed: number;
  predicted: number;
  left: number;
}

const server = await startScripted();
const folder = await Deno.makeTempDir({ prefix: "tokenboard-harnesses-" });
const tokenizer = `${folder}/tokenizer`;
const prompts = `${folder}/prompts.jsonl`;
await Deno.mkdir(tokenizer);
await writeTokenizer(tokenizer);
const prompt = (i: number) => ({
  prompt: `Count to twenty, please; number ${i}.`,
  output_tokens_count: 20,
});
const lines = Array.from({ length: requests }, (_, i) => JSON.stringify(prompt(i)));
await Deno.writeTextFile(prompts, lines.join("\n") + "\n");

/** Runs one against the server; the path of its result file. */
async function measured(harness: Harness): Promise<string> {
  const { environment, packages, then, python, command, args, files, result } = harness;
  const made = await pythonWith(environment, packages, { then, python });
  const own = await Deno.makeTempDir({ dir: folder });
  const sent: Sent = {
    url: server.url,
    model,
    requests,
    concurrency,
    folder: own,
    tokenizer,
    prompts,
  };
  for (const [name, text] of Object.entries(files?.(sent) ?? {})) {
    await Deno.writeTextFile(`${own}/${name}`, text);
  }
  // A hub there is none: whoever asks one is to hear so at once.
  const env = { HF_ENDPOINT: server.url, HF_HUB_DISABLE_TELEMETRY: "1", NO_PROXY: "127.0.0.1" };
  await must(`${made}/bin/${command}`, args(sent), { cwd: own, env });
  return `${own}/${result}`;
}

/** Our run, recorded. */
async function recorded(): Promise<string> {
  const results = `${folder}/ours`;
  const load = {
    base: `${server.url}/v1`,
    key: "none",
    model,
    input: 40,
    output: 20,
    requests,
    concurrency,
  };
  const { code, err } = await benchInto(results, load, ["--record"]);
  if (code !== 0) throw new Error(`Our own run failed:\n${err}`);
  const [name] = [...Deno.readDirSync(results)].filter((e) => e.isDirectory).map((e) => e.name);
  return `${results}/${name}`;
}

const words = Deno.args.filter((word) => !isAbsolute(word)).map((word) => word.toLowerCase());
const chosen = harnesses.filter(({ name }) =>
  !words.length || words.some((word) => name.toLowerCase().includes(word))
);
const load = () => `load ${Deno.loadavg()[0].toFixed(1)}`;
try {
  for (const harness of chosen) {
    const before = server.answered();
    const file = await measured(harness);
    check(
      `${harness.name} sent ${requests} requests`,
      server.answered() - before === requests,
      server.answered() - before,
    );
    // Ours right after it: the machine is as busy.
    const ours = await recorded();
    const { out, err } = await run(["reconcile", ours, "--with", file, "--json"]);
    if (!out) throw new Error(`reconcile said nothing:\n${err}`);
    const [{ tools }] = JSON.parse(out).beside as {
      tools: { tool: string; figures: Beside[] }[];
    }[];
    const { figures } = tools.find(({ tool }) => tool === harness.name)!;
    for (const { name, unit, printed, predicted, left } of figures) {
      const most = unit === "s" ? Math.max(0.02 * predicted, 0.001) : 0;
      const shown = (value: number) =>
        unit === "s" ? `${(value * 1000).toFixed(2)} ms` : `${value} ${unit}`;
      const seen = `predicted ${shown(predicted)}, printed ${shown(printed)}, left ${
        shown(left)
      }, ${load()}`;
      check(`  ${name}`, Math.abs(left) <= most, seen);
    }
    const of = (quantity: string) => figures.some((f) => f.quantity === quantity);
    check("  TTFT and time per token are among them", of("ttft") && of("per_token"));
    await Deno.remove(`${folder}/ours`, { recursive: true });
  }
} finally {
  await server.close();
  await Deno.remove(folder, { recursive: true });
}
end();
