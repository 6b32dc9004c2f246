/** What page /cost shows: boards, and on each the price, the cost and the speed of every system. */
import type { Judged } from "@/benchmarks/queries/ranking/priced.ts";
import type { MetricInfo, RequestRow } from "../rows/board.js";
import { boardsOf } from "../rows/boards.js";
import { apart, providerName, shortName } from "../words/names.js";
import type { Limits } from "./cost_sql.js";

/** Steps of the two limits, in seconds and tokens per second. */
export const steps = {
  ttft_s: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 4, 5, 7.5, 10, 15, 30],
  decode_tokens_per_s: [1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500],
};
/** As long as nobody chooses others: 0.5 s, and 50 ms per output token. */
export const usualLimits: Limits = { ttft_s: 0.5, decode_tokens_per_s: 20 };

/** A row of `costSql`; amounts in US dollars, null where usage or price is not known. */
export interface CostRow extends Record<string, string | number | null> {
  run_id: string;
  provider: string;
  model: string;
  location: string | null;
  /** "" where none was asked for. */
  tier: string;
  source: string | null;
  mean_usd: number | null;
  total_usd: number | null;
}
/** A row of `cellsSql`, without its target. */
export type Cell = Record<"ttft" | "rate" | "requests" | "tokens", number>;

export interface System {
  /** As an address names it, whichever run it is of. */
  name: string;
  label: string;
  provider: string;
  simulated: boolean;
  row: CostRow;
  cells: Cell[];
  judged: Judged;
  /** Another day or tier of it has a line in the price file. */
  otherPrice: boolean;
}
/** One workload from one place, one model size. */
export interface Board {
  id: string;
  name: string;
  title: string;
  simulated: boolean;
  /** Its runs were made here, not brought in from files of another harness. */
  own: boolean;
  systems: System[];
}
export interface CostData {
  boards: Board[];
  metrics: MetricInfo[];
  /** What is wrong with lines of the price file. */
  faults: string[];
}

/** What the build found, as SQL returned it; `groups` are rows that are alike, counted. */
export interface Found {
  groups: RequestRow[];
  rows: CostRow[];
  cells: (CostRow & Cell)[];
  judged: Record<string, Judged>;
  priced: { provider: string; model: string }[];
}

const targetOf = (r: Record<string, unknown>) =>
  JSON.stringify([r.run_id, r.provider, r.model, r.location ?? null]);
const pricedAs = (r: { provider: string; model: string }) => JSON.stringify([r.provider, r.model]);

/** The boards, in the order of every page. */
export function boardsWith({ groups, rows, cells, judged, priced }: Found): Board[] {
  const rowsOf = Map.groupBy(rows, targetOf);
  const cellsOf = Map.groupBy(cells, (cell) => `${targetOf(cell)}${cell.tier}`);
  const known = new Set(priced.map(pricedAs));
  const groupsOf = Map.groupBy(groups, (row) => row.board);
  return boardsOf(groups).map((board) => {
    const own = groupsOf.get(board.id)!;
    const targets = new Set(own.map(targetOf));
    const found = [...targets].flatMap((target) => rowsOf.get(target) ?? []);
    return {
      id: board.id,
      name: `${board.label} · ${board.group.label}`,
      title: board.title,
      simulated: board.simulated,
      own: own.every((row) => row.imported_from === null),
      systems: labelled(found).map(({ row, label }) => ({
        name: `${row.provider}/${row.model}`,
        label,
        provider: row.provider,
        simulated: board.simulated,
        row,
        cells: (cellsOf.get(`${targetOf(row)}${row.tier}`) ?? [])
          .map(({ ttft, rate, requests, tokens }) => ({ ttft, rate, requests, tokens })),
        judged: judged[`${row.run_id}\n${row.provider}\n${row.model}`] ?? {},
        otherPrice: row.source === null && known.has(pricedAs(row)),
      })),
    };
  });
}

function labelled(rows: CostRow[]): { row: CostRow; label: string }[] {
  const labels = apart(
    rows,
    (r) => providerName(r.provider),
    (r) => `${providerName(r.provider)} ${shortName(r.model)}`,
    (r) => `${r.provider} ${r.model}`,
    (r) => [r.provider, r.model, r.tier].join(" "),
    (r) => [r.provider, r.model, r.tier, r.run_id].join(" "),
  );
  return rows.map((row, i) => ({ row, label: labels[i] }));
}

/** The row of a system as `costSql` has it under these limits. */
export function rowUnder({ row, cells }: System, limits: Limits): CostRow {
  const [ttft, rate] = [
    steps.ttft_s.indexOf(limits.ttft_s),
    steps.decode_tokens_per_s.indexOf(limits.decode_tokens_per_s),
  ];
  const kept = cells.filter((cell) => cell.ttft <= ttft && cell.rate >= rate);
  const sum = (of: "requests" | "tokens") => kept.reduce((all, cell) => all + cell[of], 0);
  const known = Number(row.costed) > 0;
  const tokens = sum("tokens");
  return {
    ...row,
    ttft_limit_s: limits.ttft_s,
    decode_limit_tokens_per_s: limits.decode_tokens_per_s,
    slo_requests: known ? sum("requests") : null,
    slo_tokens: known ? tokens : null,
    usd_per_million_slo_tokens: known && tokens > 0 ? row.total_usd! / tokens * 1e6 : null,
  };
}
