import assert from "node:assert/strict";
import { readAsk, route } from "../../benchmarks/simulator/request.ts";

Deno.test("route() cuts a path into what answers and what is asked", () => {
  const cases: [string, string | null, string][] = [
    ["/groq-70b/v1/chat/completions", "groq-70b", "chat/completions"],
    ["/groq-70b/v1/chat/completions?x=/v1/y", "groq-70b", "chat/completions"],
    ["/v1/models", null, "models"],
    ["/v1/v1/models", "v1", "models"],
    ["/groq-70b/v2/models", null, ""],
    ["/groq-70b", null, ""],
    ["/?/v1/models", null, ""],
    ["/", null, ""],
    ["", null, ""],
  ];
  for (const [url, prefix, path] of cases) assert.deepEqual(route(url), { prefix, path }, url);
});

Deno.test("readAsk() reads what the simulator heeds, by either name of the limit", () => {
  const plain = { model: "", stream: false, usage: false, tokens: 16 };
  const cases: [string, object][] = [
    ["{}", plain],
    ['{"max_tokens": 3, "model": "m"}', { ...plain, model: "m", tokens: 3 }],
    ['{"max_tokens": null, "max_completion_tokens": 4}', { ...plain, tokens: 4 }],
    ['{"stream": true, "stream_options": {"include_usage": true}}', {
      ...plain,
      stream: true,
      usage: true,
    }],
  ];
  for (const [body, ask] of cases) assert.deepEqual(readAsk(body), ask, body);
  for (const body of ['{"max_tokens": 0}', '{"max_tokens": 1.5}', '{"max_tokens": "9"}', "null"]) {
    assert.throws(() => readAsk(body), RangeError, body);
  }
  assert.throws(() => readAsk(""), SyntaxError);
});
