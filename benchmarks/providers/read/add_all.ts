/** Lists of what others sent. */

/** Adds all of `more`. `push(...more)` would put each on the stack, and how many there are a server chooses. */
export function addAll<T>(to: T[], more: Iterable<T>): void {
  for (const one of more) to.push(one);
}
