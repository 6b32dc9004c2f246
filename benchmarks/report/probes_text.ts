/** What the probes of a run said, for the terminal. */
import type { Probed } from "../queries/probes.ts";
import { table } from "./table.ts";

/** A summary's target as far as it is needed here. */
interface Target {
  provider: string;
  model: string;
  probes: Omit<Probed, "run_id" | "provider" | "model" | "simulated"> | null;
}

const percent = (share: number | null) => share === null ? "–" : `${(100 * share).toFixed(1)}%`;
const between = (low: number | null, high: number | null) =>
  low === null ? "–" : `${percent(low)} to ${percent(high)}`;

/**
 * Tables of correctness, answer length and repeated prompts; nothing where there are no probes.
 * `full`: more of the wrong answers.
 */
export function probesText(targets: Target[], labels: string[], full = false): string[] {
  const shownWrong = full ? 5 : 2;
  const out: string[] = [];
  const of = <K extends "correctness" | "length" | "repeat">(kind: K) =>
    targets.flatMap(({ probes }, i) => {
      const found = probes?.[kind];
      return found ? [{ label: labels[i], found: found as NonNullable<typeof found> }] : [];
    });
  const correctness = of("correctness");
  if (correctness.length) {
    out.push(
      "",
      "Correctness: numbers in words to digits (mismatch rate of the answered probes, error rate of all)",
      table(
        ["target", "n", "wrong", "mismatch rate", "95% interval", "errors", "error rate"],
        correctness.map(({ label, found: c }) => [
          label,
          c.answered,
          c.mismatched,
          percent(c.mismatch_rate),
          between(c.low, c.high),
          c.errors,
          percent(c.error_rate),
        ]),
      ),
    );
    targets.forEach(({ probes }, i) => {
      for (const { expected, given } of probes?.wrong.slice(0, shownWrong) ?? []) {
        out.push(`  ${labels[i]}: expected ${expected}, got ${given ?? "no text"}`);
      }
      const more = (probes?.wrong.length ?? 0) - shownWrong;
      if (more > 0) out.push(`  ${labels[i]}: ${more} more wrong answers are in the rows`);
    });
  }
  const repeat = of("repeat");
  if (repeat.length) {
    out.push(
      "",
      "The same prompt twice: how often the second answer was over 10% faster",
      table(
        ["target", "pairs", "faster", "95% interval", "median ratio", "cached"],
        repeat.map(({ label, found: r }) => [
          label,
          r.pairs,
          r.faster,
          between(r.low, r.high),
          r.median_ratio === null ? "–" : r.median_ratio.toFixed(2),
          r.cached === null ? "too few pairs" : r.cached ? "YES" : "no",
        ]),
      ),
    );
  }
  const length = of("length");
  if (length.length) {
    out.push(
      "",
      "Answer length of those prompts, of what was asked for",
      table(
        ["target", "n", "median", "short"],
        length.map(({ label, found: l }) => [label, l.n, percent(l.median_share), l.short]),
      ),
    );
  }
  return out;
}
