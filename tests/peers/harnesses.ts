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
/** A busy machine delays one of the two: then both are run again. A wrong definition is off in every round. */
const rounds = 3;

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
const shown = (value: number, unit: string) =>
  unit === "s" ? `${(value * 1000).toFixed(2)} ms` : `${value} ${unit}`;
const holds = ({ unit, predicted, left }: Beside) =>
  Math.abs(left) <= (unit === "s" ? Math.max(0.02 * predicted, 0.001) : 0);

/** Theirs, then ours right after it, and one beside the other. */
async function round(harness: Harness): Promise<{ sent: number; figures: Beside[] }> {
  const before = server.answered();
  const file = await measured(harness);
  const sent = server.answered() - before;
  const { out, err } = await run(["reconcile", await recorded(), "--with", file, "--json"]);
  await Deno.remove(`${folder}/ours`, { recursive: true });
  if (!out) throw new Error(`reconcile said nothing:\n${err}`);
  const [{ tools }] = JSON.parse(out).beside as { tools: { tool: string; figures: Beside[] }[] }[];
  return { sent, figures: tools.find(({ tool }) => tool === harness.name)!.figures };
}

try {
  for (const harness of chosen) {
    let last = await round(harness);
    for (let again = 1; again < rounds && !last.figures.every(holds); again++) {
      for (const { name, unit, left } of last.figures.filter((f) => !holds(f))) {
        console.log(`again  ${harness.name}, ${name}: ${shown(left, unit)} are left, ${load()}`);
      }
      last = await round(harness);
    }
    check(`${harness.name} sent ${requests} requests`, last.sent === requests, last.sent);
    for (const figure of last.figures) {
      const { name, unit, predicted, printed, left } = figure;
      const [a, b, c] = [predicted, printed, left].map((value) => shown(value, unit));
      check(`  ${name}`, holds(figure), `predicted ${a}, printed ${b}, left ${c}, ${load()}`);
    }
    const of = (quantity: string) => last.figures.some((f) => f.quantity === quantity);
    check("  TTFT and time per token are among them", of("ttft") && of("per_token"));
  }
} finally {
  await server.close();
  await Deno.remove(folder, { recursive: true });
}
end();
