import assert from "node:assert/strict";
import { classOfEnd, errorClasses } from "../../benchmarks/record/errors.ts";
import { mask, maskBytes, redact } from "../../benchmarks/record/redact.ts";
import { timeOf } from "../linear/growth.ts";
import { keyEncodings } from "../support/keys/key_encodings.ts";

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
  // Of a long message that was cut elsewhere, within the last of many keys.
  const key = "My-own_Key+of/37=letters.and~Digits01".repeat(2);
  assert.doesNotMatch(redact(`${key} `.repeat(40).slice(0, 2000), [key]), /My-own/);
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

Deno.test("redact() and mask() know a key as other formats write it", () => {
  // Worked by `python3 -c 'import base64, urllib.parse, html, json; ...'`.
  const key = 'pl+nt/ed"k&y\\123';
  const echoes = [
    "pl%2Bnt%2Fed%22k%26y%5C123",
    "pl%2bnt%2fed%22k%26y%5c123",
    "pl%252Bnt%252Fed%2522k%2526y%255C123",
    'pl+nt/ed\\"k&y\\\\123',
    "pl+nt/ed&quot;k&amp;y\\123",
    "706c2b6e742f6564226b26795c313233",
    "706C2B6E742F6564226B26795C313233",
    "cGwrbnQvZWQiayZ5XDEyMw==",
    "QmVhcmVyIHBsK250L2VkImsmeVwxMjM=", // Bearer KEY
    "dTpwbCtudC9lZCJrJnlcMTIz", // u:KEY
    "dXM6cGwrbnQvZWQiayZ5XDEyMw==", // us:KEY
    "dXNlOnBsK250L2VkImsmeVwxMjM=", // use:KEY
  ];
  for (const echo of echoes) {
    const clean = redact(`it says ${echo} here`, [key]);
    assert.match(clean, /^it says \S{0,10}\[redacted\]\S{0,3} here$/, echo);
    const masked = mask(`it says ${echo} here`, [key]);
    assert.equal(masked.length, `it says ${echo} here`.length);
    assert.match(masked, /^it says \S{0,11}\*{16,}\S{0,3} here$/, echo);
  }
  assert.equal(redact("706c61696e", ["plain"]), "706c61696e", "a placeholder garbles nothing");
});

Deno.test("redact(), mask() and maskBytes() find a key in 26 encodings, long or with odd letters", () => {
  assert.equal(keyEncodings.length, 26);
  const keys = ["My-own_Key+of/37=letters.and~Digits01", "Ab+/=9-_", "eyJ+bGci/".repeat(60)];
  for (const key of keys) {
    for (const [name, encode] of keyEncodings) {
      const echo = encode(key);
      const clean = redact(`it says "${echo}" here`, [key], Infinity);
      // Of Base64 the letters beside the key are not the key's alone.
      assert.match(clean, /^it says "[^"]{0,11}\[redacted\][^"]{0,3}" here$/, `${name} of ${key}`);
      const text = `gru\u00df "${echo}" here`;
      const masked = mask(text, [key]);
      assert.match(masked, /^gru\u00df "[^"*]{0,11}[*\r\n]+[^"*]{0,3}" here$/, `${name} of ${key}`);
      assert.equal(masked.length, text.length);
      const bytes = maskBytes(new TextEncoder().encode(text), [key]);
      assert.equal(new TextDecoder().decode(bytes), masked, name);
    }
  }
});

Deno.test("redact() leaves what only resembles a key, however it is escaped", () => {
  for (
    const text of ["my-own%2Dkez", "a=3Db", "C:\\\\my\\\\own", "&#109;y-own-", "\\u006dy-own-ke"]
  ) {
    assert.equal(redact(text, ["my-own-key"]), text);
  }
});

Deno.test("redact() takes time in proportion to the text, whatever is escaped in it", () => {
  const hostile = ["\\", "%25", "&amp;", "=\r\n", "my-own-ke", "\\u005c", "&#", "=3D"];
  for (const piece of hostile) {
    const time = (length: number) =>
      timeOf((text) => redact(text, ["my-own-key"], Infinity), piece.repeat(length / piece.length));
    time(100_000);
    const [small, large] = [200_000, 800_000].map((n) => Math.min(time(n), time(n), time(n)));
    assert.ok(
      large < 20 * small + 50,
      `${piece}: ${small.toFixed(1)} ms, then ${large.toFixed(1)}`,
    );
  }
});

Deno.test("redact() finds each of many keys, one that another begins, and two that share letters", () => {
  const keys = Array.from({ length: 100 }, (_, i) => `secret-of-target-${i}`);
  for (const key of keys) assert.equal(redact(`no ${key}, no`, keys), "no [redacted], no");
  assert.match(redact(`a ${btoa("secret-of-target-71")} b`, keys), /^a \[redacted\]\w?=* b$/);
  assert.equal(redact("x abcdefgh-1234 y", ["abcdefgh", "abcdefgh-1234"]), "x [redacted] y");
  assert.equal(redact("x abcdefgh-12345678 y", ["abcdefgh-12", "-12345678"]), "x [redacted] y");
  // A short key is looked for as it is written, beside long ones too.
  assert.equal(redact("aBcDeF abcdef", ["abcdef", "secret-of-target"]), "aBcDeF [redacted]");
});
