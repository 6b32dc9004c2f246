/**
 * All randomness of the project: a seeded generator, and the one place that asks the system for
 * entropy. Equal seeds give equal numbers on every machine, so a plan can be made again from its run.
 */

/** A stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1), with 32 random bits. */
  next(): number;
  /** Uniform whole number in [0, n). */
  int(n: number): number;
  /** Standard normal deviate (Box and Muller 1958). */
  normal(): number;
  /** A shuffled copy (Fisher and Yates); the array itself stays as it is. */
  shuffle<T>(array: readonly T[]): T[];
}

/** 32-bit FNV-1a over the UTF-8 bytes of the text. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}

/** SplitMix32: spreads one 32-bit seed over the generator's state, so near seeds give far streams. */
function splitmix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
}

/**
 * A generator from a seed; `seeded(7)` and `seeded("7")` are the same stream.
 *
 * The generator is sfc32 of Chris Doty-Humphrey's PractRand: 128 bits of state, of which 32 count.
 *
 * @example
 * ```ts
 * import { seeded } from "./random.ts";
 * const same = seeded(7).next() === seeded(7).next(); // true
 * ```
 */
export function seeded(seed: number | string): Random {
  const spread = splitmix32(fnv1a(String(seed)));
  let a = spread(), b = spread(), c = spread(), counter = 1;
  const bits = () => {
    const out = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out >>> 0;
  };
  // PractRand discards the first outputs of a seeding, while the state is still mixing.
  for (let i = 0; i < 15; i++) bits();

  const next = () => bits() / 4294967296;
  const int = (n: number) => Math.floor(next() * n);
  return {
    next,
    int,
    // 1 - next() is in (0, 1], so the logarithm is finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle: (array) => {
      const copy = [...array];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(i + 1);
        [copy[i], copy[j]] = [copy[j], copy[i]];
      }
      return copy;
    },
  };
}

/** 16 hexadecimal digits from the system's entropy: for the names of runs, and for nothing measured. */
export function entropy(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
