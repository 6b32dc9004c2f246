/** What page `/shards/` shows, and the fleets that its drawings and sentences are about. */
import type {
  ClocksRow,
  CostRow,
  FaultRow,
  LateRow,
  SameRow,
} from "@/benchmarks/queries/tables/shards.ts";
import type { Answer } from "@/benchmarks/queries/tables/table.ts";

export interface ShardsData {
  same: Answer<SameRow>;
  clocks: Answer<ClocksRow>;
  late: Answer<LateRow>;
  faults: Answer<FaultRow>;
  cost: Answer<CostRow>;
}

/** Rows by the number of machines, fewest first. */
export const byShards = <R extends { shards: number }>(rows: R[]): [number, R[]][] =>
  [...Map.groupBy(rows, ({ shards }) => shards)].toSorted(([a], [b]) => a - b);

/** "4, 64 and 1,000". */
export function listed(words: string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** A time as people say it: "4 ms", "1.5 s". */
export const seconds = (s: number): string =>
  s === 0
    ? "0"
    : s < 0.001
    ? `${Number((s * 1e6).toPrecision(2))} µs`
    : s < 1
    ? `${Number((s * 1000).toPrecision(3))} ms`
    : `${Number(s.toPrecision(3))} s`;

/** A difference in percent, with its sign; what is below a thousandth is said to be so. */
export function offText(percent: number): string {
  const size = Math.abs(percent);
  if (size === 0) return "0%";
  if (size < 0.001) return "<0.001%";
  const digits = size < 0.1 ? 3 : size < 1 ? 2 : size < 100 ? 1 : 0;
  return `${percent < 0 ? "−" : "+"}${size.toFixed(digits)}%`;
}
