/** What Bedrock's Converse is sent, and how it refuses. */
import assert from "node:assert/strict";
import { bedrockConverse } from "../../../benchmarks/providers/aws/bedrock_converse.ts";
import type { Ask, Json } from "../../../benchmarks/providers/provider.ts";
import { exchangeOf, read } from "../exchanges.ts";
import { encoder } from "./converse_frames.ts";

Deno.test("bedrock-converse: refusals name their error in a header or the body", () => {
  const cases: [number, [string, string][], string, string, string, RegExp][] = [
    [
      429,
      [["x-amzn-ErrorType", "ThrottlingException:http://internal.amazon.com/coral/x/"]],
      '{"message":"Too many requests"}',
      "rate_limited",
      "ThrottlingException",
      /^Too many requests$/,
    ],
    [
      400,
      [],
      '{"__type":"com.amazon.coral.service#ExpiredTokenException","Message":"expired"}',
      "auth",
      "ExpiredTokenException",
      /^expired$/,
    ],
    [
      403,
      [["x-amzn-errortype", "AccessDeniedException"]],
      '{"Message":"User is not authorized"}',
      "auth",
      "AccessDeniedException",
      /not authorized/,
    ],
    [
      424,
      [["x-amzn-errortype", "ModelErrorException"]],
      '{"message":"The model failed","originalStatusCode":500,"resourceName":"m"}',
      "server_error",
      "ModelErrorException",
      /^The model failed$/,
    ],
    [
      408,
      [["x-amzn-errortype", "ModelTimeoutException"]],
      '{"message":"took too long"}',
      "timeout",
      "ModelTimeoutException",
      /^took too long$/,
    ],
    [503, [], "<html><body>Service down</body></html>", "server_error", "503", /^Service down$/],
    [500, [], "", "server_error", "500", /without a body/],
    [418, [["x-amzn-errortype", "toString"]], "{}", "bad_request", "toString", /{}/],
  ];
  for (const [status, headers, body, errorClass, code, message] of cases) {
    const { row } = read(bedrockConverse, [
      exchangeOf(encoder.encode(body), {
        status,
        headers: [...headers, ["x-amzn-requestid", "r1"]],
      }),
    ]);
    assert.deepEqual([row.error_class, row.error_code, row.request_id], [errorClass, code, "r1"]);
    assert.match(row.error_message!, message);
  }
});

Deno.test("bedrock-converse: the request, with the names that other APIs have for its parameters", () => {
  const ask: Ask = {
    baseUrl: "https://bedrock-runtime.us-east-1.amazonaws.com/",
    model: "arn:aws:bedrock:us-east-1:1:inference-profile/us.a(b)-v1:0",
    messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Hello" }],
    maxOutputTokens: 30,
    params: {},
  };
  const request = bedrockConverse.next(ask, [])!;
  assert.equal(
    request.url,
    "https://bedrock-runtime.us-east-1.amazonaws.com/model/" +
      "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.a%28b%29-v1%3A0/converse-stream",
  );
  const messages = [{ role: "user", content: [{ text: "Hello" }] }];
  const plain = { messages, system: [{ text: "Be brief." }], inferenceConfig: { maxTokens: 30 } };
  const cases: [Record<string, Json>, unknown][] = [
    [{}, plain],
    [
      { temperature: 0, top_p: 0.9, stop: "END", max_tokens: 5 },
      {
        ...plain,
        inferenceConfig: { maxTokens: 5, temperature: 0, topP: 0.9, stopSequences: ["END"] },
      },
    ],
    [{ max_tokens: null, system: null }, { messages }],
    [{ inferenceConfig: { maxTokens: 7, topP: 1 } }, {
      ...plain,
      inferenceConfig: { maxTokens: 7, topP: 1 },
    }],
    [{ service_tier: "priority", reasoning_effort: "low", top_k: 3 }, {
      ...plain,
      serviceTier: { type: "priority" },
      additionalModelRequestFields: { reasoning_effort: "low", top_k: 3 },
    }],
    [{ additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } } }, {
      ...plain,
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
    }],
  ];
  for (const [params, expected] of cases) {
    assert.deepEqual(JSON.parse(bedrockConverse.next({ ...ask, params }, [])!.body!), expected);
  }
});
