import assert from "node:assert/strict";
import { tgi } from "../../benchmarks/providers/tgi.ts";
import { tgi as simulated } from "../../benchmarks/simulator/protocols/tgi.ts";
import { checkDecoder, content, finish, plainAsk, streamError } from "./decoder_cases.ts";
import { exchangeOf, read } from "./exchanges.ts";
import { checkProtocol } from "./protocol_checks.ts";

checkProtocol(tgi, simulated);

const token = (text: string, special = false, rest: object = {}) =>
  `data:${
    JSON.stringify({
      index: 1,
      token: { id: 5, text, logprob: -0.1, special },
      generated_text: null,
      details: null,
      ...rest,
    })
  }\n\n`;

checkDecoder(tgi, [
  {
    what: "tokens, whose text the last event has a second time; the end's mark is no text",
    body: ":\n\n" + token("Hé") + token("llo 😀") + token("</s>", true, {
      generated_text: "Héllo 😀",
      details: { finish_reason: "eos_token", generated_tokens: 3, seed: null, input_length: 9 },
    }),
    deltas: [content("Hé"), content("llo 😀"), finish("stop", "eos_token"), {
      kind: "usage",
      usage: { input: 9, output: 3 },
    }],
  },
  {
    what: "the cap, with text in the last event and no count of the prompt",
    body: token("a") + token("b", false, {
      generated_text: "ab",
      details: { finish_reason: "length", generated_tokens: 2, seed: 42 },
    }),
    deltas: [content("a"), content("b"), finish("length", "length"), {
      kind: "usage",
      usage: { output: 2 },
    }],
  },
  {
    what: "a stop sequence and a reason of tomorrow",
    body: token("a", false, { details: { finish_reason: "stop_sequence" } }) +
      token("b", false, { details: { finish_reason: "moon" } }),
    deltas: [content("a"), finish("stop", "stop_sequence"), content("b"), finish("other", "moon")],
  },
  {
    what: "an error inside a 200",
    body: token("a") + 'data:{"error":"Request failed during generation: Server error: ' +
      'CUDA out of memory","error_type":"generation"}\n\n',
    deltas: [
      content("a"),
      streamError(
        "Request failed during generation: Server error: CUDA out of memory",
        "generation",
      ),
    ],
  },
  {
    what: "a plain answer although a stream was asked for",
    body: '{"generated_text":"hi","details":{"finish_reason":"length","generated_tokens":1,' +
      '"seed":null,"prefill":[],"tokens":[]}}',
    deltas: [{ kind: "unstreamed" }, content("hi"), finish("length", "length"), {
      kind: "usage",
      usage: { output: 1 },
    }],
  },
  {
    what: "data that is not JSON",
    body: "data:{oops\n\n",
    deltas: [{
      kind: "error",
      class: "protocol",
      code: null,
      message: "Data that is not a JSON object: {oops",
    }],
  },
]);

Deno.test("a row of TGI has the x-compute headers among the server's timings", () => {
  const body = token("a", false, { details: { finish_reason: "length", generated_tokens: 1 } });
  const headers: [string, string][] = [
    ["x-compute-type", "1-nvidia-a10g"],
    ["x-compute-characters", "27"],
    ["x-accel-buffering", "no"],
  ];
  const { row } = read(tgi, [exchangeOf(new TextEncoder().encode(body), { headers })]);
  assert.deepEqual(JSON.parse(row.server_timings!), {
    "x-compute-type": "1-nvidia-a10g",
    "x-compute-characters": "27",
  });
});

Deno.test("tgi.failure() reads error and error_type", () => {
  const cases = [
    [422, "Input validation error: `inputs` must have less than 1024 tokens", "validation"],
    [429, "Model is overloaded", "overloaded"],
    [424, "Request failed during generation", "generation"],
  ] as const;
  const classes = ["bad_request", "rate_limited", "server_error"];
  cases.forEach(([status, error, error_type], i) => {
    const bytes = new TextEncoder().encode(JSON.stringify({ error, error_type }));
    assert.deepEqual(tgi.failure(exchangeOf(bytes, { status })), {
      class: classes[i],
      code: error_type,
      message: error,
    });
  });
});

Deno.test("tgi.next() puts sampling into parameters", () => {
  const asked = (params: object) => {
    const { url, body } = tgi.next(plainAsk({ params: params as never }), [])!;
    return [url, JSON.parse(body!)];
  };
  assert.deepEqual(asked({ temperature: 0.5, parameters: { seed: 1 } }), [
    "http://h/generate_stream",
    {
      inputs: "Be brief.\n\nhi",
      parameters: { max_new_tokens: 7, seed: 1, temperature: 0.5 },
    },
  ]);
  assert.deepEqual(asked({ max_new_tokens: null })[1], { inputs: "Be brief.\n\nhi" });
});
