/** What Replicate is sent, step by step. */
import assert from "node:assert/strict";
import { replicate } from "../../benchmarks/providers/replicate/replicate.ts";
import { plainAsk } from "./decoder_cases.ts";
import { at, prediction } from "./predictions.ts";

Deno.test("replicate.next() asks for the prediction, its stream, then what it was", () => {
  const own = plainAsk({ baseUrl: "https://api.replicate.com/v1", model: "meta/x" });
  const made = at(0, prediction(), { status: 201 });
  const stream = at(100, "");
  const [first, second, third] = [[], [made], [made, stream]].map((all) =>
    replicate.next(own, all)!
  );
  assert.deepEqual([first.method, first.url], [
    "POST",
    "https://api.replicate.com/v1/models/meta/x/predictions",
  ]);
  assert.deepEqual(JSON.parse(first.body!), {
    stream: true,
    input: { prompt: "hi", system_prompt: "Be brief.", max_tokens: 7 },
  });
  assert.deepEqual(second, {
    method: "GET",
    url: "https://stream.replicate.com/v1/files/bcwr-gvuc",
    headers: [["accept", "text/event-stream"]],
    body: null,
  });
  assert.deepEqual([third.method, third.url], [
    "GET",
    "https://api.replicate.com/v1/predictions/gm3qorzdhgbfurvjtvhg6dckhu",
  ]);
  const open = at(200, prediction({ status: "processing" }));
  assert.equal(replicate.next(own, [made, stream, open])!.url, third.url);
  assert.equal(replicate.next(own, [made, stream, open, open, open]), null);
  const ended = at(200, prediction({ status: "succeeded" }));
  assert.equal(replicate.next(own, [made, stream, ended]), null);
});

Deno.test("replicate.next() goes no further where there is no stream to go to", () => {
  for (
    const body of [
      prediction({ urls: {} }),
      prediction({ urls: { stream: "file:///etc/passwd" } }),
      prediction({ urls: { stream: "http://[" } }),
      prediction({ status: "succeeded" }),
      "no JSON",
    ]
  ) {
    assert.equal(replicate.next(plainAsk(), [at(0, body)]), null);
  }
});

Deno.test("replicate.next() knows the ways to name a model, and what is an input", () => {
  const asked = (model: string, params = {}) => {
    const { url, body } = replicate.next(plainAsk({ model, params }), [])!;
    return [url, JSON.parse(body!)];
  };
  const input = { prompt: "hi", system_prompt: "Be brief." };
  assert.deepEqual(asked("meta/llama-2-70b-chat:02e509c"), ["http://h/predictions", {
    version: "02e509c",
    stream: true,
    input: { ...input, max_new_tokens: 7 },
  }]);
  assert.deepEqual(asked("deployments/me/mine")[0], "http://h/deployments/me/mine/predictions");
  assert.deepEqual(asked("02e509c")[1].version, "02e509c");
  assert.deepEqual(asked("a/b", { temperature: 0, max_tokens: null, webhook: "https://w" })[1], {
    stream: true,
    webhook: "https://w",
    input: { ...input, temperature: 0 },
  });
});
