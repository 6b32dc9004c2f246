/** Which systems of two sides are compared with each other, and what makes a pair unlike. */
import type { System } from "../../queries/systems.ts";

export interface Pairs {
  pairs: [System, System][];
  /** Systems of either side that found no partner. */
  alone: [System[], System[]];
}

const sameName = (x: System, y: System) => x.provider === y.provider && x.model === y.model;

/**
 * Systems of the same name are compared with each other: those of one board first (workload, place and size), then
 * those that are the only ones of their name on either side. Two single ones are compared whatever they are called.
 */
export function pairsOf(one: System[], other: System[]): Pairs {
  if (one.length === 1 && other.length === 1) {
    return { pairs: [[one[0], other[0]]], alone: [[], []] };
  }
  const partner = new Map<System, System>();
  const free = (x: System) => ![...partner.values()].includes(x);
  for (const y of other) {
    const x = one.find((x) => sameName(x, y) && x.board === y.board && free(x));
    if (x) partner.set(y, x);
  }
  for (const y of other.filter((y) => !partner.has(y))) {
    const candidates = one.filter((x) => sameName(x, y) && free(x));
    const rivals = other.filter((z) => sameName(z, y) && !partner.has(z));
    if (candidates.length === 1 && rivals.length === 1) partner.set(y, candidates[0]);
  }
  return {
    pairs: other.flatMap((y): [System, System][] => partner.has(y) ? [[partner.get(y)!, y]] : []),
    alone: [one.filter(free), other.filter((y) => !partner.has(y))],
  };
}

/** What else differs between two systems, and may be why one is slower; empty where they were measured alike. */
export function unlike(a: System, b: System): string[] {
  const differ = (what: string, x: string | null, y: string | null) =>
    x === y ? [] : [`${what}: ${x ?? "unknown"} in a, ${y ?? "unknown"} in b`];
  const asked = a.workload_hash === b.workload_hash
    ? []
    : a.workload === b.workload
    ? ["the prompts or limits differ"]
    : differ("the workload differs", a.workload, b.workload);
  return [
    ...asked,
    ...differ("the place differs", a.location, b.location),
    ...differ("the model's size differs", a.model_size, b.model_size),
    ...differ("another tokenizer counted", a.tokenizer, b.tokenizer),
  ];
}
