import assert from "node:assert/strict";
import { heldSecrets, isOpaque } from "../../benchmarks/plan/held_secrets.ts";

// Made at run time, so that no scanner takes the test for a leak.
const shaped = [
  "sk-" + "abcdefgh12",
  "AKIA" + "ABCDEFGHIJKLMNOP",
  "AIza" + "x".repeat(35),
  "gsk_" + "abcdefgh1234",
  "ghp_" + "abcdefgh1234",
  "eyJ" + "hbGciOiJI.eyJ" + "zdWIiOiIx",
  "Bearer " + "abcdefgh",
  "http://me:" + "secret@host",
];
const known = [{ variable: "MY_TOKEN", standsIn: (text: string) => text.includes("hunter-two") }];
const paths = (data: unknown) => heldSecrets(data, known).map((fault) => fault.split(":")[0]);

Deno.test("heldSecrets() names every setting that holds a secret, and repeats none", () => {
  for (const secret of [...shaped, "is hunter-two here"]) {
    const data = {
      targets: [{
        params: { user: secret, deep: [{ [secret]: { a: secret } }] },
        headers: { "x-any": secret },
      }],
      metadata: { note: `x ${secret}` },
    };
    const faults = heldSecrets(data, known);
    assert.deepEqual(faults.map((fault) => fault.split(": ")[0]), [
      "targets.0.params.user",
      "targets.0.params.deep.0",
      "targets.0.params.deep.0.a",
      "targets.0.headers.x-any",
      "metadata.note",
    ], secret);
    assert.ok(!faults.join().includes(secret), secret);
  }
  assert.match(heldSecrets({ a: "hunter-two" }, known)[0], /variable MY_TOKEN/);
});

Deno.test("heldSecrets() takes a field that is called a secret for one", () => {
  for (const name of ["api_key", "x-api-key", "apiKey", "password", "access_token", "token"]) {
    assert.deepEqual(paths({ params: { [name]: "anything-at-all" } }), [`params.${name}`]);
    assert.deepEqual(paths({ params: { [name]: "${MY_TOKEN}" } }), []);
  }
});

Deno.test("heldSecrets() leaves settings alone that only resemble one", () => {
  const data = {
    prompt_cache_key: "tenant-of-the-cache",
    max_tokens: 500,
    stop_token_ids: [1, 2],
    token: "x",
    model: "task-oriented-model",
    tools: [{ name: "sk" }],
    note: "bearer ${MY_TOKEN}",
    base_url: "https://host:8000/v1",
  };
  assert.deepEqual(heldSecrets(data, known), []);
});

Deno.test("heldSecrets() reads settings 100,000 deep", () => {
  let data: unknown = "sk-" + "abcdefgh12";
  for (let i = 0; i < 100_000; i++) data = [data];
  assert.equal(heldSecrets(data).length, 1);
});

Deno.test("isOpaque() tells random letters from words", () => {
  const cases: [string, boolean][] = [
    ["interleaved-thinking-2025-05-14,prompt-caching-2024-07-31", false],
    ["Tokenboard/1.0 (benchmark)", false],
    ["application/json; charset=utf-8", false],
    ["3f2a9c01-77de-4b1a-9c55-0123456789ab", true],
    ["vk9Xc2Lm0QpR7sTu", true],
    ["dXNlcjpwYXNzd29yZDEyMw==", true],
  ];
  for (const [value, opaque] of cases) assert.equal(isOpaque(value), opaque, value);
});

Deno.test("heldSecrets() finds what signs an address, by the parameter's name", () => {
  const held = (query: string) => paths({ metrics_url: `http://127.0.0.1:9000/metrics${query}` });
  const signing = ["?token=", "?a=1&api_key=", "?X-Amz-Signature=", "?sig=", "?key=", "#token="];
  for (const begin of [...signing, "?a=1#b=2&access_token=", "?api%5Fkey=", "?a;secret="]) {
    assert.deepEqual(held(`${begin}anything-at-all`), ["metrics_url"], begin);
  }
  for (
    const plain of ["", "?module=http", "?key=short", "?tokens=1234567890", "?token=${MY_TOKEN}"]
  ) {
    assert.deepEqual(held(plain), [], plain);
  }
  assert.deepEqual(paths({ note: "token=anything-at-all, as in ?key=anything-at-all" }), []);
});
