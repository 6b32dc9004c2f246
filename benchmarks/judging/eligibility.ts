/** Who may be ranked. */
import { wilson } from "./share.ts";

/**
 * Why a group may not be ranked; empty where it may. `attempted` is ok + failed + dropped; `short` counts among the
 * `ok`.
 */
export function eligibility(group: { ok: number; attempted: number; short: number }): string[] {
  const { ok, attempted, short } = group;
  return [
    ok < 100 ? `${ok} successes of the 100 a rank needs` : "",
    wilson(ok, attempted)[0] < 0.9 ? "success rate below 90% at its lower bound" : "",
    short > 0.2 * ok ? `${short} of ${ok} answers short` : "",
  ].filter((reason) => reason !== "");
}
