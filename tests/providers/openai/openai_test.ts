import assert from "node:assert/strict";
import fc from "fast-check";
import { openai } from "../../../benchmarks/providers/openai/openai.ts";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { cases } from "./openai_streams.ts";
import { merged } from "../merged.ts";

const head = { status: 200, headers: [] as [string, string][] };

/** Decodes bytes cut at the given places. */
function decode(bytes: Uint8Array, cuts: number[] = []): Delta[] {
  const decoder = openai.decoder(0, head);
  const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  const deltas = edges.slice(1).flatMap((end, i) => decoder.push(bytes.subarray(edges[i], end)));
  return [...deltas, ...decoder.end()];
}

for (const { what, body, deltas } of cases) {
  Deno.test(`openai.decoder() reads ${what}, whole and cut anywhere`, () => {
    const bytes = new TextEncoder().encode(body);
    assert.deepEqual(merged(decode(bytes)), merged(deltas));
    fc.assert(fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
      assert.deepEqual(merged(decode(bytes, cuts)), merged(deltas));
    }));
    assert.deepEqual(merged(decode(bytes, [...bytes.keys()])), merged(deltas), "cut at every byte");
  });
}

Deno.test("openai.decoder() says who served, once", () => {
  const decoder = openai.decoder(0, {
    status: 200,
    headers: [["x-request-id", "r1"], ["x-ratelimit-remaining-requests", "9"]],
  });
  const served = { kind: "served", requestId: "r1" };
  assert.deepEqual(decoder.push(new Uint8Array(0)), [
    { ...served, rateLimits: { "x-ratelimit-remaining-requests": "9" } },
  ]);
  const chunk = 'data: {"id":"c1","model":"m","system_fingerprint":"fp","choices":[]}\n\n';
  const deltas = decoder.push(new TextEncoder().encode(chunk + chunk));
  assert.deepEqual(deltas, [{ kind: "served", model: "m", fingerprint: "fp", requestId: "c1" }]);
});

Deno.test("openai.decoder() bounds one endless event", () => {
  const decoder = openai.decoder(0, head);
  const piece = new TextEncoder().encode("data: " + "x".repeat(1024 * 1024));
  const more = new TextEncoder().encode("x".repeat(1024 * 1024));
  const deltas = decoder.push(piece);
  for (let i = 0; i < 20; i++) deltas.push(...decoder.push(more));
  deltas.push(...decoder.end());
  assert.equal(deltas.length, 1);
  assert.equal(deltas[0].kind === "error" && deltas[0].class, "protocol");
});

Deno.test("openai.next() builds the request, without a key", () => {
  const ask = {
    baseUrl: "http://h/v1/",
    model: "m",
    messages: [{ role: "user" as const, content: "hi" }],
    maxOutputTokens: 7,
    params: { temperature: 0 },
  };
  const request = openai.next(ask, [])!;
  assert.equal(request.url, "http://h/v1/chat/completions");
  assert.deepEqual(request.headers, [["content-type", "application/json"], [
    "accept",
    "text/event-stream",
  ]]);
  assert.deepEqual(JSON.parse(request.body!), {
    model: "m",
    messages: [{ role: "user", content: "hi" }],
    max_tokens: 7,
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0,
  });
  assert.equal(
    JSON.parse(openai.next({ ...ask, params: { stream_options: null } }, [])!.body!).stream_options,
    undefined,
  );
});
