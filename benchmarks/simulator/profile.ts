/** What a simulated provider is like, and what it does with one request: fixed before anything is sent. */
import { type Random, seeded } from "../plan/random.ts";
import profiles from "./profiles.json" with { type: "json" };

/** Quantiles are evenly spaced from minimum to maximum; shares are of all requests. */
export interface Profile {
  ttft_s: number[];
  decode_tokens_per_s: number[];
  tokens_per_chunk: number;
  rate_limited: number;
  failed: number;
  /** Share of an answer's tokens that come first, as reasoning. */
  reasoning_share: number;
  /** So many requests are served at a time, the others wait in their order; null where none ever waits. */
  seats: number | null;
}

/** A provider without moods, for measuring the harness: first tokens spread evenly, then 50 tokens/s. */
const steady = {
  ttft_s: [0.05, 0.25],
  decode_tokens_per_s: [50, 50],
  tokens_per_chunk: 1,
  rate_limited: 0,
  failed: 0,
};
const named: Record<string, Omit<Profile, "reasoning_share" | "seats">> = { ...profiles, steady };

/** Profiles by name; `/NAME/v1` is the base URL of one. */
export const profileNames = Object.keys(named);

/**
 * `NAME`, `NAME+reasoning` (half of every answer), `NAME@FACTOR` (that much slower), `NAME~SEATS`, or several in this
 * order.
 */
const variant = /^([^@+~]*)(\+reasoning)?(?:@(\d+(?:\.\d+)?))?(?:~([1-9]\d{0,5}))?$/;

/** The profile of a name, or of a variant of it; null where there is none. */
export function profileNamed(text: string): Profile | null {
  const [, name, reasoning, factor, seats] = variant.exec(text) ?? [];
  // A name that every object has (`toString`) is no profile.
  if (!Object.hasOwn(named, name ?? "") || Number(factor) === 0) return null;
  const profile = named[name];
  const slower = Number(factor ?? 1);
  return {
    ...profile,
    ttft_s: profile.ttft_s.map((s) => s * slower),
    decode_tokens_per_s: profile.decode_tokens_per_s.map((rate) => rate / slower),
    reasoning_share: reasoning ? 0.5 : 0,
    seats: seats === undefined ? null : Number(seats),
  };
}

/** Moments of one answer, in seconds from the arrival of its request; `chunks` has the text of each token chunk. */
export interface Schedule {
  outcome: "ok" | "rate_limited" | "failed";
  chunks: { at_s: number; kind: "content" | "reasoning"; text: string; tokens: number }[];
}

/** Words that are one Llama 2 token each where a space stands before them. */
export const words = [
  "the",
  "of",
  "and",
  "in",
  "to",
  "is",
  "that",
  "it",
  "for",
  "was",
  "on",
  "with",
  "as",
  "be",
  "at",
  "by",
  "this",
  "have",
  "from",
  "or",
];

/** The schedule of request `number` under a seed: the same each time. */
export function makeSchedule(profile: Profile, tokens: number, seed: string): Schedule {
  const random = seeded(seed);
  const luck = random.next();
  if (luck < profile.rate_limited) return { outcome: "rate_limited", chunks: [] };
  if (luck < profile.rate_limited + profile.failed) return { outcome: "failed", chunks: [] };
  const ttft = draw(profile.ttft_s, random);
  const rate = draw(profile.decode_tokens_per_s, random);
  const chunks: Schedule["chunks"] = [];
  for (let token = 0; token < tokens; token += profile.tokens_per_chunk) {
    const own = Math.min(profile.tokens_per_chunk, tokens - token);
    const text = Array.from(
      { length: own },
      (_, i) => (token + i === 0 ? "" : " ") + words[random.int(words.length)],
    ).join("");
    const kind = token < tokens * profile.reasoning_share ? "reasoning" : "content";
    chunks.push({ at_s: ttft + token / rate, kind, text, tokens: own });
  }
  return { outcome: "ok", chunks };
}

/** Inverse transform over evenly spaced quantiles. */
function draw(quantiles: number[], random: Random): number {
  const h = random.next() * (quantiles.length - 1);
  const low = Math.floor(h);
  return quantiles[low] + ((quantiles[low + 1] ?? quantiles[low]) - quantiles[low]) * (h - low);
}
