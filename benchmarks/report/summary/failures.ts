/** What failed in a run, and how often: counted from its rows, so that the counts agree with the table above them. */
import { type Database, quote } from "../../store/duckdb.ts";
import { targetLabels } from "./summary_labels.ts";

/** One kind of failure of a target. */
export interface Failure {
  provider: string;
  model: string;
  /** Of the table's requests, or of those before or between them: warmup, probe. */
  phase: string;
  /** Class of the error; where a row has none, its status. */
  error: string;
  n: number;
  /** What the first one said. */
  message: string | null;
}

/** Failures of a run by target, the commonest first; those of `phase` before all others. */
export async function failuresOf(db: Database, runId: string, phase: string): Promise<Failure[]> {
  const { rows } = await db.query(
    `SELECT provider, model, phase, coalesce(error_class, status) AS error, count(*)::INTEGER AS n,
      arg_min(error_message, (request_index, attempt)) AS message
      FROM requests WHERE run_id = ${quote(runId)} AND status <> 'ok'
      GROUP BY provider, model, phase, coalesce(error_class, status)
      ORDER BY provider, model, phase <> ${quote(phase)}, n DESC, phase, error`,
  );
  return rows as unknown as Failure[];
}

const others: Record<string, string> = { warmup: "warm-up", probe: "probes", retry: "sent again" };

/** One line for each kind; of requests that the table does not count, it says so. */
export function failuresLines(failures: Failure[], counted: string): string[] {
  const labels = targetLabels(failures.map(({ provider, model }) => ({ provider, model })));
  return failures.map(({ phase, error, n, message }, i) => {
    const where = phase === counted ? "" : `, ${others[phase] ?? phase}`;
    return `${n.toLocaleString("en-US")} × ${labels[i]}${where}: ${error}${
      message ? ` (${message})` : ""
    }`;
  });
}
