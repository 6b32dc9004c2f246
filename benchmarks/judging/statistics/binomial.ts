/**
 * Ranks between which a quantile lies: exact binomial order-statistic intervals (Hahn and Meeker, Statistical
 * Intervals, 5.2), free of any assumption on the distribution.
 */

/**
 * Ranks [r, s], from 1, of the order statistics of `m` independent values that hold their quantile `p` with a
 * probability of at least 1 - `alpha`, alpha / 2 on either side: r largest with P(Bin(m, p) < r) <= alpha / 2, s
 * smallest with P(Bin(m, p) >= s) <= alpha / 2. Null where either end is missing: m is too small.
 */
export function binomialRanks(m: number, p: number, alpha = 0.05): [number, number] | null {
  const key = `${m} ${p} ${alpha}`;
  let ranks = known.get(key);
  if (ranks === undefined) {
    if (known.size >= 10_000) known.clear();
    ranks = search(m, p, alpha / 2);
    known.set(key, ranks);
  }
  return ranks && [ranks[0], ranks[1]];
}

const known = new Map<string, [number, number] | null>();

// Weights relative to the likeliest count, by recurrence: exact to rounding, where a cdf by the incomplete beta
// function (jstat's errs by 1.6e-6) would have to be right to many digits in its tail.
function search(m: number, p: number, tail: number): [number, number] | null {
  if (m < 1) return null;
  const odds = p / (1 - p);
  const mode = Math.min(m, Math.floor((m + 1) * p));
  const negligible = 1e-20;
  const below: number[] = []; // at mode - 1, mode - 2, ...
  for (let k = mode, w = 1; k > 0; k--) {
    w *= k / ((m - k + 1) * odds);
    if (w < negligible) break;
    below.push(w);
  }
  const above: number[] = []; // at mode + 1, mode + 2, ...
  for (let k = mode, w = 1; k < m; k++) {
    w *= ((m - k) * odds) / (k + 1);
    if (w < negligible) break;
    above.push(w);
  }
  const sum = (list: number[]) => list.reduceRight((total, w) => total + w, 0);
  const tie = 1 + 1e-12; // rounding must not decide one
  const limit = tail * (sum(below) + 1 + sum(above)) * tie;

  let r = mode - below.length;
  for (let i = below.length - 1, less = 0; i >= 0; i--, r++) {
    less += below[i];
    if (less > limit) break;
  }
  let s = mode + above.length + 1;
  for (let i = above.length - 1, more = 0; i >= 0; i--, s--) {
    more += above[i];
    if (more > limit) break;
  }
  return r >= 1 && s <= m ? [r, s] : null;
}
