/** What a report's tables, sentences and figures are made of. */
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import type {
  Measure,
  ReportBoard,
  ReportFacts,
  ReportLine,
} from "@/benchmarks/queries/reports/facts.ts";
import type { Target } from "../rows/request_sql.js";
import type { Table } from "../shared/csv.js";
import { day, minute } from "../words/format.js";
import { apart, providerName, shortName } from "../words/names.js";

/** What requests of one target cost, in US dollars; null where usage or price is not known. */
export interface CostRow {
  run_id: string;
  provider: string;
  model: string;
  tier: string;
  source: string | null;
  seen_on: string | null;
  /** Days from the day the price was seen to the run; below 0 where it was seen later. */
  price_age_days: number | null;
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

/** What systems are called, whichever run they are of: the model only tells two of a provider apart. */
export function systemNames(
  lines: readonly Pick<ReportLine, "provider" | "model">[],
): (of: Pick<ReportLine, "provider" | "model">) => string {
  const models = Map.groupBy(lines, ({ provider }) => provider);
  return ({ provider, model }) =>
    new Set(models.get(provider)?.map((line) => line.model)).size > 1
      ? `${providerName(provider)} ${shortName(model)}`
      : providerName(provider);
}

/** Facts with names for the systems, and what they cost. */
export function reportOf(facts: ReportFacts, metrics: MetricInfo[], costs: CostRow[]): Report {
  const lines = facts.boards.flatMap((board) => board.lines);
  const systemOf = systemNames(lines);
  const labels = apart<ReportLine>(
    lines,
    systemOf,
    (s) => `${systemOf(s)}${s.location === null ? "" : ` from ${shortName(s.location)}`}`,
    (s) => `${systemOf(s)}, ${day(s.at)}`,
    (s) => `${systemOf(s)}, ${minute(s.at)}`,
    (s) => `${systemOf(s)}, ${day(s.at)}, ${s.at?.slice(11, 19)} UTC`,
    (s) => `${systemOf(s)}, ${s.run_id}`,
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
  limits: Report["definition"]["limits"];
  metrics: MetricInfo[];
  /** Of more values of one system so many are drawn. */
  most: number;
  boards: {
    id: string;
    title: string;
    location: string | null;
    /** The rows of the table's SQL, as its CSV has them. */
    table: Table;
    systems: (Pick<Named, "name" | "label" | "provider" | "model" | "run_id" | "simulated"> & {
      measures: Record<string, Measure>;
    })[];
  }[];
}

/** `tables` are the rows of `boardSql` of each board, `most` how many values of a system are drawn. */
export const drawnOf = (
  { boards, metrics, definition }: Report,
  tables: Table[],
  most: number,
): Drawn => ({
  metric: definition.metric,
  limits: definition.limits,
  most,
  metrics,
  boards: boards.map((board, i) => ({
    id: board.id,
    title: titleOf(board),
    location: board.location,
    table: tables[i],
    systems: board.systems.map(({ name, label, provider, model, run_id, simulated, measures }) => ({
      ...{ name, label, provider, model, run_id, simulated, measures },
    })),
  })),
});

/** Systems of a board as SQL names them. */
export const targetsOf = (
  location: string | null,
  systems: Pick<Named, "run_id" | "provider" | "model">[],
): Target[] =>
  systems.map(({ run_id, provider, model }) => ({ run_id, provider, model, location }));

/** What was asked and from where. */
export const titleOf = ({ workload, location }: Pick<ReportBoard, "workload" | "location">) =>
  [workload ?? "the workload is not said", location && `from ${location}`].filter(Boolean)
    .join(", ");
