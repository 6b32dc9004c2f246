/** Targets whose run broke the rules that its trace was sent by. */
import type { Config } from "../../plan/config.ts";
import { leastSeconds, mostFailed } from "../../plan/traces/agentx.ts";
import type { Database } from "../../store/duckdb.ts";
import type { TargetFault } from "../../store/row_checks.ts";

/** By target, why its rows are none by AgentX's rules; from view `requests` of one run. */
export async function brokenRules(
  db: Database,
  { trace }: Pick<Config, "trace">,
): Promise<TargetFault[]> {
  if (!trace?.rules) return [];
  const { rows } = await db.query(
    `SELECT provider, model, (count(*) FILTER (status = 'failed'))::INTEGER AS failed,
    (count(*) FILTER (status IN ('ok', 'failed')))::INTEGER AS ended,
    epoch(max(started_at + to_microseconds((coalesce(e2e_latency_s, 0) * 1e6)::BIGINT)) - min(started_at)) AS seconds
    FROM requests WHERE phase = 'measured' GROUP BY provider, model`,
  );
  return rows.flatMap(({ provider, model, ...row }) => {
    const [failed, ended, seconds] = [row.failed, row.ended, row.seconds].map(Number);
    const why = failed > mostFailed * ended
      ? `${failed} of ${ended} requests failed, by AgentX's rules no more than ${
        100 * mostFailed
      }% may`
      : seconds < leastSeconds
      ? `its conversations were over after ${
        Math.round(seconds)
      } s, by AgentX's rules it takes ${leastSeconds} s (--max-num-completed-requests N sends them again)`
      : null;
    return why === null ? [] : [{ provider: String(provider), model: String(model), why }];
  });
}
