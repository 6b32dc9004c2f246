/** Tables of bodies written by hand, and what must be read from them whole and cut anywhere. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Delta } from "../../benchmarks/providers/delta.ts";
import type { Asked, Provider } from "../../benchmarks/providers/provider.ts";
import { merged } from "./merged.ts";

export interface Fixture {
  what: string;
  body: string;
  deltas: Delta[];
  asked?: Asked;
}

/** The deltas of a 2xx body whose bytes are cut at the given places. */
export function decode(
  provider: Provider,
  bytes: Uint8Array,
  cuts: number[] = [],
  asked?: Asked,
): Delta[] {
  const decoder = provider.decoder(0, { status: 200, headers: [] }, asked);
  const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  const deltas = edges.slice(1).flatMap((end, i) => decoder.push(bytes.subarray(edges[i], end)));
  return [...deltas, ...decoder.end()];
}

/** Declares a test for each. */
export function checkFixtures(provider: Provider, fixtures: Fixture[]): void {
  for (const { what, body, deltas, asked } of fixtures) {
    Deno.test(`${provider.name}: reads ${what}, whole and cut anywhere`, () => {
      const bytes = new TextEncoder().encode(body);
      assert.deepEqual(merged(decode(provider, bytes, [], asked)), merged(deltas));
      assert.deepEqual(
        merged(decode(provider, bytes, [...bytes.keys()], asked)),
        merged(deltas),
        "at every byte",
      );
      fc.assert(fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        assert.deepEqual(merged(decode(provider, bytes, cuts, asked)), merged(deltas));
      }));
    });
  }
}
