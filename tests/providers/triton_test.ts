import assert from "node:assert/strict";
import { triton } from "../../benchmarks/providers/triton.ts";
import { triton as simulated } from "../../benchmarks/simulator/protocols/triton.ts";
import { checkDecoder, content, done, finish, plainAsk, streamError } from "./decoder_cases.ts";
import { exchangeOf, read } from "./exchanges.ts";
import { checkProtocol } from "./protocol_checks.ts";

// Nothing tells a stream that was ended early from one that is whole.
checkProtocol(triton, simulated, { usage: false, finish: null, cutClass: null });

const data = (value: object) =>
  `data: ${JSON.stringify({ model_name: "ensemble", model_version: "1", ...value })}\n\n`;
const served = { kind: "served" as const, model: "ensemble" };

checkDecoder(triton, [
  {
    what: "TensorRT-LLM's stream, which has no end mark",
    body: data({ sequence_end: false, text_output: "Hé" }) +
      data({ sequence_end: false, text_output: "llo 😀" }) + data({ text_output: "" }),
    deltas: [served, content("Hé"), content("llo 😀"), done],
  },
  {
    what: "vLLM's stream with reason and counts: tokens are those of each event",
    body: data({ text_output: "a", finish_reason: "None", num_output_tokens: 1 }) +
      data({
        text_output: "b",
        finish_reason: "length",
        num_output_tokens: 2,
        num_input_tokens: 9,
      }),
    deltas: [
      served,
      content("a"),
      { kind: "usage", usage: { output: 1 } },
      content("b"),
      finish("length", "length"),
      { kind: "usage", usage: { input: 9, output: 3 } },
    ],
  },
  {
    what: "a stream whose reason was asked for and did not come",
    body: data({ text_output: "a", finish_reason: "None" }),
    deltas: [served, content("a")],
  },
  {
    what: "text in an array",
    body: data({ text_output: ["a", "b"] }),
    deltas: [served, content("ab"), done],
  },
  {
    what: "an error inside a 200",
    body: data({ text_output: "a" }) + 'data: {"error":"in ensemble, request was cancelled"}\n\n',
    deltas: [served, content("a"), streamError("in ensemble, request was cancelled"), done],
  },
  {
    what: "events without text",
    body: data({ text_output: "" }),
    deltas: [served],
  },
  {
    what: "a plain answer although a stream was asked for",
    body: '{"model_name":"ensemble","model_version":"1","text_output":"hi"}',
    deltas: [{ kind: "unstreamed" }, served, content("hi")],
  },
]);

Deno.test("a row of Triton: whole by its body's end, empty without text, truncated without its reason", () => {
  const rowOf = (body: string) => read(triton, [exchangeOf(new TextEncoder().encode(body))]).row;
  const whole = rowOf(data({ text_output: "a" }));
  assert.deepEqual([whole.status, whole.finish_reason, whole.output_tokens_reported], [
    "ok",
    null,
    null,
  ]);
  assert.equal(rowOf("").error_class, "empty");
  assert.equal(rowOf(data({ text_output: "a", finish_reason: "None" })).error_class, "truncated");
  const wrong = rowOf(data({ text_output: "a" }) + 'data: {"error":"boom"}\n\n');
  assert.deepEqual([wrong.error_class, wrong.error_message], ["stream_error", "boom"]);
});

Deno.test("triton.next() names the model in the path, fields are the model's inputs", () => {
  const asked = (model: string, params = {}) => {
    const { url, body } = triton.next(plainAsk({ model, params }), [])!;
    return [url, JSON.parse(body!)];
  };
  const own = { text_input: "Be brief.\n\nhi", stream: true };
  assert.deepEqual(asked("ensemble", { return_finish_reason: true }), [
    "http://h/v2/models/ensemble/generate_stream",
    { ...own, max_tokens: 7, return_finish_reason: true },
  ]);
  assert.deepEqual(asked("a b/versions/2", { max_tokens: null }), [
    "http://h/v2/models/a%20b/versions/2/generate_stream",
    own,
  ]);
});
