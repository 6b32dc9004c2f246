import assert from "node:assert/strict";
import { emptyRow, type Row } from "../../benchmarks/record/record.ts";
import { cannotWork, diagnosis } from "../../benchmarks/report/diagnosis.ts";

const row = (over: Partial<Row>): Row => ({
  ...emptyRow({
    run_id: "r",
    config_name: "c",
    provider: "p",
    model: "tiny-7b",
    simulated: false,
    phase: "measured",
    request_index: 0,
    attempt: 1,
    status: "failed",
  }),
  endpoint: "api.test",
  api: "openai",
  ...over,
});

// What the servers of several vendors answer to each mistake.
const cases: [string, Partial<Row>, RegExp | null][] = [
  [
    "a wrong key",
    { error_class: "auth", http_status: 401, error_message: "Invalid API key" },
    /^The key in MY_KEY was refused by api.test \(401\): Invalid API key$/,
  ],
  [
    "a model, with a code",
    {
      error_class: "not_found",
      http_status: 404,
      error_code: "model_not_found",
      error_message: "no",
    },
    /^api.test has no model "tiny-7b" \(404\)/,
  ],
  [
    "a model, in words",
    {
      error_class: "not_found",
      http_status: 404,
      error_message: "The model `tiny-7b` does not exist.",
    },
    /has no model "tiny-7b"/,
  ],
  [
    "a model, refused with 400",
    {
      error_class: "bad_request",
      http_status: 400,
      error_message: "tiny-7b is not a valid model ID",
    },
    /has no model "tiny-7b"/,
  ],
  [
    "a path",
    { error_class: "not_found", http_status: 404, error_message: "Not Found" },
    /no openai endpoint below this base URL at api.test \(404\): the base URL is wrong/,
  ],
  [
    "a parameter",
    { error_class: "bad_request", http_status: 400, error_message: "temperature is too high" },
    /refuses the request as it stands \(400\): temperature is too high/,
  ],
  ["a port", { error_class: "refused", error_code: "ECONNREFUSED" }, /^Nobody listens at api.test/],
  ["a host", { error_class: "dns", error_code: "ENOTFOUND" }, /cannot be resolved/],
  ["a certificate", { error_class: "tls", error_code: "SELF_SIGNED" }, /certificate .* ca_file/],
  [
    "a web page",
    { error_class: "protocol", http_status: 200 },
    /answers \(200\), but not in the openai protocol/,
  ],
  ["a server in trouble", { error_class: "server_error", http_status: 500 }, null],
  ["too often", { error_class: "rate_limited", http_status: 429 }, null],
  ["a stream that broke", { error_class: "protocol", http_status: 200, first_event_s: 0.1 }, null],
  ["an answer", { status: "ok" }, null],
];

for (const [name, over, expected] of cases) {
  Deno.test(`diagnosis() of ${name}`, () => {
    const found = row(over);
    assert.equal(cannotWork(found), expected !== null);
    if (expected) assert.match(diagnosis(found, "MY_KEY"), expected);
  });
}

Deno.test("diagnosis() says that a key is wanted where none was given", () => {
  const found = row({ error_class: "auth", http_status: 401 });
  assert.match(diagnosis(found, null), /^api.test wants a key, and none was given \(401\)/);
});
