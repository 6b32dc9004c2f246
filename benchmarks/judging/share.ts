/** How sure a difference of two shares is. */
import { wilson } from "../shared/wilson.js";

/**
 * 95% interval of the difference of two shares, the second less the first, of `[k, n]` each: Wilson's intervals put
 * together (Newcombe 1998, method 10). [-1, 1] where one is a share of nothing.
 */
export function shareDifference(
  [k1, n1]: [number, number],
  [k2, n2]: [number, number],
): [number, number] {
  if (n1 === 0 || n2 === 0) return [-1, 1];
  const [[low1, high1], [low2, high2]] = [wilson(k1, n1), wilson(k2, n2)];
  const [p1, p2] = [k1 / n1, k2 / n2];
  return [
    p2 - p1 - Math.hypot(p2 - low2, high1 - p1),
    p2 - p1 + Math.hypot(high2 - p2, p1 - low1),
  ];
}
