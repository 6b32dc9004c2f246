import assert from "node:assert/strict";
import fc from "fast-check";
import llama from "llama-tokenizer-js";
import { configOfRun } from "../../benchmarks/bench/run_folder.ts";
import { checkConfig, ConfigError, loadConfig } from "../../benchmarks/plan/config.ts";
import { entriesOf } from "../../benchmarks/plan/dataset_entries.ts";
import { type Dataset, readDataset, sampler, writeCopy } from "../../benchmarks/plan/dataset.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import type { RunFile } from "../../benchmarks/store/run_file.ts";
import { datasetText } from "../../benchmarks/report/dataset_text.ts";

const count = (text: string) => llama.encode(text, false, true).length;

async function withFile(text: string, work: (path: string, folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/own.jsonl`, text);
    await work(`${folder}/own.jsonl`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
const jsonl = (...entries: unknown[]) => entries.map((e) => JSON.stringify(e) + "\n").join("");
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

const user = (content: string) => ({ role: "user", content });
const chat = [{ role: "system", content: "Be brief." }, user("Name a colour.")];
const human = { from: "human", value: "What is it?" };
const answer = { from: "gpt", value: "It is a thing." };

Deno.test("readDataset() takes prompts, messages and conversations, each with its expected length", async () => {
  const cases: [string, unknown, unknown[], number | string | null][] = [
    ["a prompt alone", { prompt: "Hello" }, [user("Hello")], null],
    ["with a length", { prompt: "Hello", output_tokens: 7 }, [user("Hello")], 7],
    ["its other name", { prompt: "Hello", expected_output_tokens: 8 }, [user("Hello")], 8],
    ["as a limit", { prompt: "Hello", max_tokens: 9, id: "x" }, [user("Hello")], 9],
    ["messages", { messages: chat, output_tokens: null }, chat, null],
    ["ShareGPT", { id: "a", conversations: [human, answer] }, [user("What is it?")], answer.value],
    [
      "ShareGPT that begins with an answer",
      { conversations: [{ ...answer, value: "No" }, { ...human, from: "user" }, answer] },
      [user("What is it?")],
      answer.value,
    ],
    ["ShareGPT without an answer", { conversations: [human] }, [user("What is it?")], null],
  ];
  const entries = cases.map(([, entry]) => entry);
  const files = [
    "\ufeff" + jsonl(...entries).replaceAll("\n", "\r\n\r\n"),
    JSON.stringify(entries),
  ];
  for (const text of files) {
    await withFile(text, async (path) => {
      const { lines, size } = await readDataset(path);
      assert.equal(size, cases.length);
      for (const [i, [reading, , messages, expected]] of cases.entries()) {
        assert.deepEqual(lines.get(i)!.messages, messages, reading);
        assert.equal(lines.get(i)!.expected, expected, reading);
      }
    });
  }
});

Deno.test("entriesOf() takes an array apart as JSON.parse() does, however it is laid out (property)", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  fc.assert(fc.property(fc.array(fc.jsonValue()), fc.nat(3), (values, indent) => {
    const { unit, list } = entriesOf(bytes(` ${JSON.stringify(values, null, indent)}\n`));
    assert.equal(unit, "entry");
    const expected = JSON.parse(JSON.stringify(values)).map((v: unknown, i: number) => [i + 1, v]);
    assert.deepEqual([...list], expected);
    const lines = bytes(values.map((v) => `{"v": ${JSON.stringify(v)}}`).join("\r\n"));
    const held = [...entriesOf(lines).list].map(([, entry]) => (entry as { v: unknown }).v);
    assert.deepEqual(held, expected.map(([, v]: unknown[]) => v));
  }));
});

const faultsOf = async (text: string): Promise<string[]> => {
  let faults: string[] = [];
  await withFile(text, async (path) => {
    await assert.rejects(readDataset(path), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /own\.jsonl cannot be used as a dataset/);
      faults = error.faults;
      return true;
    });
  });
  return faults;
};

Deno.test("readDataset() names every bad line with its number and reason", async () => {
  const bad: [unknown, RegExp][] = [
    [["Hello"], /not a JSON object/],
    [{ text: "Hello" }, /needs a prompt, messages or conversations/],
    [{ prompt: "Hello", messages: chat }, /one of them/],
    [{ prompt: " " }, /^line 5: prompt is/],
    [{ prompt: "Hello", output_tokens: 0 }, /output_tokens is not a whole number/],
    [{ prompt: "Hello", output_tokens: 5, max_tokens: 6 }, /output_tokens and max_tokens differ/],
    [{ messages: [user("a"), { role: "tool", content: "b" }] }, /messages\.1\.role/],
    [{ messages: [{ role: "user", content: [{ type: "text" }] }] }, /messages\.0\.content/],
    [{ messages: [] }, /say nothing/],
    [{ conversations: [{ from: "human" }] }, /conversations\.0/],
  ];
  const faults = await faultsOf(jsonl({ prompt: "Good" }, ...bad.map(([entry]) => entry)));
  assert.equal(faults.length, bad.length);
  for (const [i, [, pattern]] of bad.entries()) {
    assert.match(faults[i], new RegExp(`^line ${i + 2}: `));
    assert.match(faults[i], pattern);
  }
});

Deno.test("readDataset() names ten bad lines and counts the rest; empty, torn and missing files too", async () => {
  const many = await faultsOf(jsonl({ prompt: "Good" }) + "{\n".repeat(14));
  assert.equal(many.length, 11);
  assert.deepEqual([many[0], many[9], many[10]], [
    "line 2: is not JSON",
    "line 11: is not JSON",
    "and 4 more",
  ]);
  assert.match((await faultsOf("\n\n")).join(), /no prompt/);
  assert.match((await faultsOf(" [ ]")).join(), /no prompt/);
  for (
    const torn of ['[{"prompt": "a"},', '[{"prompt": "a"}, {"prompt": "b"', '[{"prompt": "a"}, ]']
  ) {
    assert.deepEqual(await faultsOf(torn), ["entry 2: is not JSON"], torn);
  }
  assert.deepEqual(await faultsOf('[{"prompt": "a"}, {"prompt": 1}]'), [
    "entry 2: prompt is not a text, or empty",
  ]);
  await assert.rejects(readDataset("/no/such/file.jsonl"), ConfigError);
});

Deno.test("readDataset() leaves out conversations in which no human speaks, and counts them", () =>
  withFile(
    jsonl({ conversations: [] }, { conversations: [human, answer] }, { conversations: [answer] }),
    async (path) => {
      const dataset = await readDataset(path);
      assert.deepEqual([dataset.size, dataset.leftOut, dataset.lines.get(0)!.line], [1, 2, 2]);
    },
  ));

Deno.test("sampler() asks every line once before any twice, then in another order", () => {
  const place = sampler(50, 3);
  const round = (n: number) => Array.from({ length: 50 }, (_, i) => place("measured", n * 50 + i));
  for (const n of [0, 1, 2]) assert.equal(new Set(round(n)).size, 50);
  assert.notDeepEqual(round(0), round(1));
  assert.notDeepEqual(
    round(0),
    Array.from({ length: 50 }, (_, i) => sampler(50, 4)("measured", i)),
  );
  const warmup = Array.from({ length: 10 }, (_, i) => place("warmup", i));
  assert.ok(warmup.every((at) => !round(0).slice(0, 40).includes(at)));
});

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
