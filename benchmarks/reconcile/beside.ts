/** What a tool printed, beside what its definitions give on our own recordings. Pure. */
import type { ReportedFigure } from "../store/run_file.ts";
import type { Figure, ToolReading } from "./reconcile.ts";

/** One figure that a tool printed. */
export interface BesidePrinted extends Pick<Figure, "quantity" | "name" | "unit"> {
  printed: number;
  /** How many the tool says its mean is over; null where it does not say. */
  printedN: number | null;
  /** Ours, and what the tool's definition gives of the same requests as ours. */
  ours: number | null;
  predicted: number;
  /** Of the difference between printed and ours: what definitions make of it, and the rest. */
  explained: number | null;
  left: number;
}

const perUnit: Record<string, number> = { ms: 1e-3, s: 1, sec: 1, seconds: 1 };

/** Every printed mean that the tool's definition predicts. */
export function besidePrinted(
  { figures }: ToolReading,
  reported: Pick<ReportedFigure, "name" | "unit" | "n" | "statistics">[],
): BesidePrinted[] {
  // A rate that a tool prints is one of its whole run, not a mean of requests.
  return figures.filter(({ quantity }) => quantity !== "rate").flatMap(
    ({ quantity, name, unit, mean, ours }) => {
      const found = reported.find((r) => r.name === name);
      const value = found?.statistics.mean ?? found?.statistics.avg;
      const scale = unit === "s" ? perUnit[found?.unit ?? ""] : 1;
      if (value === undefined || scale === undefined || mean === null) return [];
      const printed = value * scale;
      return [{
        quantity,
        name,
        unit,
        printed,
        printedN: found!.n,
        ours,
        predicted: mean,
        explained: ours === null ? null : mean - ours,
        left: printed - mean,
      }];
    },
  );
}
