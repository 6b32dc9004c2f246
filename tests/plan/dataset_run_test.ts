/** What a run makes of a dataset: its plan, its copy, and what is said of it. */
import assert from "node:assert/strict";
import llama from "llama-tokenizer-js";
import { configOfRun } from "../../benchmarks/bench/run_folder.ts";
import { checkConfig, ConfigError, loadConfig } from "../../benchmarks/plan/config.ts";
import { type Dataset, readDataset, writeCopy } from "../../benchmarks/plan/dataset.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import type { RunFile } from "../../benchmarks/store/run_file.ts";
import { datasetText } from "../../benchmarks/report/dataset_text.ts";
import { answer, chat, human, jsonl, withFile } from "./datasets.ts";

const count = (text: string) => llama.encode(text, false, true).length;
const config = (extra: Record<string, unknown> = {}) =>
  checkConfig({
    name: "own",
    dataset: "own.jsonl",
    requests: 3,
    targets: [{ provider: "a", model: "m", base_url: "http://localhost" }],
    ...extra,
  }, "test");
const itemsOf = (dataset: Dataset, extra: Record<string, unknown> = {}, runId = "r") =>
  makePlan(config(extra), runId, [], { dataset }).flatMap((t) => t.items);

Deno.test("makePlan() sends a dataset's messages, counts their contents joined, hashes without the nonce", () =>
  withFile(
    jsonl({ messages: chat, output_tokens: 20 }, { prompt: "Say hello" }, {
      conversations: [human, answer],
    }),
    async (path) => {
      const dataset = await readDataset(path);
      const items = itemsOf(dataset, { mean_output_tokens: 33 });
      const plain = itemsOf(dataset, { mean_output_tokens: 33, nonce: false });
      const own = (place: number, list = items) => list.find((i) => i.place === place)!;
      assert.match(own(0).prompt, /^\d{12}\nBe brief\.Name a colour\.$/);
      assert.equal(own(0).messages!.map((m) => m.content).join(""), own(0).prompt);
      assert.deepEqual(own(0).messages!.map((m) => m.role), ["system", "user"]);
      assert.match(own(1).prompt, /^\d{12}\nSay hello$/);
      assert.equal(own(1).messages, undefined);
      // "It is a thing." in the vocabulary: It, is, a, thing, full stop.
      assert.deepEqual([0, 1, 2].map((p) => own(p).outputTokensTarget), [20, 33, 5]);
      for (const item of items) assert.equal(item.inputTokensTarget, count(item.prompt));
      for (const item of plain) assert.equal(item.inputTokensTarget, count(item.prompt));
      assert.deepEqual(own(0, plain).messages, chat);
      assert.equal(own(1, plain).prompt, "Say hello");
      assert.deepEqual(items.map((i) => i.promptHash), plain.map((i) => i.promptHash));
      assert.equal(new Set(items.map((i) => i.promptHash)).size, 3);
      assert.throws(
        () => itemsOf(dataset),
        (error) =>
          error instanceof ConfigError &&
          /^mean_output_tokens: .* in line 2$/.test(error.faults[0]),
      );
    },
  ));

Deno.test("writeCopy() keeps what a run asked: with run.json it plans the same prompts, without the file", () =>
  withFile(
    JSON.stringify(
      Array.from({ length: 40 }, (_, i) => ({
        conversations: [{ from: "human", value: `Question ${i}` }, {
          from: "gpt",
          value: "word ".repeat(i).trim(),
        }],
      })),
    ),
    async (path, folder) => {
      const dataset = await readDataset(path);
      const settings = { requests: 10, warmup: 2, seed: 4, mean_output_tokens: 9 };
      const items = itemsOf(dataset, settings);
      await writeCopy(folder, dataset, items.map((i) => i.place!));
      await Deno.remove(path);
      assert.equal((await Deno.readTextFile(`${folder}/prompts.jsonl`)).split("\n").length, 14);
      const stored = { ...config(settings), dataset: "prompts.jsonl", metadata: { a: "b" } };
      const again = configOfRun({ config: stored } as unknown as RunFile, `${folder}/run.json`)
        .config;
      const copy = await readDataset(again.dataset!);
      assert.deepEqual(
        [copy.sha256, copy.name, copy.size, copy.lines.size],
        [dataset.sha256, "own.jsonl", 40, 12],
      );
      assert.deepEqual(makePlan(again, "r", [], { dataset: copy }).flatMap((t) => t.items), items);
      assert.throws(() => itemsOf(copy, { ...settings, seed: 5 }), ConfigError);
    },
  ));

Deno.test("loadConfig() takes the dataset's path from the folder of the configuration", () =>
  withFile(jsonl({ prompt: "Hello" }), async (path, folder) => {
    const { $schema: _, ...given } = config() as Record<string, unknown>;
    await Deno.writeTextFile(`${folder}/own.jsonc`, JSON.stringify(given));
    assert.equal((await loadConfig(`${folder}/own.jsonc`)).dataset, path);
  }));

Deno.test("datasetText() says lines, samples and lengths", () =>
  withFile(
    jsonl(
      { prompt: "hello", output_tokens: 5 },
      { prompt: "hello world", output_tokens: 10 },
      { prompt: "hello world hello" },
      { conversations: [] },
    ),
    async (path) => {
      const dataset = await readDataset(path);
      const own = config({ requests: 4, nonce: false, mean_output_tokens: 30, seed: 1 });
      // Every line once, and one of them twice: one, two and three tokens.
      const text = datasetText(own, dataset, makePlan(own, "r", [], { dataset }));
      assert.match(
        text,
        /^own\.jsonl: 3 lines \(1 more left out: no human turn in them\), 3 of them sampled by seed 1\./,
      );
      assert.match(
        text,
        / Input tokens 1 \/ [123](\.5)? \/ 3, expected output tokens 5 \/ \d+(\.5)? \/ 30 /,
      );
      assert.match(text, /of 4 requests, [12] of them by mean_output_tokens/);
    },
  ));
