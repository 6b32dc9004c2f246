/** Who may be ranked. */
import { wilson } from "../shared/wilson.js";

/**
 * Why a group may not be ranked; empty where it may. `attempted` is ok + failed + dropped; `short` counts among the
 * `ok`.
 */
export function eligibility(group: { ok: number; attempted: number; short: number }): string[] {
  const { ok, attempted, short } = group;
  const [low, high] = wilson(ok, attempted);
  return [
    ok < 100 ? `${ok} successes, a rank needs 100` : "",
    high < 0.9
      ? "success rate below 90%"
      : low < 0.9
      ? "success rate may be below 90% (95% interval)"
      : "",
    short > 0.2 * ok ? `${short} of ${ok} answers short` : "",
  ].filter((reason) => reason !== "");
}
