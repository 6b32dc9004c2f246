/** Refusals whose words say more than their status, rarer statuses, pages, redirects and labels that are untrue. */
import type { Row } from "../../record/record.ts";
import type { Expectation, Expectations } from "../expectation.ts";
import { wellBehaved } from "./answers.ts";

const refused = (
  http_status: number,
  error_class: Row["error_class"],
  error_code: string,
  says: string,
): Expectation => ({
  row: { status: "failed", http_status, error_class, error_code, ttft_s: null },
  says,
});

export const worded: Expectations = {
  "429-insufficient-quota": refused(429, "payment", "insufficient_quota", "exceeded your current"),
  "401-insufficient-quota": refused(401, "payment", "insufficient_quota", "exceeded your current"),
  "403-no-credits": refused(
    403,
    "payment",
    "The caller does not have permission to execute the specified operation",
    "doesn't have any credits",
  ),
  "429-current-quota": refused(429, "payment", "exceeded_current_quota_error", "is suspended"),
  "429-1113": refused(429, "payment", "1113", "Insufficient balance"),
  "400-credit-balance": refused(400, "payment", "invalid_request_error", "too low"),
  "412-suspended": refused(412, "payment", "PRECONDITION_FAILED", "spending limit"),
  "429-quota-of-a-minute": refused(429, "rate_limited", "RESOURCE_EXHAUSTED", "retry in 34s"),
  "400-key-not-valid": refused(400, "auth", "INVALID_ARGUMENT", "API key not valid"),

  "405": refused(405, "not_found", "405", "Method Not Allowed"),
  "408": refused(408, "timeout", "Timeout", "The operation was timeout"),
  "415": refused(415, "bad_request", "415", "Unsupported Media Type"),
  "424": refused(424, "server_error", "generation", "Request failed during generation"),
  "426": refused(426, "bad_request", "426", "Upgrade Required"),
  "451": refused(451, "auth", "unsupported_country", "Not in your country"),
  "498": refused(498, "server_error", "capacity_exceeded", "Flex tier capacity exceeded"),
  "501": refused(501, "server_error", "501", "Error response"),

  "307": refused(307, "protocol", "307", "Redirects to https://other.test/v1/chat/completions"),
  "301-with-a-page": refused(301, "protocol", "301", "Redirects to /v1/chat/completions/"),
  "web-page": refused(200, "protocol", "web_page", "Sign in Welcome to the console"),
  "web-page-as-events": refused(200, "protocol", "web_page", "Sign in Welcome to the console"),

  "404-gzip-label": refused(404, "not_found", "model_not_found", "does not exist"),
  "429-br-label": refused(429, "rate_limited", "rate_limit_exceeded", "Slow down"),
  "gzip-label": { row: { ...wellBehaved, content_encoding: "gzip" } },
  "deflate-label": { row: { ...wellBehaved, content_encoding: "deflate" } },
  "coding-none": { row: { ...wellBehaved, content_encoding: "none" } },
  "coding-utf-8": { row: { ...wellBehaved, content_encoding: "utf-8" } },
};
