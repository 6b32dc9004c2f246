/** Bodies written by hand and the deltas they must give, whole and cut anywhere. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Delta } from "../../benchmarks/providers/delta.ts";
import type { Ask, Provider } from "../../benchmarks/providers/provider.ts";
import { merged } from "./merged.ts";

export interface DecoderCase {
  what: string;
  body: string;
  deltas: Delta[];
  /** Which exchange of the attempt it answers, where it is not the first. */
  step?: number;
  headers?: [string, string][];
}

/** An ask with nothing out of the ordinary. */
export const plainAsk = (over: Partial<Ask> = {}): Ask => ({
  baseUrl: "http://h",
  model: "m",
  messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "hi" }],
  maxOutputTokens: 7,
  params: {},
  ...over,
});

/** The deltas of bytes cut at the given places. */
export function decode(
  provider: Provider,
  bytes: Uint8Array,
  { cuts = [], step = 0, headers = [] }: {
    cuts?: number[];
    step?: number;
    headers?: [string, string][];
  } = {},
): Delta[] {
  const decoder = provider.decoder(step, { status: 200, headers });
  const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  const deltas = decoder.push(new Uint8Array(0));
  edges.slice(1).forEach((end, i) => deltas.push(...decoder.push(bytes.subarray(edges[i], end))));
  return [...deltas, ...decoder.end()];
}

/** Declares a test a case. */
export function checkDecoder(provider: Provider, cases: DecoderCase[]): void {
  for (const { what, body, deltas, step, headers } of cases) {
    Deno.test(`${provider.name}.decoder() reads ${what}, whole and cut anywhere`, () => {
      const bytes = new TextEncoder().encode(body);
      assert.deepEqual(merged(decode(provider, bytes, { step, headers })), merged(deltas));
      fc.assert(
        fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
          assert.deepEqual(
            merged(decode(provider, bytes, { cuts, step, headers })),
            merged(deltas),
          );
        }),
        { numRuns: 50 },
      );
      const everywhere = [...bytes.keys()];
      assert.deepEqual(
        merged(decode(provider, bytes, { cuts: everywhere, step, headers })),
        merged(deltas),
      );
    });
  }
}

export const content = (text: string): Delta => ({ kind: "content", text });
export const reasoning = (text: string): Delta => ({ kind: "reasoning", text });
export const role: Delta = { kind: "role" };
export const done: Delta = { kind: "done" };
export const finish = (
  reason: Extract<Delta, { kind: "finish" }>["reason"],
  raw: string,
): Delta => ({ kind: "finish", reason, raw });
export const streamError = (message: string, code: string | null = null): Delta => ({
  kind: "error",
  class: "stream_error",
  code,
  message,
});
