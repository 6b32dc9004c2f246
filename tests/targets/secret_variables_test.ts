import assert from "node:assert/strict";
import { refuseSecrets } from "../../benchmarks/bench/refused.ts";
import { passwordsOf, secretVariables } from "../../benchmarks/targets/secret_variables.ts";
import { targetsOf } from "../../benchmarks/targets/targets.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { secretsOf } from "../../benchmarks/targets/run_target.ts";
import { keyEncodings } from "../support/keys/key_encodings.ts";

const config = (target: Record<string, unknown> = {}) =>
  checkConfig({
    name: "x",
    mean_input_tokens: 10,
    mean_output_tokens: 10,
    requests: 1,
    targets: [{ provider: "p", model: "m", base_url: "http://127.0.0.1:1/v1", ...target }],
  }, "x");

Deno.test("secretVariables() knows a secret by its variable's name", () => {
  const found = secretVariables({
    OPENAI_API_KEY: ' "Bearer abcdefgh"\n',
    HF_TOKEN: "hhhhhhhh",
    my_password: "pppppppp",
    AZURE_API_KEY_2: "kkkkkkkk",
    AWS_SECRET_ACCESS_KEY: "ssssssss",
    https_proxy: "http://me:pass%2Bword@proxy:3128",
    SHORT_KEY: "EMPTY",
    MAX_TOKENS: "100000000",
    TOKENIZERS_PARALLELISM: "false-false",
    GOOGLE_APPLICATION_CREDENTIALS: "/home/me/google.json",
    AWS_WEB_IDENTITY_TOKEN_FILE: "/home/me/token",
    SSH_AUTH_SOCK: "/tmp/ssh-agent",
    TOKENBOARD_DATA: "/home/me/data",
    TOKENBOARD_OWN_KEY: "oooooooo",
    KEYBOARD: "qwertzuiop",
    PWD: "/home/me/folder",
  });
  assert.deepEqual(found.map((f) => f.value), [
    '"Bearer abcdefgh"',
    "abcdefgh",
    "hhhhhhhh",
    "pppppppp",
    "kkkkkkkk",
    "ssssssss",
    "pass%2Bword",
    "pass+word",
    "oooooooo",
  ]);
  assert.deepEqual(passwordsOf("proxy:3128"), []);
  assert.deepEqual(passwordsOf("http://me:100%@proxy"), ["100%"]);
});

Deno.test("a run whose settings hold a secret of the environment is refused by name, however it is written", () => {
  const key = "My-own_Key+of/37";
  const environment = { SOME_SERVICE_KEY: key };
  for (const [name, encode] of keyEncodings) {
    const text = encode(key);
    const refused = (given: () => void) =>
      assert.throws(given, (error: Error) => {
        assert.match(error.message, /SOME_SERVICE_KEY/, name);
        assert.ok(!error.message.includes(text), name);
        return true;
      });
    refused(() => refuseSecrets(config({ params: { user: text } }), {}, environment));
    refused(() => refuseSecrets(config(), { note: text }, environment));
    refused(() => refuseSecrets(config(), { [text]: "note" }, environment));
  }
  refuseSecrets(config({ headers: { "x-a": "${SOME_SERVICE_KEY}" } }), { a: "b" }, environment);
});

Deno.test("headers that carry what no word is, and metadata that is called a key, are refused", () => {
  assert.throws(
    () => config({ headers: { "x-customer": "vk9Xc2Lm0QpR7sTu" } }),
    /targets\.0\.headers\.x-customer: name an environment variable/,
  );
  assert.throws(
    () => refuseSecrets(config(), { api_key: "whatever-it-is" }, {}),
    /metadata.api_key/,
  );
});

Deno.test("the password of a proxy is among what must appear nowhere", () => {
  const environment: Record<string, string> = {
    http_proxy: "http://me:pass%2Bword@127.0.0.1:9",
  };
  const [target] = targetsOf(
    { ...config(), targets: config({ base_url: "http://models.example/v1" }).targets },
    (name) => environment[name],
    "",
  );
  assert.deepEqual(secretsOf([target, target]), [btoa("me:pass+word"), "pass+word"]);
});
