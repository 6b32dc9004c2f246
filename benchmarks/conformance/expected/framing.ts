/** The same answer in every dress that the standard allows. */
import type { Expectations } from "../expectation.ts";
import { wellBehaved } from "./answers.ts";

const same = { row: wellBehaved };

export const framing: Expectations = {
  "crlf": same,
  "lone-cr": same,
  "bom": same,
  "no-space": same,
  "comments": same,
  "multi-line-data": same,
  "unknown-events": same,
  "unknown-fields": same,
  "keep-alives": same,
  "split-anywhere": same,
  "split-anywhere-crlf": same,
  "split-slowly": { row: { status: "ok", content_text: "é漢👩‍🚀", finish_reason: "stop" } },
  "many-tokens-an-event": {
    row: {
      status: "ok",
      content_text: "One two three four five six seven eight nine ten eleven twelve.",
      chunks: 2,
      output_tokens_reported: 14,
    },
    ms: { ttft_s: 50, last_token_s: 90 },
  },
  "many-events-an-arrival": {
    row: { ...wellBehaved, chunks: 2 },
    ms: { ttft_s: 50, last_token_s: 90 },
  },
  "no-final-blank-line": same,
  "no-final-blank-line-closed": same,
  "gzip": { row: { ...wellBehaved, content_encoding: "gzip", chunks: 4 } },
  "gzip-buffered": { row: { ...wellBehaved, content_encoding: "gzip", chunks: 1 } },
};
