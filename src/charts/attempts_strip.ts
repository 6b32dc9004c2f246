/** Every attempt of a run in order, by what became of it: a low bar where it succeeded, a high one where it did not. */

export type Outcome = "ok" | "short" | "unknown" | "failed" | "dropped" | "incomplete";

/** Attempts `from` up to, but not with, `to` that came out alike. */
export interface Stretch {
  outcome: Outcome;
  from: number;
  to: number;
}

/** Neighbours that came out alike as one mark each: 150 successes cost one rectangle. */
export function stretches(outcomes: Outcome[]): Stretch[] {
  const found: Stretch[] = [];
  outcomes.forEach((outcome, i) => {
    const last = found.at(-1);
    if (last?.outcome === outcome) last.to = i + 1;
    else found.push({ outcome, from: i, to: i + 1 });
  });
  return found;
}

const height = 18;
/** Top of each outcome's bar, in pixels from the top of the strip, and its colour: height tells what colour tells. */
export const looks: Record<Outcome, { top: number; color: string }> = {
  ok: { top: 11, color: "color-mix(in srgb, var(--tb-ok) 55%, var(--theme-background))" },
  short: { top: 6, color: "var(--tb-uncertain)" },
  unknown: { top: 6, color: "var(--tb-other)" },
  failed: { top: 0, color: "var(--tb-failed)" },
  dropped: { top: 0, color: "var(--tb-text)" },
  incomplete: { top: 15, color: "var(--tb-other)" },
};

/** One run's strip, `width` pixels wide. A simulated success is hollow, so that the hatch behind it shows. */
export function attemptsStrip(outcomes: Outcome[], width: number, simulated = false): object {
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [0, Math.max(1, outcomes.length)], nice: false },
    axis: null,
  });
  const of = stretches(outcomes);
  return {
    width,
    height,
    autosize: { type: "none" },
    padding: 0,
    config: { view: { stroke: null }, background: "transparent" },
    layer: (Object.keys(looks) as Outcome[]).map((outcome) => ({
      data: { values: of.filter((s) => s.outcome === outcome) },
      mark: simulated && outcome === "ok"
        ? { type: "rect", fill: null, stroke: "var(--tb-simulated)", strokeWidth: 1 }
        : { type: "rect", color: looks[outcome].color },
      encoding: {
        x: x("from"),
        x2: { field: "to" },
        y: { value: looks[outcome].top },
        y2: { value: height },
      },
    })),
  };
}
