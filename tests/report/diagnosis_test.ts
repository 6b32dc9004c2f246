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
  [
    "a certificate",
    { error_class: "tls", error_code: "SELF_SIGNED_CERT_IN_CHAIN" },
    /certificate .* ca_file/,
  ],
  [
    "an answer of another protocol",
    { error_class: "protocol", http_status: 200 },
    /answers \(200\), but not in the openai protocol/,
  ],
  [
    "a web page",
    {
      error_class: "protocol",
      http_status: 200,
      error_code: "web_page",
      error_message: "A web page, no answer of an API: Sign in",
    },
    /^api.test answers \(200\) with a web page, .*: the base URL is wrong: .*Sign in$/,
  ],
  [
    "no credit, whatever the status",
    {
      error_class: "payment",
      http_status: 429,
      error_message: "You exceeded your current quota",
    },
    /^The account at api.test has no credit, or may spend no more \(429\): You exceeded/,
  ],
  [
    "a path that takes no POST",
    { error_class: "not_found", http_status: 405, error_message: "Method Not Allowed" },
    /^There is no openai endpoint below this base URL at api.test \(405\)/,
  ],
  [
    "a server that knows no POST",
    {
      error_class: "server_error",
      http_status: 501,
      error_message: "Unsupported method ('POST')",
    },
    /^There is no openai endpoint below this base URL at api.test \(501\)/,
  ],
  [
    "a redirect",
    {
      error_class: "protocol",
      http_status: 307,
      error_message: "Redirects to https://other.test/v1/chat/completions",
    },
    /^api.test redirects \(307\) to https:\/\/other.test\/v1\/chat\/completions, and redirects are not followed/,
  ],
  [
    "a refusal whose words are lost",
    {
      error_class: "not_found",
      http_status: 404,
      error_code: "content_encoding",
      error_message: "HTTP 404, whose body could not be read (content_encoding)",
    },
    /^api.test refuses \(404\), and its words could not be read \(content_encoding\)$/,
  ],
  [
    "a coding that cannot be undone",
    { error_class: "protocol", http_status: 200, error_code: "content_encoding" },
    /^api.test answers \(200\) in a content coding that cannot be undone/,
  ],
  [
    "a country",
    {
      error_class: "auth",
      http_status: 403,
      error_message: "Country, region, or territory not supported",
    },
    /^api.test does not allow this request with the key in MY_KEY \(403\): Country/,
  ],
  [
    "a key under 403",
    { error_class: "auth", http_status: 403, error_message: "Invalid API key" },
    /^The key in MY_KEY was refused by api.test \(403\)/,
  ],
  [
    "a law",
    { error_class: "auth", http_status: 451 },
    /^api.test refuses for legal reasons \(451\)$/,
  ],
  ["a proxy", { error_class: "auth", http_status: 407 }, /^The proxy before api.test wants a user/],
  [
    "a field, not the model beside it",
    {
      error_class: "bad_request",
      http_status: 400,
      error_message: "Invalid value: temperature 3 is too high for model tiny-7b",
    },
    /^api.test refuses the request as it stands \(400\)/,
  ],
  [
    "Anthropic's way to name a model",
    {
      error_class: "not_found",
      http_status: 404,
      error_code: "not_found_error",
      error_message: "model: tiny-7b",
    },
    /has no model "tiny-7b"/,
  ],
  [
    "http to a port of something else",
    { error_class: "protocol", error_code: "HPE_INVALID_CONSTANT" },
    /^api.test does not answer in HTTP \(HPE_INVALID_CONSTANT\)/,
  ],
  [
    "https to a port of http",
    { error_class: "tls", error_code: "EPROTO" },
    /^No encrypted connection to api.test could be made \(EPROTO\): it may speak http/,
  ],
  [
    "https to a port of http, in Node's words",
    { error_class: "tls", error_code: "ERR_SSL_WRONG_VERSION_NUMBER" },
    /it may speak http, not https$/,
  ],
  [
    "another host's certificate",
    { error_class: "tls", error_code: "ERR_TLS_CERT_ALTNAME_INVALID" },
    /^The certificate of api.test is for another host/,
  ],
  [
    "a certificate of last year",
    { error_class: "tls", error_code: "CERT_HAS_EXPIRED" },
    /^The certificate of api.test is out of date/,
  ],
  [
    "http to a port of another protocol",
    { error_class: "protocol", error_code: "HTTPParserError" },
    /^api.test does not answer in HTTP \(HTTPParserError\)/,
  ],
  [
    "a proxy of https that wants to know who asks",
    { error_class: "refused", error_code: "PROXY_407" },
    /^The proxy before api.test wants a user and a password \(407\)$/,
  ],
  [
    "a proxy of https that may not",
    { error_class: "refused", error_code: "PROXY_502" },
    /^The proxy before api.test made no connection to it \(502\)$/,
  ],
  [
    "no way",
    { error_class: "refused", error_code: "EHOSTUNREACH" },
    /^api.test cannot be reached \(EHOSTUNREACH\)/,
  ],
  ["a server in trouble", { error_class: "server_error", http_status: 500 }, null],
  ["a tier that is full", { error_class: "server_error", http_status: 498 }, null],
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
