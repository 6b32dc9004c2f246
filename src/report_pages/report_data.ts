/** What a report's tables, sentences and figures are made of. */
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import type {
  Measure,
  ReportBoard,
  ReportFacts,
  ReportLine,
} from "@/benchmarks/queries/reports/facts.ts";
import { day } from "../words/format.js";
import { apart, providerName, shortName } from "../words/names.js";

/** What requests of one target cost, in US dollars; null where usage or price is not known. */
export interface CostRow {
  run_id: string;
  provider: string;
  model: string;
  tier: string;
  source: string | null;
  seen_on: string | null;
  /** Succeeded requests of known cost. */
  costed: number;
  mean_usd: number | null;
  usd_per_million_slo_tokens: number | null;
}

/** A system as the page names it. */
export interface Named extends ReportLine {
  name: string;
  label: string;
  cost: CostRow | null;
}
export interface NamedBoard extends Omit<ReportBoard, "lines"> {
  systems: Named[];
}
export interface Report extends Omit<ReportFacts, "boards"> {
  boards: NamedBoard[];
  metrics: MetricInfo[];
}

/** Facts with names for the systems, and what they cost. */
export function reportOf(facts: ReportFacts, metrics: MetricInfo[], costs: CostRow[]): Report {
  const lines = facts.boards.flatMap((board) => board.lines);
  const labels = apart<ReportLine>(
    lines,
    ({ provider }) => providerName(provider),
    ({ provider, model }) => `${providerName(provider)} ${shortName(model)}`,
    (s) => `${providerName(s.provider)} ${shortName(s.model)}, ${day(s.day)}`,
    (s) => `${providerName(s.provider)} ${shortName(s.model)}, ${s.run_id}`,
  );
  const named = new Map(lines.map((line, i): [ReportLine, Named] => [line, {
    ...line,
    name: `s${i + 1}`,
    label: labels[i],
    cost: costs.find((c) =>
      c.run_id === line.run_id && c.provider === line.provider && c.model === line.model
    ) ?? null,
  }]));
  const boards = facts.boards.map(({ lines, ...board }) => ({
    ...board,
    systems: lines.map((line) => named.get(line)!),
  }));
  return { ...facts, boards, metrics };
}

/** What a script draws the figures from. */
export interface Drawn {
  metric: string;
  limits: Record<string, number>;
  metrics: MetricInfo[];
  boards: {
    id: string;
    title: string;
    systems: (Pick<Named, "name" | "label" | "provider" | "model" | "run_id" | "simulated"> & {
      measures: Record<string, Measure>;
    })[];
  }[];
}

export const drawnOf = ({ boards, metrics, definition }: Report): Drawn => ({
  metric: definition.metric,
  limits: definition.limits,
  metrics,
  boards: boards.map((board) => ({
    id: board.id,
    title: titleOf(board),
    systems: board.systems.map(({ name, label, provider, model, run_id, simulated, measures }) => ({
      ...{ name, label, provider, model, run_id, simulated, measures },
    })),
  })),
});

/** What was asked and from where. */
export const titleOf = ({ workload, location }: Pick<ReportBoard, "workload" | "location">) =>
  [workload ?? "the workload is not said", location && `from ${location}`].filter(Boolean)
    .join(", ");
