/** Addresses that a key goes to by itself. */
import assert from "node:assert/strict";
import { isPrivate } from "../../benchmarks/wire/hosts.ts";
import { defaultKeyName } from "../../benchmarks/targets/llm_api.ts";
import { ownAddress } from "../../benchmarks/targets/own_address.ts";
import { provider } from "../../benchmarks/providers/index.ts";
import type { Variables } from "./asking.ts";

Deno.test("keys go by themselves to the vendor and to this machine, and nowhere else", () => {
  const all = () => "k";
  assert.equal(defaultKeyName("groq", "https://api.groq.com/openai/v1", all), "GROQ_API_KEY");
  assert.equal(defaultKeyName("groq", "http://127.0.0.1:1/v1", all), "GROQ_API_KEY");
  assert.equal(defaultKeyName("groq", "https://api.groq.com.evil.test/openai/v1", all), null);
  assert.equal(defaultKeyName("openai", "https://anybody.test/v1", all), null);
  for (
    const host of [
      "127.0.0.1",
      "localhost",
      "[::1]",
      "10.1.2.3",
      "192.168.0.9",
      "172.20.0.1",
      "gpu-box",
      "a.local",
    ]
  ) {
    assert.ok(isPrivate(`http://${host}:8000/v1`), host);
  }
  for (const host of ["api.groq.com", "172.40.0.1", "11.0.0.1", "127.0.0.1.evil.test"]) {
    assert.ok(!isPrivate(`http://${host}/v1`), host);
  }
});

Deno.test("ownAddress() fills in a region, and is none without", () => {
  const about = { ...provider("groq").about, base: "https://x.{region}.amazonaws.com" };
  const at = (variables: Variables) => ownAddress(about, (name) => variables[name]);
  assert.equal(at({}), null);
  assert.equal(at({ AWS_DEFAULT_REGION: "eu-west-1" }), "https://x.eu-west-1.amazonaws.com");
  assert.equal(
    at({ AWS_DEFAULT_REGION: "eu-west-1", AWS_REGION: "us-east-1" }),
    "https://x.us-east-1.amazonaws.com",
  );
});
