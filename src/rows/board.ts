/** What a board is made of: request rows as a page loads them, the systems they belong to, one view of them. */
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import type { Chosen } from "./chosen.js";
import type { Judgement, Standing } from "./judgement.js";
import type { Measured, Population, Statistics } from "./statistics.js";

export type { MetricInfo };

/** A request row as a page loads it. */
export interface RequestRow extends Measured {
  run_id: string;
  board: string;
  provider: string;
  model: string;
  simulated: boolean;
  request_index: number;
  output_tokens: number | null;
  short: boolean | null;
  error_class: string | null;
  run_day: string | null;
  /** How an address chose its run. */
  chosen?: Chosen;
  /** Too old to be ranked on its board. */
  historical?: boolean;
  /** How many requests stand behind the page; more than its rows where it has a sample of them. */
  sampled_from?: number;
  asked: number | null;
  /** How many requests it stands for, where rows that are alike are one; 1 where left out. */
  n?: number;
}

/** How many requests rows stand for. */
export const requestsIn = (rows: RequestRow[]): number =>
  rows.reduce((sum, row) => sum + (row.n ?? 1), 0);

/** DuckDB's figures of a system over all its requests, for a page that computes over a sample. */
export interface Exact {
  statistics: Statistics;
  attempted: number;
  succeeded: number;
  short: number;
}

/** One row of the table before it is drawn. */
export interface System {
  run_id: string;
  chosen?: Chosen;
  provider: string;
  model: string;
  rows: RequestRow[];
  statistics: Statistics;
  attempted: number;
  succeeded: number;
  short: number;
  errors: [string, number][];
  /** What the whole run is worth; null under a reader's filter. */
  standing: Standing | null;
  /** Why it is not ranked; empty where it is, and where nothing is. */
  below: string[];
  exact?: Exact;
}

export interface View {
  metric: MetricInfo;
  population: Population;
  systems: System[];
  /** A reader's own filter: nothing is ranked or set below a line by it. */
  exploratory: boolean;
  /** Ranks and intervals as the build judged them; null under a filter. */
  judged: Judgement | null;
  /** Rows on the page and rows behind it, where it has a seeded sample only. */
  sample: { shown: number; of: number } | null;
}

export const populationLabels: Record<Population, string> = {
  succeeded: "Succeeded",
  all: "All attempts",
  llmperf: "As in 2023",
};
