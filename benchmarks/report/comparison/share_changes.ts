/** A repeated run's mismatch and error rates beside the old ones. */
import { shareDifference } from "../../judging/share.ts";
import type { Probed } from "../../queries/probes.ts";
import { table } from "../table.ts";

/** One rate of one target, then and now. */
export interface ShareChange {
  provider: string;
  model: string;
  rate: "mismatch" | "error";
  /** Events and what they are counted of. */
  then: { k: number; n: number };
  now: { k: number; n: number };
  /** Ends of the 95% interval of now less then, as a share. */
  low: number;
  high: number;
  verdict: "more" | "fewer" | "unknown";
}

/** Of the targets with correctness probes in both runs. */
export function shareChanges(before: Probed[], after: Probed[]): ShareChange[] {
  return after.flatMap(({ provider, model, correctness: now }) => {
    const then = before.find((p) => p.provider === provider && p.model === model)?.correctness;
    if (!then || !now) return [];
    const change = (
      rate: ShareChange["rate"],
      old: ShareChange["then"],
      young: ShareChange["now"],
    ): ShareChange => {
      const [low, high] = shareDifference([old.k, old.n], [young.k, young.n]);
      const verdict = low > 0 ? "more" : high < 0 ? "fewer" : "unknown";
      return { provider, model, rate, then: old, now: young, low, high, verdict };
    };
    return [
      change(
        "mismatch",
        { k: then.mismatched, n: then.answered },
        { k: now.mismatched, n: now.answered },
      ),
      change("error", { k: then.errors, n: then.attempts }, { k: now.errors, n: now.attempts }),
    ];
  });
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const signed = (share: number) => `${share < 0 ? "−" : "+"}${(100 * Math.abs(share)).toFixed(1)}`;
const shown = ({ k, n }: { k: number; n: number }) => n === 0 ? "–" : `${percent(k / n)} of ${n}`;

/** The provider; where it has several models, the model too. */
const nameOf = ({ provider, model }: ShareChange, all: ShareChange[]) =>
  all.some((c) => c.provider === provider && c.model !== model) ? `${provider} ${model}` : provider;

/** Lines for the terminal. */
export function shareChangesText(changes: ShareChange[]): string[] {
  return [
    "Correctness, then and now: wrong answers of those answered, errors of all attempts",
    table(
      ["target", "share of", "then", "now", "points (95%)", "now there are"],
      changes.map((c) => [
        nameOf(c, changes),
        c.rate === "mismatch" ? "wrong" : "errors",
        shown(c.then),
        shown(c.now),
        c.then.n && c.now.n ? `${signed(c.low)} to ${signed(c.high)}` : "–",
        c.verdict === "unknown" ? "no change found" : c.verdict,
      ]),
      100,
    ),
  ];
}
