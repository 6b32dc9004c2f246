import assert from "node:assert/strict";
import { openai } from "../../../benchmarks/providers/openai/openai.ts";
import { classOfStatus } from "../../../benchmarks/providers/read/failure.ts";
import { provider } from "../../../benchmarks/providers/index.ts";
import { answer } from "./refusals.ts";

const cases: [string, number, string, string, string, string][] = [
  [
    "nested",
    429,
    '{"error":{"message":"slow down","type":"t","code":"c"}}',
    "rate_limited",
    "c",
    "slow down",
  ],
  [
    "nested without code",
    401,
    '{"error":{"message":"no","type":"invalid_key"}}',
    "auth",
    "invalid_key",
    "no",
  ],
  ["flat", 402, '{"message":"pay","code":"x1","type":"t"}', "payment", "x1", "pay"],
  [
    "type error",
    503,
    '{"type":"error","error":{"type":"overloaded","message":"busy"}}',
    "server_error",
    "overloaded",
    "busy",
  ],
  [
    "llama.cpp's words, the status repeated as code",
    400,
    '{"error":{"code":400,"message":"request (1531 tokens) exceeds the available context ' +
    "size (1024 tokens), try increasing " +
    'it","type":"exceed_context_size_error","n_prompt_tokens":1531,"n_ctx":1024}}',
    "bad_request",
    "exceed_context_size_error",
    "request (1531 tokens) exceeds the available context size (1024 tokens), try increasing it",
  ],
  [
    "llama.cpp's words for a wrong key",
    401,
    '{"error":{"message":"Invalid API Key","type":"authentication_error","code":401}}',
    "auth",
    "authentication_error",
    "Invalid API Key",
  ],
  [
    "LiteLLM's words, the status repeated as a string",
    400,
    '{"error":{"message":"No connected db.","type":"no_db_connection","param":null,"code":"400"}}',
    "bad_request",
    "no_db_connection",
    "No connected db.",
  ],
  [
    "no more than the status and None",
    500,
    '{"error":{"message":"m","type":"None","param":"None","code":"500"}}',
    "server_error",
    "500",
    "m",
  ],
  [
    "vLLM's flat words",
    404,
    '{"object":"error","message":"no model","type":"NotFoundError","code":404}',
    "not_found",
    "NotFoundError",
    "no model",
  ],
  ["error string", 404, '{"error":"no model"}', "not_found", "404", "no model"],
  [
    "error_type",
    422,
    '{"error":"bad","error_type":"validation"}',
    "bad_request",
    "validation",
    "bad",
  ],
  ["detail", 400, '{"detail":"missing field"}', "bad_request", "400", "missing field"],
  [
    "detail list",
    422,
    '{"detail":[{"loc":["body"],"msg":"field required"}]}',
    "bad_request",
    "422",
    "field required",
  ],
  // As NVIDIA's Triton server 2.51 told an error before the first word.
  ["an event", 400, 'data: {"error":"it fell over"}\n\n', "bad_request", "400", "it fell over"],
  [
    "an event with a name",
    529,
    'event: error\r\ndata: {"type":"error","error":{"type":"overloaded_error","message":"busy"}}\r\n\r\n',
    "server_error",
    "overloaded_error",
    "busy",
  ],
  ["a JSON string", 500, '"boom"', "server_error", "500", "boom"],
  ["bare text", 500, "boom", "server_error", "500", "boom"],
  [
    "HTML",
    503,
    "<html><style>a{}</style><h1>Down</h1> for now</html>",
    "server_error",
    "503",
    "Down for now",
  ],
  ["nothing", 403, "", "auth", "403", "HTTP 403 without a body"],
  ["spaces", 400, " \n ", "bad_request", "400", "HTTP 400, whose body has no words"],
  ["a redirect", 302, "", "protocol", "302", "HTTP 302 without a body"],
  ["another 4xx", 418, "", "bad_request", "418", "HTTP 418 without a body"],
  [
    "no credit",
    429,
    '{"error":{"message":"You exceeded your current quota, please check your plan and ' +
    'billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}',
    "payment",
    "insufficient_quota",
    "You exceeded your current quota, please check your plan and billing details.",
  ],
  [
    "a wrong key, as Google says it",
    400,
    '{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}',
    "auth",
    "INVALID_ARGUMENT",
    "API key not valid. Please pass a valid API key.",
  ],
];

for (const [what, status, body, found, code, message] of cases) {
  Deno.test(`openai.failure() reads ${status} with ${what}`, () => {
    assert.deepEqual(openai.failure(answer(status, body)), { class: found, code, message });
  });
}

Deno.test("classOfStatus() knows every status of a refusal", () => {
  const expected: Record<string, number[]> = {
    bad_request: [400, 406, 413, 415, 418, 421, 422, 426, 428, 431],
    auth: [401, 403, 407, 451],
    payment: [402],
    not_found: [404, 405, 410],
    timeout: [408],
    rate_limited: [420, 429],
    server_error: [409, 423, 424, 425, 498, 499, 500, 501, 503, 504, 505, 520, 529, 530, 599],
    protocol: [301, 304, 307, 600],
  };
  for (const [found, statuses] of Object.entries(expected)) {
    for (const status of statuses) assert.equal(classOfStatus(status), found, String(status));
  }
  for (let status = 400; status < 600; status++) assert.notEqual(classOfStatus(status), "unknown");
});

Deno.test("openai.failure() says where a redirect leads, without what may be secret", () => {
  const to: [string, string][] = [["location", "https://me:pw@api.test/v1/chat?token=s3cret#x"]];
  const { class: found, message } = openai.failure(answer(307, "", to));
  assert.deepEqual([found, message], ["protocol", "Redirects to https://api.test/v1/chat"]);
});

Deno.test("openai.failure() keeps the status of an answer whose body cannot be read", () => {
  const broken = answer(404, "");
  broken.end = { how: "cut", at: 3, code: "content_encoding" };
  assert.deepEqual(openai.failure(broken), {
    class: "not_found",
    code: "content_encoding",
    message: "HTTP 404, whose body could not be read (content_encoding)",
  });
});

Deno.test("provider() names what there is", () => {
  assert.equal(provider("openai"), openai);
  assert.throws(() => provider("nope"), /no protocol "nope".*openai/);
});
