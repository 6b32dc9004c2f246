/** Places of an answer in which a server may echo a key; each a whole HTTP answer of a chat completion. */
import { chunk, done, head, lastChunk, plain } from "../server.ts";

/** As it is where that is JSON, so that the decoder reads it; else quoted. */
function inJson(echo: string): string {
  try {
    JSON.parse(`"${echo}"`);
    return `"${echo}"`;
  } catch {
    return JSON.stringify(echo);
  }
}
const inHead = (echo: string) => echo.replace(/=?\r\n/g, "");
const inName = (echo: string) =>
  inHead(echo).replace(/[^!#$%&'*+.^_`|~\w-]/g, (c) => encodeURIComponent(c));
const answer = (events: string, headers = "") =>
  head(headers) + chunk(events) + chunk(done) + lastChunk;
const hello = 'data: {"choices":[{"delta":{"content":"hello"}}]}\n\n';
const delta = (name: string) => (echo: string) =>
  answer(`data: {"choices":[{"delta":{${JSON.stringify(name)}:${inJson(echo)}}}]}\n\n${hello}`);
const beside = (name: string) => (echo: string) =>
  answer(`data: {"${name}":${inJson(echo)},"choices":[{"delta":{"content":"hello"}}]}\n\n`);
const header = (name: string) => (echo: string) => answer(hello, `${name}: ${inHead(echo)}\r\n`);
const refused = (status: string, body: (echo: string) => string) => (echo: string) =>
  plain(status, body(echo));
const error = (inside: (echo: string) => string) => (echo: string) => `{"error":{${inside(echo)}}}`;

export const echoPlaces: [name: string, answer: (echo: string) => string][] = [
  ["text", delta("content")],
  ["reasoning", delta("reasoning_content")],
  ["arguments of a tool", (echo) =>
    answer(
      `data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":${
        inJson(echo)
      }}}]}}]}\n\n`,
    )],
  ["id", beside("id")],
  ["model", beside("model")],
  ["fingerprint", beside("system_fingerprint")],
  ["service tier", beside("service_tier")],
  [
    "timings",
    (echo) =>
      answer(
        `data: {"choices":[],"timings":{${inJson(echo)}:[{"a":${inJson(echo)}}]}}\n\n${hello}`,
      ),
  ],
  ["finish reason", (echo) =>
    head() +
    chunk(`${hello}data: {"choices":[{"delta":{},"finish_reason":${inJson(echo)}}]}\n\n`) +
    chunk("data: [DONE]\n\n") + lastChunk],
  [
    "error inside the stream",
    (echo) => head() + chunk(`${hello}data: {"error":{"message":${inJson(echo)}}}\n\n`) + lastChunk,
  ],
  [
    "comment and name of an event",
    (echo) => answer(`: ${inHead(echo)}\nevent: ${inHead(echo)}\n${hello}`),
  ],
  ["data that is no JSON", (echo) => answer(`data: {broken ${inHead(echo)}\n\n`)],
  ["message of a refusal", refused("401 No", error((echo) => `"message":${inJson(echo)}`))],
  ["code of a refusal", refused("400 No", error((echo) => `"code":${inJson(echo)}`))],
  ["name in a refusal", refused("422 No", error((echo) => `"errors":{${inJson(echo)}:["no"]}`))],
  [
    "refusal in a refusal",
    refused(
      "500 No",
      (echo) => `{"detail":[{"msg":${JSON.stringify(`{"error":{"message":${inJson(echo)}}}`)}}]}`,
    ),
  ],
  ["plain refusal", refused("403 No", (echo) => `The key ${echo} is not known here.`)],
  [
    "web page",
    refused(
      "502 No",
      (echo) => `<!doctype html><html><title>${echo}</title><body>${echo}</body></html>`,
    ),
  ],
  ["redirect", (echo) => plain("302 Found", "", `location: /login?key=${inHead(echo)}\r\n`)],
  ["request id of the head", header("x-request-id")],
  ["quotas of the head", header("x-ratelimit-limit-requests")],
  ["timings of the head", header("server-timing")],
  ["any header", header("x-echo")],
  ["name of a header", (echo) => answer(hello, `x-${inName(echo)}: 1\r\n`)],
  ["content coding", header("content-encoding")],
];
