/** The published tables of 2023 against the raw rows, cell by cell. */
import { metric } from "./metrics.ts";
import { statisticNames, statisticsSql } from "./statistics.ts";

/** One published cell: what was printed, what the rows give, and why they differ where they do. */
export interface AuditCell {
  metric: string;
  model_size: string;
  provider: string;
  statistic: string;
  published: string;
  ours: number;
  follows: boolean;
  why: string | null;
}

interface Query {
  query(sql: string): Promise<{ rows: Record<string, unknown>[] }>;
}

const published: Record<string, string> = {
  output_tokens_per_s: "e2e_tokens_per_s",
  ttft_s: "ttft_content_s",
};

/** Compares every cell of `published` (text of the CSV, as it was printed) with the imported rows. */
export async function audit(db: Query, csv: string): Promise<AuditCell[]> {
  const [head, ...lines] = csv.trim().split(/\r?\n/).map((line) => line.split(","));
  const cells: AuditCell[] = [];
  for (const line of lines) {
    const given = Object.fromEntries(head.map((name, i) => [name, line[i]]));
    const m = metric(published[given.metric] ?? given.metric);
    const from =
      `FROM requests WHERE imported_from = 'llmperf' AND provider = '${given.provider}' AND model_size = '${given.model_size}'`;
    const { rows: [asThen] } = await db.query(`SELECT ${statisticsSql(m, "ancestor")} ${from}`);
    const { rows: [succeeded] } = await db.query(`SELECT ${statisticsSql(m, "succeeded")} ${from}`);
    const impossible = Number(given.mean) > Number(given.p99) ||
      Number(given.max) < Number(given.p99);
    for (const statistic of statisticNames) {
      const text = given[statistic];
      const ours = asThen[statistic] as number;
      const follows = printsAs(ours, text);
      cells.push({
        metric: m.name,
        model_size: given.model_size,
        provider: given.provider,
        statistic,
        published: text,
        ours,
        follows,
        why: follows ? null : reason(text, ours, succeeded[statistic] as number, impossible),
      });
    }
  }
  return cells;
}

const decimals = (text: string) => text.split(".")[1]?.length ?? 0;

/** True where the value, rounded to the decimals printed, is what was printed. */
function printsAs(value: number, text: string): boolean {
  const unit = 10 ** decimals(text);
  return Math.abs(Math.round(value * unit + 1e-9) / unit - Number(text)) < 1e-9;
}

function reason(text: string, ours: number, otherPopulation: number, impossible: boolean): string {
  const unit = 10 ** decimals(text);
  if (Math.abs(Math.floor(ours * unit + 1e-9) / unit - Number(text)) < 1e-9) {
    return "cut off instead of rounded";
  }
  if (Math.abs(Math.ceil(ours * unit - 1e-9) / unit - Number(text)) < 1e-9) {
    return "rounded up instead of to the nearest";
  }
  if (
    printsAs(Math.round(ours * unit) / unit, String(Number(text))) && Number(text) * unit % 10 === 0
  ) return "rounded twice";
  if (printsAs(otherPopulation, text)) {
    return "follows from all answers, with the short ones, not from this table's population";
  }
  if (impossible) {
    return "impossible beside the other cells of its row: a mean above P99, or a maximum below it";
  }
  return "does not follow from the raw data";
}
