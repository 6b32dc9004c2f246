/** JSON too deep to be walked: a fault of the answer, and of nothing else. */
import type { Expectations } from "../expectation.ts";

const unread = { status: "failed", error_class: "protocol" } as const;

export const nested: Expectations = {
  // A refusal says by its status what it is; its body is quoted as text.
  "deep-refusal": {
    row: { status: "failed", error_class: "bad_request", http_status: 400 },
    says: '{"error":{"error":',
  },
  "deep-refusal-arrays": {
    row: { status: "failed", error_class: "rate_limited", http_status: 429 },
    says: '{"error":[[[',
  },
  "deep-answer": { row: { ...unread, content_text: null }, says: '{"choices":[[[' },
  "deep-event": { row: { ...unread, content_text: "Hello" }, says: '{"choices":[[[' },
  "deep-error": { row: { ...unread, content_text: "Hello" }, says: '{"error":{"error":' },
};
