/** Settings that would not reach the run as they were written. Pure. */

/** Deeper settings are none of anybody's, and who walks them by recursion would end in it. */
const deepest = 200;

/** What is said of a configuration nested deeper than any is. */
export const tooDeep = `is nested more than ${deepest} levels deep`;

/**
 * A fault for each place in `data` that has a name which objects of JavaScript do not keep as data: what checks and
 * copies settings drops `__proto__` without a word. Other words that every object knows, as `constructor`, are names
 * like others. `deep`: nothing here may be looked at by recursion.
 */
export function lostNames(data: unknown): { faults: string[]; deep: boolean } {
  const faults: string[] = [];
  const left: [path: string[], depth: number, value: unknown][] = [[[], 0, data]];
  for (let next; (next = left.pop());) {
    const [path, depth, value] = next;
    if (typeof value !== "object" || value === null) continue;
    // A name further in may be somebody's secret.
    const where = path.join(".") || "(whole file)";
    if (depth >= deepest) return { faults: [`${where}: ${tooDeep}`], deep: true };
    for (const [name, inner] of Object.entries(value).reverse()) {
      if (name === "__proto__") faults.push(`${where}: no setting can be called __proto__`);
      else left.push([path.length < 3 ? [...path, name] : path, depth + 1, inner]);
    }
  }
  return { faults, deep: false };
}
