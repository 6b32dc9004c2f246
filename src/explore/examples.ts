/** Questions that every store can be asked, in SQL that runs in the browser and in `deno task sql` alike. */

export interface Example {
  question: string;
  sql: string;
}

/**
 * Requests of the newest valid run of each target, without warm-ups and failures. `label` says of which workload:
 * what was asked in another one is another measurement, and stands in rows of its own.
 */
const newest = `FROM requests LEFT JOIN workloads USING (workload_hash)
SEMI JOIN latest USING (run_id, provider, model)
WHERE phase = 'measured' AND status = 'ok'`;

export const examples: Example[] = [
  {
    question: "Who answers first?",
    sql: `SELECT provider, model_size, simulated, count(*) AS requests,
  median(ttft_s) AS median_ttft_s, quantile_cont(ttft_s, 0.95) AS p95_ttft_s,
  label AS workload
${newest}
GROUP BY ALL ORDER BY simulated, workload, median_ttft_s`,
  },
  {
    question: "Does prompt length matter?",
    sql: `SELECT provider, simulated, 100 * (input_tokens // 100) AS input_tokens_from,
  count(*) AS requests, median(ttft_s) AS median_ttft_s, label AS workload,
  CASE WHEN sum(count(DISTINCT input_tokens)) OVER (PARTITION BY provider, label) < 5
    THEN 'too few lengths to tell: deno task bench lengths asks many' END AS note
${newest} AND input_tokens IS NOT NULL
GROUP BY provider, simulated, input_tokens_from, label
ORDER BY simulated, workload, provider, input_tokens_from`,
  },
  {
    question: "What went wrong?",
    sql:
      `SELECT provider, model, simulated, error_class, error_code, http_status, count(*) AS attempts
FROM requests WHERE status <> 'ok'
GROUP BY ALL ORDER BY attempts DESC, provider, model, error_code`,
  },
  {
    question: "Which hour is slow?",
    sql: `SELECT provider, utc_hour, simulated, count(*) AS requests,
  median(ttft_s) AS median_ttft_s, label AS workload
FROM requests LEFT JOIN workloads USING (workload_hash)
WHERE status = 'ok' AND phase = 'measured' AND utc_hour IS NOT NULL
GROUP BY ALL ORDER BY simulated, workload, provider, utc_hour`,
  },
  {
    question: "Which requests waited longest?",
    sql:
      `SELECT provider, model, simulated, run_id, request_index + 1 AS number, ttft_s, e2e_latency_s
FROM requests WHERE ttft_s IS NOT NULL
ORDER BY ttft_s DESC, run_id, provider, model, number LIMIT 50`,
  },
  {
    question: "How many answers were short?",
    sql: `SELECT provider, model, simulated, count(*) AS succeeded,
  count(*) FILTER (short) AS short, count(*) FILTER (over) AS over,
  min(output_tokens) AS least_tokens, median(output_tokens) AS median_tokens, label AS workload
${newest}
GROUP BY ALL ORDER BY count(*) FILTER (short) / count(*) DESC, provider, model`,
  },
  {
    question: "Which runs are here?",
    sql: `SELECT r.run_id, r.workload, r.started_at, r.location, r.invalid,
  count(q.run_id) AS attempts, count(q.run_id) FILTER (q.status = 'ok') AS succeeded,
  bool_or(q.simulated) AS simulated
FROM runs r LEFT JOIN requests q USING (run_id)
GROUP BY ALL ORDER BY r.started_at DESC NULLS LAST, r.run_id`,
  },
  {
    question: "What is measured?",
    sql: `SELECT name, label, unit, better, scope, doc FROM metrics ORDER BY scope DESC, name`,
  },
];
