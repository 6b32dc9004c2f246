import assert from "node:assert/strict";
import { sagemaker } from "../../../benchmarks/providers/aws/sagemaker.ts";
import type { Json } from "../../../benchmarks/providers/provider.ts";
import { exception, frame } from "../../support/event_frames.ts";
import { concat, exchangeOf, read, sameAtEverySplit } from "../exchanges.ts";

const part = (bytes: Uint8Array) =>
  frame({
    ":event-type": "PayloadPart",
    ":content-type": "application/octet-stream",
    ":message-type": "event",
  }, bytes);
/** A container's answer in parts of `size` bytes. */
const parts = (answer: string, size: number): Uint8Array[] => {
  const bytes = new TextEncoder().encode(answer);
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) => part(bytes.slice(i * size, (i + 1) * size)));
};

const djl = [
  '{"token": {"id": [1], "text": "Grüße", "log_prob": -0.1}}',
  '{"token": {"id": [2], "text": " 🌍", "log_prob": -0.1}, "generated_text": "Grüße 🌍", ' +
  '"details": {"finish_reason": "eos_token", "generated_tokens": 2, "inputs": "Hi"}}',
].join("\n") + "\n";
const tgi = 'data:{"index":1,"token":{"id":1,"text":"Grüße","logprob":-0.1,"special":false},' +
  '"generated_text":null,"details":null}\n\n' +
  'data:{"index":2,"token":{"id":2,"text":" ' +
  '🌍","logprob":-0.1,"special":false},' +
  '"generated_text":null,"details":null}\n\n' +
  'data:{"index":3,"token":{"id":0,"text":"</s>","logprob":-0.1,"special":true},"generated_text":"Grüße ' +
  '🌍","details":{"finish_reason":"eos_token","generated_tokens":2,"seed":null}}\n\n';
const chat = (prefix: string, end: string) =>
  prefix + '{"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüße"}}]}' +
  end + prefix +
  '{"id":"c","choices":[{"index":0,"delta":{"content":" 🌍"},"finish_reason":"stop"}]}' + end +
  prefix + '{"id":"c","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}' + end;

Deno.test("sagemaker: what containers answer, cut at any byte into parts, and these anywhere", () => {
  const cases: Record<string, { answer: string; streamed: boolean; finish: string | null }> = {
    "DJL's lines": { answer: djl, streamed: true, finish: "stop" },
    "DJL's lines without the last end": { answer: djl.trimEnd(), streamed: true, finish: "stop" },
    "TGI's events": { answer: tgi, streamed: true, finish: "stop" },
    "chat completions as events": {
      answer: chat("data: ", "\n\n") + "data: [DONE]\n\n",
      streamed: true,
      finish: "stop",
    },
    "chat completions as lines": { answer: chat("", "\n"), streamed: true, finish: "stop" },
    "Llama 2 of JumpStart": {
      answer: '[{"generation": {"role": "assistant", "content": "Grüße 🌍"}}]',
      streamed: false,
      finish: null,
    },
    "a document of several lines": {
      answer: '{\n  "generated_text": "Grüße 🌍",\n  "details": {"finish_reason": "length",' +
        ' "generated_tokens": 2}\n}\n',
      streamed: false,
      finish: "length",
    },
  };
  for (const [name, { answer, streamed, finish }] of Object.entries(cases)) {
    for (const size of [1, 3, 7, 64, 10_000]) {
      const { row, text } = read(sagemaker, [exchangeOf(concat(parts(answer, size)))]);
      assert.deepEqual([row.status, text.content, row.streamed, row.finish_reason], [
        "ok",
        "Grüße 🌍",
        streamed,
        finish,
      ], `${name} in parts of ${size}`);
      assert.equal(row.output_tokens_reported, finish === null ? null : 2, name);
    }
    sameAtEverySplit(sagemaker, concat(parts(answer, 50)));
  }
});

Deno.test("sagemaker: DJL's first format has texts only, and ends without a reason", () => {
  const answer = '{"outputs": ["Grüße"]}\n{"outputs": [" 🌍"]}\n';
  const { row, text } = sameAtEverySplit(sagemaker, concat(parts(answer, 10)));
  assert.deepEqual([text.content, row.error_class], ["Grüße 🌍", "truncated"]);
});

Deno.test("sagemaker: what goes wrong inside the stream", () => {
  const first = '{"token": {"id": [1], "text": "kept"}}\n';
  const cases: [Uint8Array[], string, string | null, RegExp][] = [
    [
      [exception(
        "ModelStreamError",
        '{"Message":"broke","ErrorCode":"ModelInvocationTimeExceeded"}',
      )],
      "stream_error",
      "ModelStreamError",
      /^broke$/,
    ],
    [
      [exception("InternalStreamFailure", '{"Message":"fell over"}')],
      "stream_error",
      "InternalStreamFailure",
      /^fell over$/,
    ],
    [
      parts('{"error": "out of memory", "error_type": "generation"}\n', 9),
      "stream_error",
      "generation",
      /^out of memory$/,
    ],
    [parts("no more of this", 4), "protocol", null, /is not JSON: no more of this/],
    [parts('{"token": {"te', 4), "protocol", null, /is not JSON: {"token": {"te/],
  ];
  for (const [frames, errorClass, code, message] of cases) {
    const { row, text } = sameAtEverySplit(sagemaker, concat([...parts(first, 5), ...frames]));
    assert.deepEqual([row.status, row.error_class, row.error_code], ["failed", errorClass, code]);
    assert.match(row.error_message!, message);
    assert.equal(text.content, "kept");
  }
});

Deno.test("sagemaker: a container's refusal has its own message beside SageMaker's", () => {
  const body = JSON.stringify({
    ErrorCode: "CLIENT_ERROR_FROM_MODEL",
    LogStreamArn: "arn:aws:logs:us-east-1:1:log-group:x",
    Message: "Received client error (424) from primary",
    OriginalMessage: '{"error":"too long"}',
    OriginalStatusCode: 424,
  });
  const { row } = read(sagemaker, [
    exchangeOf(new TextEncoder().encode(body), {
      status: 424,
      headers: [["x-amzn-errortype", "ModelError:"]],
    }),
  ]);
  assert.deepEqual([row.error_class, row.error_code, row.error_message], [
    "server_error",
    "ModelError",
    "Received client error (424) from primary",
  ]);
});

Deno.test("sagemaker: the request of each kind of container", () => {
  const request = (params: Record<string, Json>) =>
    sagemaker.next({
      baseUrl: "https://runtime.sagemaker.us-east-1.amazonaws.com",
      model: "my-endpoint",
      messages: [{ role: "user", content: "Hello" }],
      maxOutputTokens: 30,
      params,
    }, [])!;
  assert.equal(
    request({}).url,
    "https://runtime.sagemaker.us-east-1.amazonaws.com/endpoints/my-endpoint/invocations-response-stream",
  );
  const messages = [{ role: "user", content: "Hello" }];
  const cases: [Record<string, Json>, unknown][] = [
    [{}, { inputs: "Hello", stream: true, parameters: { max_new_tokens: 30, details: true } }],
    [{ temperature: 0.1, max_tokens: 5, stream: null }, {
      inputs: "Hello",
      parameters: { max_new_tokens: 5, details: true, temperature: 0.1 },
    }],
    [{ parameters: { details: null, top_k: 3 } }, {
      inputs: "Hello",
      stream: true,
      parameters: { max_new_tokens: 30, top_k: 3 },
    }],
    [{ container: "chat", temperature: 0 }, {
      messages,
      max_tokens: 30,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
    }],
    [{ container: "llama2", top_p: 0.9 }, {
      inputs: [messages],
      parameters: { max_new_tokens: 30, top_p: 0.9 },
    }],
  ];
  for (const [params, expected] of cases) {
    assert.deepEqual(JSON.parse(request(params).body!), expected);
  }
  const eula = (params: Record<string, Json>) =>
    request(params).headers.find(([n]) => n === "x-amzn-sagemaker-custom-attributes")?.[1];
  assert.deepEqual([eula({ container: "llama2" }), eula({})], ["accept_eula=true", undefined]);
});
