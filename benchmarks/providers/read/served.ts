/** What response headers say about who served: request id, rate limits, timings. */
import type { Reported } from "../about.ts";
import type { Delta } from "../delta.ts";

const idHeaders = [
  "x-request-id",
  "request-id",
  "apim-request-id",
  "x-amzn-requestid",
  "x-litellm-call-id",
  "x-debug-trace-id",
  "mistral-correlation-id",
  "x-ds-trace-id",
  "cf-ray",
];
const limitHeaders = [
  /^(x-|anthropic-)?ratelimit(bysize)?(-|$)/,
  /^anthropic-(priority|fast)-(input|output)-tokens-/,
  /^x-(trial-)?endpoint-(monthly-)?call-/,
];
const timingHeaders = [
  /^(x-compute-|x-groq-|x-metrics-|fireworks-|x-envoy-upstream)/,
  /^(x-(total|validation|queue|inference)-time|x-time-per-token|x-litellm-\w+-duration-ms)$/,
  /^(openai-processing-ms|server-timing)$/,
];

/** What the head of any answer may tell. */
export const reportedByHead = {
  request_id: `the head (${idHeaders.join(", ")})`,
  server_timings: "timings of the head (server-timing, openai-processing-ms and the like)",
  rate_limits: "quotas of the head (x-ratelimit-*, anthropic-ratelimit-* and the like)",
} satisfies Partial<Reported>;

/** The `served` delta of a response head, or none. */
export function servedByHead(headers: [string, string][]): Delta[] {
  const pairs = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const requestId = idHeaders.flatMap((id) => pairs.filter(([name]) => name === id))[0]?.[1];
  const named = (names: RegExp[]) =>
    pairs.filter(([name]) => names.some((pattern) => pattern.test(name)));
  const limits = named(limitHeaders);
  const timings = named(timingHeaders);
  if (requestId === undefined && limits.length === 0 && timings.length === 0) return [];
  return [{
    kind: "served",
    ...(requestId === undefined ? {} : { requestId }),
    ...(limits.length ? { rateLimits: Object.fromEntries(limits) } : {}),
    ...(timings.length ? { timings: Object.fromEntries(timings) } : {}),
  }];
}
