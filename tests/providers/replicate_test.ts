import { replicate } from "../../benchmarks/providers/replicate/replicate.ts";
import { replicate as simulated } from "../../benchmarks/simulator/protocols/replicate.ts";
import { makeSchedule, profileNamed } from "../../benchmarks/simulator/profile.ts";
import { checkDecoder, content, done, finish, streamError } from "./decoder_cases.ts";
import { type Around } from "./exchanges.ts";
import { checkProtocol } from "./protocol_checks.ts";
import { at, event, prediction } from "./predictions.ts";

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
