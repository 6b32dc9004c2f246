import assert from "node:assert/strict";
import { llamacpp } from "../../benchmarks/providers/llamacpp.ts";
import { openai } from "../../benchmarks/providers/openai/openai.ts";
import { llamacpp as simulated } from "../../benchmarks/simulator/protocols/llamacpp.ts";
import { checkDecoder, content, done, finish, plainAsk, streamError } from "./decoder_cases.ts";
import { exchangeOf } from "./exchanges.ts";
import { checkProtocol } from "./protocol_checks.ts";

checkProtocol(llamacpp, simulated);

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const token = (text: string) => data({ index: 0, content: text, tokens: [9], stop: false });
const timings = {
  cache_n: 2,
  prompt_n: 6,
  prompt_ms: 22.5,
  predicted_n: 2,
  predicted_ms: 40.25,
};
const end = (over: object = {}) =>
  data({
    index: 0,
    content: "",
    tokens: [],
    stop: true,
    model: "tiny.gguf",
    tokens_predicted: 2,
    tokens_evaluated: 8,
    tokens_cached: 9,
    stop_type: "limit",
    ...over,
  });
const usage = (more: object = {}) => ({
  kind: "usage" as const,
  usage: { input: 8, output: 2, ...more },
});
const served = { kind: "served" as const, model: "tiny.gguf" };

checkDecoder(llamacpp, [
  {
    what: "a stream with its counts and timings; what the cache holds afterwards is no hit",
    body: token("Hé") + token("llo 😀") + end({ timings }),
    deltas: [
      content("Hé"),
      content("llo 😀"),
      finish("length", "limit"),
      usage({ cached: 2 }),
      { ...served, timings },
      done,
    ],
  },
  {
    what: "the end of the text, and a stop word",
    body: end({ content: "x", stop_type: "eos" }) + end({ stop_type: "word" }),
    deltas: [
      content("x"),
      finish("stop", "eos"),
      usage(),
      served,
      done,
      finish("stop", "word"),
      usage(),
      served,
      done,
    ],
  },
  {
    what: "a reason as older servers say it, and none",
    body: end({ stop_type: undefined, stopped_eos: false, stopped_limit: true }) +
      end({ stop_type: "none" }),
    deltas: [
      finish("length", "limit"),
      usage(),
      served,
      done,
      finish("other", "none"),
      usage(),
      served,
      done,
    ],
  },
  {
    what: "an error as a field of its own, and pings",
    body: ":\n\n" + token("x") +
      'error: {"code":500,"message":"the request exceeds the context","type":"server_error"}\n\n',
    deltas: [content("x"), streamError("the request exceeds the context", "server_error")],
  },
  {
    what: "an error as data, as newer servers send it",
    body: token("x") + data({ error: { code: 500, message: "boom", type: "server_error" } }),
    deltas: [content("x"), streamError("boom", "server_error")],
  },
  {
    what: "an error's field without JSON",
    body: token("x") + "error: boom\n\n",
    deltas: [content("x"), streamError("boom")],
  },
  {
    what: "a plain answer although a stream was asked for",
    body: '{"content":"hi","stop":true,"stop_type":"eos","tokens_predicted":1}',
    deltas: [
      { kind: "unstreamed" },
      content("hi"),
      finish("stop", "eos"),
      { kind: "usage", usage: { output: 1 } },
      done,
    ],
  },
]);

// The same server speaks chat completions, and its errors there are the same field.
checkDecoder(openai, [{
  what: "llama.cpp's error as a field of its own",
  body: data({ choices: [{ delta: { content: "x" } }] }) +
    'error: {"code":500,"message":"boom","type":"server_error"}\n\n',
  deltas: [content("x"), streamError("boom", "server_error")],
}]);

Deno.test("llamacpp.failure() reads a server that still loads its model", () => {
  const error = { code: 503, message: "Loading model", type: "unavailable_error" };
  const bytes = new TextEncoder().encode(JSON.stringify({ error }));
  assert.deepEqual(llamacpp.failure(exchangeOf(bytes, { status: 503 })), {
    class: "server_error",
    code: "unavailable_error",
    message: "Loading model",
  });
});

Deno.test("llamacpp.next() sends the prompt as it is and no cached one, parameters win", () => {
  const asked = (params: object) => {
    const { url, body } = llamacpp.next(plainAsk({ params: params as never }), [])!;
    return [url, JSON.parse(body!)];
  };
  const own = { prompt: "Be brief.\n\nhi", stream: true };
  assert.deepEqual(asked({ ignore_eos: true }), [
    "http://h/completion",
    { ...own, n_predict: 7, cache_prompt: false, ignore_eos: true },
  ]);
  assert.deepEqual(asked({ cache_prompt: true, n_predict: null })[1], {
    ...own,
    cache_prompt: true,
  });
});
