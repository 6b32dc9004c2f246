/** Fields for errors that tell of none: they fail nothing. */
import assert from "node:assert/strict";
import { provider } from "../../../benchmarks/providers/index.ts";
import { exchangeOf, read } from "../exchanges.ts";

const encoder = new TextEncoder();
const sse = (...events: object[]) =>
  encoder.encode(events.map((e) => `data: ${JSON.stringify(e)}\n\n`).join(""));
const json = (...values: object[]) =>
  encoder.encode(values.map((v) => `${JSON.stringify(v)}\n`).join(""));
const rowOf = (name: string, bytes: Uint8Array) => read(provider(name), [exchangeOf(bytes)]);

const piece = { choices: [{ delta: { content: "kept" } }] };
const end = { choices: [{ delta: {}, finish_reason: "stop" }] };

const nothing: object[] = [
  ...[false, null, "", {}, [], 0, "0", { code: 0, message: "" }, { code: "success", message: "OK" }]
    .map((error) => ({ error })),
  { base_resp: { status_code: 0, status_msg: "success" } },
  { code: 0, msg: "ok", success: true },
  { code: 200, message: "success" },
  { errors: [] },
];

Deno.test("a field for errors that tells of none fails nothing, on pieces, on the usage and alone", () => {
  const usage = { choices: [], usage: { prompt_tokens: 7, completion_tokens: 1 } };
  for (const field of nothing) {
    const [delta] = piece.choices;
    const bytes = sse(field, { ...piece, ...field }, { choices: [{ ...delta, ...field }] }, {
      ...usage,
      ...field,
    }, { ...end, ...field });
    const { row, text } = rowOf("openai", bytes);
    const said = `${JSON.stringify(field)}: ${row.error_message}`;
    assert.deepEqual([row.status, text.content], ["ok", "keptkept"], said);
    assert.deepEqual([row.input_tokens_reported, row.output_tokens_reported], [7, 1], said);
  }
});

Deno.test("the same of other protocols", () => {
  for (const { error } of nothing.filter((f): f is { error: never } => "error" in f)) {
    const answers: [string, Uint8Array][] = [
      [
        "ollama",
        json({ message: { content: "x" }, error }, { done: true, done_reason: "stop", error }),
      ],
      ["tgi", sse({ token: { text: "x" }, details: { finish_reason: "length" }, error })],
      ["triton", sse({ text_output: "x", error })],
      ["llamacpp", sse({ content: "x", stop: true, error })],
      [
        "gemini",
        sse({ candidates: [{ content: { parts: [{ text: "x" }] }, finishReason: "STOP" }], error }),
      ],
    ];
    for (const [name, bytes] of answers) {
      const { row } = rowOf(name, bytes);
      assert.equal(row.status, "ok", `${name}, ${JSON.stringify(error)}: ${row.error_message}`);
    }
  }
});
