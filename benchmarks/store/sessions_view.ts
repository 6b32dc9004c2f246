/** View `sessions`: the conversations of the runs that have some, each with what is computed of it. */
import { sessionMetrics } from "../metrics/metrics.ts";
import { sessionCompleted, sessionRetried } from "../metrics/sessions.ts";

const metrics = sessionMetrics.filter(({ scope }) => scope === "session")
  .map(({ name, sql }) => `${sql} AS ${name}`).join(",\n");

/**
 * CREATE VIEW over view `requests`. A target's requests are sessions where one of them is a later turn; the two
 * requests of a repeated probe are none. A turn that was sent again belongs to its session, which is then no completed
 * one: a retry makes no success, here as in every other number.
 */
export const sessionsSql = `CREATE VIEW sessions AS
SELECT run_id, provider, model, location, bool_or(simulated) AS simulated,
  any_value(workload_hash) AS workload_hash, 
  CASE phase WHEN 'retry' THEN 'measured' ELSE phase END AS phase, session,
  min(coalesce(scheduled_at, started_at)) AS began_at,
  count(DISTINCT turn)::INTEGER AS turns,
  (count(DISTINCT turn) FILTER (status = 'ok'))::INTEGER AS turns_answered,
  CASE WHEN ${sessionCompleted} THEN 'completed'
    WHEN ${sessionRetried} THEN 'retried'
    WHEN bool_or(status = 'incomplete') THEN 'incomplete' ELSE 'failed' END AS outcome,
  ${metrics}
FROM requests
SEMI JOIN (
  SELECT DISTINCT run_id, provider, model FROM requests WHERE turn > 0 AND phase <> 'probe'
) USING (run_id, provider, model)
WHERE phase <> 'probe' AND session IS NOT NULL AND turn IS NOT NULL
GROUP BY run_id, provider, model, location,
  CASE phase WHEN 'retry' THEN 'measured' ELSE phase END, session`;
