/** What became of the measured requests that failed and were sent again: their tables count first attempts alone. */
import type { Database } from "../../store/duckdb.ts";
import { quote } from "../../store/duckdb.ts";
import { folded } from "../folded.ts";
import { printable } from "../table.ts";
import { significant } from "./significant.ts";
import { targetLabels } from "./summary_labels.ts";

/** Of one target. */
export interface SentAgain {
  provider: string;
  model: string;
  /** Measured requests that were sent, and how many of those failed at first and were sent again. */
  requests: number;
  sent_again: number;
  /** Attempts after the first, and requests that one of them answered. */
  later_attempts: number;
  answered: number;
  /** Median of those answers, from when their request was due (in a closed loop: first sent), seconds. */
  response_time_s: number | null;
}

/** Of each target of a run that was asked again. */
export async function sentAgainOf(db: Database, runId: string): Promise<SentAgain[]> {
  const { rows } = await db.query(
    `SELECT provider, model,
      (count(*) FILTER (phase = 'measured' AND status <> 'dropped'))::INTEGER AS requests,
      (count(DISTINCT request_index) FILTER (phase = 'retry'))::INTEGER AS sent_again,
      (count(*) FILTER (phase = 'retry'))::INTEGER AS later_attempts,
      (count(*) FILTER (phase = 'retry' AND status = 'ok'))::INTEGER AS answered,
      median(response_time_s) FILTER (phase = 'retry' AND status = 'ok') AS response_time_s
    FROM requests WHERE run_id = ${quote(runId)} AND phase IN ('measured', 'retry')
    GROUP BY provider, model HAVING count(*) FILTER (phase = 'retry') > 0 ORDER BY provider, model`,
  );
  return rows as unknown as SentAgain[];
}

/** A paragraph for each, at most `width` characters a line, after an empty line. */
export function againText(targets: SentAgain[], width: number): string[] {
  const labels = targetLabels(targets);
  return targets.flatMap((target, i) => {
    const whose = targets.length > 1 ? `${labels[i]}: ` : "";
    return ["", folded("", printable(whose + sentence(target)), width)];
  });
}

const count = (n: number) => n.toLocaleString("en-US");

function sentence(of: SentAgain): string {
  const { requests, sent_again, later_attempts, answered, response_time_s } = of;
  const waited = response_time_s === null
    ? ""
    : `, half of them within ${
      significant(response_time_s)
    } s of the moment at which they were due`;
  return `${count(sent_again)} of ${count(requests)} requests failed at first and ` +
    `${sent_again === 1 ? "was" : "were"} sent again, ${count(later_attempts)} ` +
    `${later_attempts === 1 ? "attempt" : "attempts"} in all: ${count(answered)} ` +
    `${
      answered === 1 ? "was" : "were"
    } answered${waited}. All other numbers count first attempts alone.`;
}
