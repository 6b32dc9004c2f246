/** What is said of a server that cannot be reached. */
import { checkDiagnoses } from "./diagnoses.ts";

checkDiagnoses([
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
]);
