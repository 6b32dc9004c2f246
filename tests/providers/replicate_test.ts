import assert from "node:assert/strict";
import { replicate } from "../../benchmarks/providers/replicate/replicate.ts";
import { replicate as simulated } from "../../benchmarks/simulator/protocols/replicate.ts";
import { makeSchedule, profileNamed } from "../../benchmarks/simulator/profile.ts";
import type { Exchange } from "../../benchmarks/providers/recording.ts";
import { checkDecoder, content, done, finish, plainAsk, streamError } from "./decoder_cases.ts";
import { type Around, checkProtocol, exchangeOf, read } from "./protocol_checks.ts";

const bytesOf = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
/** An exchange of one arrival whose moments follow each other from `ms` on, a millisecond each. */
const at = (ms: number, value: unknown, over: Partial<Exchange> = {}): Exchange =>
  exchangeOf(bytesOf(value), {
    started: ms * 1e6,
    sent: (ms + 1) * 1e6,
    headersAt: (ms + 2) * 1e6,
    arrivals: [{ at: (ms + 3) * 1e6, endByte: bytesOf(value).length }],
    end: { how: "complete", at: (ms + 4) * 1e6, code: null },
    ...over,
  });
const ask = { model: "a/b", stream: true, usage: true, tokens: 12, prompt: "", counted: null };
const schedule = makeSchedule(profileNamed("groq-70b")!, 12, "a seed");
const around: Around = (stream) => [
  at(0, simulated.later!.state(ask, "p1", "http://h", null), { status: 201 }),
  {
    ...stream,
    started: 10e6,
    arrivals: stream.arrivals.map((a) => ({ ...a, at: 13e6 })),
    end: { ...stream.end, at: 14e6 },
  },
  at(20, simulated.later!.state(ask, "p1", "http://h", schedule)),
];

checkProtocol(replicate, simulated, { finish: null, around });

const event = (name: string, data: string) =>
  `event: ${name}\nid: 1690212292:0\n${
    data.split("\n").map((line) => `data: ${line}\n`).join("")
  }\n`;
const prediction = (over: object = {}) => ({
  id: "gm3qorzdhgbfurvjtvhg6dckhu",
  model: "meta/meta-llama-3-8b-instruct",
  version: "hidden",
  input: { prompt: "hi" },
  logs: "",
  error: null,
  status: "starting",
  created_at: "2023-09-08T16:19:34.765994Z",
  urls: {
    cancel: "https://api.replicate.com/v1/predictions/gm3q/cancel",
    get: "https://api.replicate.com/v1/predictions/gm3q",
    stream: "https://stream.replicate.com/v1/files/bcwr-gvuc",
  },
  ...over,
});
const who = {
  kind: "served" as const,
  requestId: "gm3qorzdhgbfurvjtvhg6dckhu",
  model: "meta/meta-llama-3-8b-instruct",
  fingerprint: "hidden",
};

checkDecoder(replicate, [
  { what: "the promise", step: 0, body: JSON.stringify(prediction()), deltas: [who] },
  {
    what: "a promise without a stream",
    step: 0,
    body: JSON.stringify(prediction({ urls: { get: "https://h/x" } })),
    deltas: [{
      kind: "error",
      class: "protocol",
      code: null,
      message: "The prediction names no stream: this model has none",
    }],
  },
  {
    what: "a prediction that had failed by the time it was made",
    step: 0,
    body: JSON.stringify(prediction({ status: "failed", error: "CUDA out of memory" })),
    deltas: [streamError("CUDA out of memory")],
  },
  {
    what: "a whole answer to the first request",
    step: 0,
    body: JSON.stringify(prediction({ status: "succeeded", output: ["Hé", "llo 😀"] })),
    deltas: [
      { kind: "unstreamed" },
      content("Héllo 😀"),
      who,
      { kind: "served", timings: { created_at: "2023-09-08T16:19:34.765994Z" } },
      done,
    ],
  },
  {
    what: "output as it is: spaces, lines, an emoji, what looks like JSON, and nothing",
    step: 1,
    body: event("output", "Once") + event("output", " upon\n a 😀") + event("output", '{"a":1}') +
      event("output", "") + event("logs", "seed 7") + event("done", "{}"),
    deltas: [content("Once"), content(" upon\n a 😀"), content('{"a":1}'), {
      kind: "done",
      whole: true,
    }],
  },
  {
    what: "an error and its end",
    step: 1,
    body: event("output", "x") + event("error", '{"detail":"Something went wrong"}') +
      event("done", '{"reason":"error"}'),
    deltas: [content("x"), streamError("Something went wrong"), finish("error", "error"), done],
  },
  {
    what: "an error that is bare text",
    step: 1,
    body: event("error", "boom"),
    deltas: [streamError("boom")],
  },
  {
    what: "a prediction that was canceled",
    step: 1,
    body: event("output", "x") + event("done", '{"reason":"canceled"}'),
    deltas: [
      content("x"),
      streamError("The prediction ended with canceled", "canceled"),
      finish("other", "canceled"),
      done,
    ],
  },
  {
    what: "the prediction at its end",
    step: 2,
    body: JSON.stringify(prediction({
      status: "succeeded",
      output: ["x"],
      started_at: "2023-09-08T16:19:34.779176Z",
      completed_at: "2023-09-08T16:19:34.791859Z",
      metrics: {
        predict_time: 0.012683,
        total_time: 0.025865,
        input_token_count: 18,
        output_token_count: 215,
      },
    })),
    deltas: [who, { kind: "usage", usage: { input: 18, output: 215 } }, {
      kind: "served",
      timings: {
        predict_time: 0.012683,
        total_time: 0.025865,
        input_token_count: 18,
        output_token_count: 215,
        created_at: "2023-09-08T16:19:34.765994Z",
        started_at: "2023-09-08T16:19:34.779176Z",
        completed_at: "2023-09-08T16:19:34.791859Z",
      },
    }],
  },
  {
    what: "a prediction that has not ended yet",
    step: 3,
    body: JSON.stringify(prediction({ status: "processing" })),
    deltas: [who],
  },
]);

Deno.test("a row of Replicate starts at the POST and ends with the stream", () => {
  const stream = at(100, event("output", "one") + event("done", "{}"));
  const summary = at(
    200,
    prediction({
      status: "succeeded",
      metrics: { output_token_count: 1, predict_time: 0.05 },
    }),
  );
  const { row } = read(replicate, [at(0, prediction(), { status: 201 }), stream, summary]);
  const { sent_s, headers_s, first_event_s, ttft_s, e2e_latency_s, http_status } = row;
  assert.deepEqual(
    { sent_s, headers_s, first_event_s, ttft_s, e2e_latency_s, http_status },
    {
      sent_s: 0.001,
      headers_s: 0.102,
      first_event_s: 0.103,
      ttft_s: 0.103,
      e2e_latency_s: 0.104,
      http_status: 200,
    },
  );
  assert.deepEqual([row.status, row.finish_reason, row.output_tokens_reported], ["ok", null, 1]);
  assert.equal(row.served_model, "meta/meta-llama-3-8b-instruct");
  assert.deepEqual(JSON.parse(row.server_timings!).predict_time, 0.05);
});

Deno.test("a prediction that cannot be asked for afterwards leaves the row ok, its usage unknown", () => {
  const stream = at(100, event("output", "one") + event("done", "{}"));
  for (
    const broken of [
      at(200, '{"detail":"busy"}', { status: 503 }),
      at(200, "", { status: null, headersAt: null, end: { how: "reset", at: 201e6, code: "x" } }),
      at(200, "no JSON"),
    ]
  ) {
    const { row } = read(replicate, [at(0, prediction(), { status: 201 }), stream, broken]);
    assert.deepEqual(
      [row.status, row.e2e_latency_s, row.output_tokens_reported, row.http_status],
      ["ok", 0.104, null, 200],
    );
  }
});

Deno.test("a stream that was refused or empty is no answer, whatever came before it", () => {
  const refused = read(replicate, [
    at(0, prediction(), { status: 201 }),
    at(100, '{"detail":"gone"}', { status: 404 }),
  ]).row;
  assert.deepEqual(
    [refused.status, refused.error_class, refused.error_message, refused.http_status],
    ["failed", "not_found", "gone", 404],
  );
  const empty = read(replicate, [at(0, prediction(), { status: 201 }), at(100, "")]).row;
  assert.deepEqual([empty.status, empty.error_class, empty.first_event_s], [
    "failed",
    "empty",
    null,
  ]);
});

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
