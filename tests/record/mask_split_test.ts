import assert from "node:assert/strict";
import fc from "fast-check";
import { anthropic } from "../../benchmarks/providers/anthropic/anthropic.ts";
import { bedrockConverse } from "../../benchmarks/providers/aws/bedrock_converse.ts";
import { ollama } from "../../benchmarks/providers/ollama.ts";
import { openai } from "../../benchmarks/providers/openai/openai.ts";
import type { Provider } from "../../benchmarks/providers/provider.ts";
import { replicate } from "../../benchmarks/providers/replicate/replicate.ts";
import { maskBytes } from "../../benchmarks/record/redact.ts";
import { event as frame } from "../support/event_frames.ts";
import { decode } from "../providers/decoder_cases.ts";
import { concat } from "../providers/exchanges.ts";

const key = 'my-own/key"01234567';
const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

/** How a protocol says a piece of text. */
const saying: [string, Provider, number, (text: string) => string | Uint8Array][] = [
  ["openai", openai, 0, (content) => data({ id: "c", choices: [{ delta: { content } }] })],
  [
    "anthropic",
    anthropic,
    0,
    (text) => data({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
  ],
  ["ollama", ollama, 0, (content) => JSON.stringify({ message: { content } }) + "\n"],
  ["replicate", replicate, 1, (text) => `event: output\ndata: ${text}\n\n`],
];

for (const [name, provider, step, say] of saying) {
  Deno.test(`maskBytes() finds a key that ${name} tells in pieces, and no other byte changes`, () => {
    const text = `Your key is ${key}, keep it. Gru\u00df`;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12 }), (lengths) => {
        const pieces: string[] = [];
        let from = 0;
        for (const length of lengths) pieces.push(text.slice(from, from += length));
        pieces.push(text.slice(from));
        const bytes = concat(pieces.filter((p) => p !== "").map(say));
        const clean = maskBytes(bytes, [key]);
        assert.equal(clean.length, bytes.length);
        const all = Array.from(clean, (byte, i) => byte === bytes[i] || byte === 42);
        assert.ok(all.every(Boolean), "bytes are kept, or masked");
        const said = decode(provider, clean, { step }).map((d) => "text" in d ? d.text : "").join(
          "",
        );
        // A quote is two characters in JSON, and both are masked.
        const stars = said.slice("Your key is ".length, -", keep it. Gru\u00df".length);
        assert.match(stars, /^\*{19,20}$/);
        assert.ok(said.startsWith("Your key is ") && said.endsWith(", keep it. Gru\u00df"));
      }),
      { numRuns: 60 },
    );
  });
}

Deno.test("maskBytes() finds a key in two frames of AWS, which still decode", () => {
  const pieces = ["It is ", key.slice(0, 9), key.slice(9), "!"];
  const frames = pieces.map((text) => frame("contentBlockDelta", { delta: { text } }));
  const deltas = decode(bedrockConverse, maskBytes(concat(frames), [key]));
  // The quote in it is two characters in JSON.
  assert.equal(
    deltas.map((d) => "text" in d ? d.text : d.kind).join(""),
    `It is ${"*".repeat(20)}!`,
  );
});

Deno.test("maskBytes() leaves a stream alone in which no key stands", () => {
  const bytes = concat([
    ...["Tell ", "me, bearer", " of sk", "ill"].map((content) =>
      data({ id: "sk-", model: "hf", choices: [{ delta: { content } }] })
    ),
    'data: {"open":"no end',
  ]);
  assert.equal(maskBytes(bytes, ["sk-ill-0123456789"]), bytes);
});

Deno.test("maskBytes() of a long text full of escapes, and of one without end", () => {
  const long = concat(['{"content":"', '\\"'.repeat(2_000_000), key.replace('"', '\\"'), '"}']);
  assert.equal(new TextDecoder().decode(maskBytes(long, [key])).includes("my-own"), false);
  const open = concat(['{"content":"', "\\\\".repeat(1_000_000)]);
  assert.equal(maskBytes(open, [key]), open);
});
