/** Refusals whose words say more than their status, and answers of something that is no API at all. */
import { events, scriptsOf, sse, stream } from "./chat.ts";
import type { Head, Script, Step } from "./script.ts";

type Headers = [string, string][];

/** One answer with a length; an object is its JSON. */
const answer = (status: number, body: string | object, headers: Headers = []): Step[] => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type: Headers = headers.some(([name]) => name === "content-type")
    ? []
    : [["content-type", "application/json"]];
  const head: Head = { status, headers: [...type, ...headers], framing: "length" };
  return stream(text === "" ? [] : [text], { head, from_ms: 2 });
};

const quota = "You exceeded your current quota, please check your plan and billing details.";
const noModel = { error: { message: "The model `m` does not exist", code: "model_not_found" } };
const page =
  `<!DOCTYPE html>\n<html><head><title>Sign in</title><style>p { margin: 0 }</style></head>
<body><p>Welcome to the console</p></body></html>\n`;
const coded = (coding: string): Head => ({
  ...sse,
  headers: [...sse.headers, ["content-encoding", coding]],
});

export const worded: Script[] = [
  ...scriptsOf("refused by words that say more than the status", {
    "429-insufficient-quota": answer(429, {
      error: {
        message: quota,
        type: "insufficient_quota",
        param: null,
        code: "insufficient_quota",
      },
    }),
    "401-insufficient-quota": answer(401, {
      error: { message: quota, type: "insufficient_quota", code: 401 },
    }),
    "403-no-credits": answer(403, {
      code: "The caller does not have permission to execute the specified operation",
      error: "Your newly created team doesn't have any credits yet.",
    }),
    "429-current-quota": answer(429, {
      error: {
        message:
          "Your account org-1 is suspended, please recharge your account or check your plan and billing details",
        type: "exceeded_current_quota_error",
      },
    }),
    "429-1113": answer(429, {
      error: {
        code: "1113",
        message: "Insufficient balance or no resource package. Please recharge.",
      },
    }),
    "400-credit-balance": answer(400, {
      type: "error",
      error: {
        type: "invalid_request_error",
        message: "Your credit balance is too low to access the API. Please go " +
          "to Plans & Billing to upgrade or purchase credits.",
      },
    }),
    "412-suspended": answer(412, {
      error: {
        message: "Account a is suspended, possibly due to reaching the monthly " +
          "spending limit or failure to pay past invoices.",
        code: "PRECONDITION_FAILED",
        type: "error",
      },
    }),
    "429-quota-of-a-minute": answer(429, [{
      error: { code: 429, message: `${quota} Please retry in 34s.`, status: "RESOURCE_EXHAUSTED" },
    }]),
    "400-key-not-valid": answer(400, {
      error: { code: 400, message: "API key not valid.", status: "INVALID_ARGUMENT" },
    }),
  }),
  ...scriptsOf("refused under a rarer status", {
    "405": answer(405, { detail: "Method Not Allowed" }, [["allow", "GET"]]),
    "408": answer(408, { error: { message: "The operation was timeout.", code: "Timeout" } }),
    "415": answer(415, "Unsupported Media Type", [["content-type", "text/plain"]]),
    "424": answer(424, { error: "Request failed during generation", error_type: "generation" }),
    "426": answer(426, "Upgrade Required", [["content-type", "text/plain"], ["upgrade", "h2c"]]),
    "451": answer(451, { error: { message: "Not in your country", code: "unsupported_country" } }),
    "498": answer(498, {
      error: { message: "Flex tier capacity exceeded", code: "capacity_exceeded" },
    }),
    "501": answer(501, "<html><head><title>Error response</title></head></html>", [
      ["content-type", "text/html"],
    ]),
  }),
  ...scriptsOf("a redirect or a web page", {
    "307": answer(307, "", [["location", "https://other.test/v1/chat/completions?key=abc"]]),
    "301-with-a-page": answer(301, "<html><title>Moved</title></html>", [
      ["content-type", "text/html"],
      ["location", "/v1/chat/completions/"],
    ]),
    "web-page": answer(200, page, [["content-type", "text/html; charset=utf-8"]]),
    "web-page-as-events": answer(200, page, [["content-type", "text/event-stream"]]),
  }),
  ...scriptsOf("a content coding that is not there", {
    "404-gzip-label": answer(404, noModel, [["content-encoding", "gzip"]]),
    "429-br-label": answer(429, { error: { message: "Slow down", code: "rate_limit_exceeded" } }, [
      ["content-encoding", "br"],
    ]),
    "gzip-label": stream(events, { head: coded("gzip") }),
    "deflate-label": stream(events, { head: coded("deflate") }),
    "coding-none": stream(events, { head: coded("none") }),
    "coding-utf-8": stream(events, { head: coded("utf-8") }),
  }),
];
