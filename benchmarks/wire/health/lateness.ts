/** How late the event loop comes to what waits for it: what an arrival at any moment would wait for its stamp. */

/** A bucket is a twentieth wider than the one before: that much a quantile may be off. */
const growth = Math.log(1.05);
const leastMs = 0.01;

/** Times in which the loop came to nothing; kept by length, so that a run of days needs no more room. */
export class Lateness {
  #pauses: { n: number; sum: number }[] = [];
  #watchedMs = 0;

  /** Counts a timer that came `lagMs` late, `passedMs` after the one before. */
  add(lagMs: number, passedMs: number): void {
    this.#watchedMs += passedMs;
    if (lagMs < leastMs) return;
    const pause = this.#pauses[Math.floor(Math.log(lagMs / leastMs) / growth)] ??= { n: 0, sum: 0 };
    pause.n++;
    pause.sum += lagMs;
  }

  /**
   * The share `p` of moments, spread evenly over the time watched, would have waited no longer, milliseconds.
   * In a pause of D a moment waits longer than x with chance (D - x) / D; timers alone would count a long pause once.
   */
  quantile(p: number): number {
    let [n, sum] = [0, 0];
    const allowed = (1 - p) * this.#watchedMs;
    const longest = this.#pauses.filter(Boolean).reverse();
    for (const [i, pause] of longest.entries()) {
      n += pause.n;
      sum += pause.sum;
      const next = longest[i + 1];
      const wait = (sum - allowed) / n;
      if (!next || wait >= next.sum / next.n) return Math.max(0, wait);
    }
    return 0;
  }
}
