/** What a series may have done: a step, a drift, or up and back again. Pure. */

/**
 * The level is the old one up to run `from` and the new one from run `to` on, with a straight line between them; where
 * `back` is given, the old one returns with run `back`.
 */
export interface Shape {
  from: number;
  to: number;
  back?: number;
}

export const isStep = ({ from, to, back }: Shape) => to === from + 1 && back === undefined;
export const isDrift = ({ from, to }: Shape) => to > from + 1;

/** A shape as a column of a regression. */
export function column(n: number, { from, to, back = n }: Shape): Float64Array {
  return new Float64Array(n).map((_, i) =>
    i >= back || i <= from ? 0 : i >= to ? 1 : (i - from) / (to - from)
  );
}

/** Runs at either end among which no change is looked for, and least ones between two. */
export const edge = (n: number) => Math.max(3, Math.ceil(0.04 * n));

/** Shapes that are tried of `n` runs: every step, and drifts and returns of a choice of lengths and places. */
export function shapes(n: number): Shape[] {
  const ends = edge(n);
  const found: Shape[] = [];
  for (let to = ends; to <= n - ends; to++) found.push({ from: to - 1, to });
  const stride = Math.max(1, Math.round(n / 16));
  for (const length of [n / 8, n / 4, n / 2].map(Math.round).filter((l) => l >= 4)) {
    for (let from = 0; from + length < n; from += stride) found.push({ from, to: from + length });
  }
  found.push({ from: 0, to: n - 1 });
  const [places, shortest] = [Math.max(2, Math.round(n / 24)), Math.max(5, Math.round(n / 10))];
  for (let to = ends; to < n; to += places) {
    for (let back = to + shortest; back <= n - ends; back += places) {
      found.push({ from: to - 1, to, back });
    }
  }
  return found;
}

/** Steps and drifts close to one that was found, and all steps: where exactly it was. */
export function around(n: number, { from, to }: Shape): Shape[] {
  const ends = edge(n);
  if (to === from + 1) return shapes(n).filter(isStep);
  const reach = Math.ceil(n / 12);
  const found: Shape[] = [];
  for (let a = Math.max(0, from - reach); a <= from + reach; a++) {
    for (let b = Math.max(a + 4, to - reach); b <= Math.min(n - 1, to + reach); b++) {
      if (b >= ends && a <= n - ends) found.push({ from: a, to: b });
    }
  }
  return found;
}
