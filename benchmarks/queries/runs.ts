/** The list of runs, as page `/data` shows it. */

/** A row per run: who and what was measured, from when to when, where it is from, and how much of it succeeded. */
export const runListSql = `SELECT r.run_id, coalesce(w.label, r.workload) AS workload,
    strftime(min(coalesce(q.started_at, r.started_at, r.ended_at)), '%Y-%m-%d') AS day,
    strftime(max(coalesce(q.started_at, r.started_at, r.ended_at)), '%Y-%m-%d') AS last_day,
    r.source, r.licence, r.caveat, r.invalid, count(*) FILTER (q.simulated) AS simulated,
    list_sort(list(DISTINCT q.provider)) AS providers,
    list_sort(list(DISTINCT q.model)) AS models, count(*) AS attempted,
    count(*) FILTER (q.status = 'ok') AS succeeded
  FROM runs r JOIN requests q USING (run_id) LEFT JOIN workloads w ON w.workload_hash = r.workload_hash
  GROUP BY ALL ORDER BY max(coalesce(r.started_at, r.ended_at)) DESC NULLS LAST, r.run_id`;
