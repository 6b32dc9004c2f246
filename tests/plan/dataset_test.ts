import assert from "node:assert/strict";
import fc from "fast-check";
import { ConfigError } from "../../benchmarks/plan/config.ts";
import { entriesOf } from "../../benchmarks/plan/dataset_entries.ts";
import { readDataset, sampler } from "../../benchmarks/plan/dataset.ts";
import { answer, chat, human, jsonl, user, withFile } from "./datasets.ts";

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
        const { expected: length, answer } = lines.get(i)!;
        assert.equal(length ?? answer, expected, reading);
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
