import assert from "node:assert/strict";
import { readRequest } from "../../benchmarks/simulator/protocols/index.ts";
import { profileNamed } from "../../benchmarks/simulator/profile.ts";
import { route } from "../../benchmarks/simulator/request.ts";

Deno.test("route() cuts a path into what answers and what is asked", () => {
  const cases: [string, string | null, string][] = [
    ["/groq-70b/v1/chat/completions", "groq-70b", "/v1/chat/completions"],
    ["/groq-70b/v1/chat/completions?x=/v1/y", "groq-70b", "/v1/chat/completions?x=/v1/y"],
    ["/groq-70b@1.5/v1/messages", "groq-70b@1.5", "/v1/messages"],
    ["/groq-70b%2Breasoning/v1/messages", "groq-70b+reasoning", "/v1/messages"],
    ["/fault-401/v1/messages", "fault-401", "/v1/messages"],
    ["/v1/models", null, "/v1/models"],
    ["/toString/v1/models", null, "/toString/v1/models"],
    ["/groq-70b", "groq-70b", "/"],
    ["/?/v1/models", null, "/?/v1/models"],
    ["/", null, "/"],
    ["", null, ""],
  ];
  for (const [url, prefix, path] of cases) assert.deepEqual(route(url), { prefix, path }, url);
});

Deno.test("profileNamed() slows a profile, and makes half of an answer reasoning", () => {
  const [plain, slow] = [profileNamed("groq-70b")!, profileNamed("groq-70b@2")!];
  assert.deepEqual(slow.ttft_s, plain.ttft_s.map((s) => s * 2));
  assert.deepEqual(slow.decode_tokens_per_s, plain.decode_tokens_per_s.map((r) => r / 2));
  assert.equal(profileNamed("groq-70b+reasoning@2")!.reasoning_share, 0.5);
  for (const name of ["", "nobody", "toString", "groq-70b@0", "groq-70b@x", "groq-70b+x"]) {
    assert.equal(profileNamed(name), null, name);
  }
});

Deno.test("a chat completion is read as far as the simulator heeds it, by either name of the limit", () => {
  const ask = (body: string) =>
    readRequest({ method: "POST", path: "/v1/chat/completions", headers: {}, body })?.ask;
  const plain = { model: "", stream: false, usage: false, tokens: 16, prompt: "", counted: null };
  const cases: [string, object][] = [
    ["{}", plain],
    ['{"max_tokens": 3, "model": "m"}', { ...plain, model: "m", tokens: 3 }],
    ['{"max_tokens": null, "max_completion_tokens": 4}', { ...plain, tokens: 4 }],
    ['{"messages": [{"content": "a"}, {"content": [{"type": "text", "text": "b"}]}]}', {
      ...plain,
      prompt: "ab",
    }],
    ['{"stream": true, "stream_options": {"include_usage": true}}', {
      ...plain,
      stream: true,
      usage: true,
    }],
  ];
  for (const [body, expected] of cases) assert.deepEqual(ask(body), expected, body);
  for (const body of ['{"max_tokens": 0}', '{"max_tokens": 1.5}', '{"max_tokens": "9"}', "null"]) {
    assert.throws(() => ask(body), RangeError, body);
  }
  assert.throws(() => ask(""), SyntaxError);
  assert.equal(readRequest({ method: "POST", path: "/v1/nothing", headers: {}, body: "{}" }), null);
});
