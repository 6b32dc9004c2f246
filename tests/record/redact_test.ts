import assert from "node:assert/strict";
import { classOfEnd, errorClasses } from "../../benchmarks/record/errors.ts";
import { mask, maskBytes, redact } from "../../benchmarks/record/redact.ts";

// Made at run time, so that no scanner takes the test for a leak.
const aws = "AKIA" + "ABCDEFGHIJKLMNOP";
const google = "AIza" + "x".repeat(35);
const cases: [string, string][] = [
  ["bad key my-own-key!", "bad key [redacted]!"],
  ["key sk-abcd1234 is", "key [redacted] is"],
  ["key sk-proj_a-b-c-d-e is", "key [redacted] is"],
  ["sk-short is no key", "sk-short is no key"],
  ["Authorization: Bearer abc.def-ghi", "Authorization: Bearer [redacted]"],
  [`aws ${aws} end`, "aws [redacted] end"],
  [`google ${google} end`, "google [redacted] end"],
  ["nothing to hide", "nothing to hide"],
  ["a task-oriented model", "a task-oriented model"],
  ["groq gsk_abcdefgh12345678 end", "groq [redacted] end"],
  ["already sk-a****************z", "already sk-a[redacted]z"],
  ["**bold**", "**bold**"],
];
Deno.test("redact() takes keys out and leaves the rest", () => {
  for (const [text, expected] of cases) {
    assert.equal(redact(text, ["my-own-key", null, ""]), expected);
  }
});

Deno.test("redact() leaves the text alone where a key is a placeholder", () => {
  assert.equal(redact("max_tokens: EMPTY", ["x", "EMPTY"]), "max_tokens: EMPTY");
});

Deno.test("mask() keeps every other character where it stood, and redact() reads it as the key", () => {
  for (const [text, expected] of cases) {
    const masked = mask(text, ["my-own-key"]);
    assert.equal(masked.length, text.length);
    assert.equal(redact(masked), expected);
    const bytes = maskBytes(new TextEncoder().encode(`ü ${text}`), ["my-own-key"]);
    assert.equal(new TextDecoder().decode(bytes), `ü ${masked}`);
  }
});

Deno.test("redact() cuts at 500 characters, after redacting", () => {
  assert.equal(redact("x".repeat(600)).length, 500);
  const edge = redact("x".repeat(495) + "sk-12345678901234567890");
  assert.equal(edge, "x".repeat(495) + "[reda");
});

Deno.test("classOfEnd() names what the system says", () => {
  const ends: [Parameters<typeof classOfEnd>[0], string | null, string][] = [
    ["refused", "ENOTFOUND", "dns"],
    ["refused", "ECONNREFUSED", "refused"],
    ["refused", "ECONNRESET", "connection_reset"],
    ["refused", "DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["refused", "ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["timeout", "connect", "connect_timeout"],
    ["timeout", "idle", "idle_timeout"],
    ["cut", "HPE_INVALID_CONSTANT", "protocol"],
    ["reset", null, "connection_reset"],
    ["cut", "SOMETHING", "unknown"],
  ];
  for (const [how, code, expected] of ends) assert.equal(classOfEnd(how, code), expected, code!);
  for (const sentence of Object.values(errorClasses)) assert.match(sentence, /^[A-Z].*\.$/);
});
