import assert from "node:assert/strict";
import { ollama } from "../../benchmarks/providers/ollama.ts";
import { ollama as simulated } from "../../benchmarks/simulator/protocols/ollama.ts";
import {
  checkDecoder,
  content,
  decode,
  done,
  finish,
  plainAsk,
  reasoning,
  role,
  streamError,
} from "./decoder_cases.ts";
import { checkProtocol } from "./protocol_checks.ts";

checkProtocol(ollama, simulated, { reasoning: true });

const line = (message: object, rest: object = { done: false }) =>
  JSON.stringify({
    model: "llama3.2",
    created_at: "2023-08-04T08:52:19.385406455-07:00",
    message: { role: "assistant", ...message },
    ...rest,
  }) + "\n";
const served = { kind: "served" as const, model: "llama3.2" };

checkDecoder(ollama, [
  {
    what: "a stream, its counts and its timings",
    body: line({ content: "The", images: null }) + line({ content: " ský 😀" }) +
      line({ content: "" }, {
        done: true,
        done_reason: "stop",
        total_duration: 4883583458,
        load_duration: 1334875,
        prompt_eval_count: 26,
        prompt_eval_duration: 342546000,
        eval_count: 282,
        eval_duration: 4535599000,
      }),
    deltas: [
      served,
      role,
      content("The"),
      content(" ský 😀"),
      finish("stop", "stop"),
      { kind: "usage", usage: { input: 26, output: 282 } },
      {
        kind: "served",
        timings: {
          total_duration: 4883583458,
          load_duration: 1334875,
          prompt_eval_duration: 342546000,
          eval_duration: 4535599000,
        },
      },
      done,
    ],
  },
  {
    what: "thinking before content, both in one line too, and the cap",
    body: line({ content: "", thinking: "hm" }) + line({ content: "x", thinking: "m" }) +
      line({ content: "" }, {
        done: true,
        done_reason: "length",
        eval_count: 3,
        prompt_eval_count: 5,
        prompt_eval_cached_count: 4,
      }),
    deltas: [
      served,
      role,
      reasoning("hm"),
      reasoning("m"),
      content("x"),
      finish("length", "length"),
      { kind: "usage", usage: { input: 5, output: 3, cached: 4 } },
      done,
    ],
  },
  {
    what: "a tool call, which comes whole",
    body: line({
      content: "",
      tool_calls: [{ function: { name: "get_current_weather", arguments: { city: "Tokyo" } } }],
    }) + line({ content: "" }, { done: true, done_reason: "stop" }),
    deltas: [
      served,
      role,
      { kind: "tool_call", text: '{"city":"Tokyo"}' },
      finish("stop", "stop"),
      done,
    ],
  },
  {
    what: "an error line inside a 200",
    body: line({ content: "x" }) +
      '{"error":"an error was encountered while running the model: unexpected EOF"}\n',
    deltas: [
      served,
      role,
      content("x"),
      streamError("an error was encountered while running the model: unexpected EOF"),
    ],
  },
  {
    what: "an error as the only line of a 200",
    body: '{"error":"model runner has unexpectedly stopped"}',
    deltas: [streamError("model runner has unexpectedly stopped")],
  },
  {
    what: "an end without a reason or counts, as old servers send it",
    body: line({ content: "x" }) + '{"model":"llama3.2","done":true}',
    deltas: [served, role, content("x"), done],
  },
  {
    what: "zeros of a server that does not count",
    body: line({ content: "x" }) +
      line({ content: "" }, { done: true, prompt_eval_count: 0, eval_count: 0 }),
    deltas: [served, role, content("x"), done],
  },
  {
    what: "an end whose reason is another",
    body: line({ content: "x" }) + line({ content: "" }, { done: true, done_reason: "unload" }),
    deltas: [served, role, content("x"), finish("other", "unload"), done],
  },
  {
    what: "a plain answer although a stream was asked for",
    body: line({ content: "Hello!" }, { done: true, done_reason: "stop", eval_count: 3 }),
    deltas: [
      { kind: "unstreamed" },
      served,
      role,
      content("Hello!"),
      finish("stop", "stop"),
      { kind: "usage", usage: { output: 3 } },
      done,
    ],
  },
  {
    what: "CRLF, a byte order mark and empty lines",
    body: "\uFEFF" + line({ content: "x" }).replace("\n", "\r\n\r\n"),
    deltas: [served, role, content("x")],
  },
  {
    what: "a page instead of lines",
    body: "<html>busy</html>",
    deltas: [{
      kind: "error",
      class: "protocol",
      code: null,
      message: "Data that is not a JSON object: <html>busy</html>",
    }],
  },
  { what: "an empty body", body: "", deltas: [] },
]);

Deno.test("ollama.decoder() bounds one endless line", () => {
  const decoder = ollama.decoder(0, { status: 200, headers: [] });
  const piece = new TextEncoder().encode("x".repeat(1024 * 1024));
  const deltas = Array.from({ length: 20 }, () => decoder.push(piece)).flat();
  deltas.push(...decoder.end());
  assert.equal(deltas.length, 1);
  assert.equal(deltas[0].kind === "error" && deltas[0].class, "protocol");
});

Deno.test("ollama.decoder() says who answered by headers", () => {
  const deltas = decode(ollama, new Uint8Array(0), { headers: [["x-request-id", "r1"]] });
  assert.deepEqual(deltas, [{ kind: "served", requestId: "r1" }]);
});

Deno.test("ollama.next() puts sampling parameters into options", () => {
  const ask = plainAsk({
    baseUrl: "http://h:11434/",
    params: { temperature: 0, think: false, options: { seed: 4 }, keep_alive: null },
  });
  const request = ollama.next(ask, [])!;
  assert.equal(request.url, "http://h:11434/api/chat");
  assert.deepEqual(JSON.parse(request.body!), {
    model: "m",
    messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "hi" }],
    stream: true,
    think: false,
    options: { num_predict: 7, seed: 4, temperature: 0 },
  });
  const free = JSON.parse(
    ollama.next(plainAsk({ params: { options: { num_predict: null } } }), [])!.body!,
  );
  assert.equal("options" in free, false);
});
