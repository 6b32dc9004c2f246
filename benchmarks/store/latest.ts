/** View `latest`: which run each row of a leaderboard comes from, and how old that run is. */

/** A run that is this much older than the newest on its board is history, unless the board says otherwise. */
export const historicalAfterDays = 90;

/** CREATE VIEW of `latest` over views `runs`, `requests` and `invalid_targets`. */
export const latestSql = (): string =>
  `CREATE VIEW latest AS
    WITH targets AS (
      SELECT r.run_id, r.workload_hash, q.provider, q.model, q.location,
        any_value(q.simulated) AS simulated, any_value(r.selection) AS selection,
        max(coalesce(r.started_at, r.ended_at)) AS ran_at,
        max(q.model_size) AS size
      FROM runs r JOIN requests q USING (run_id)
      ANTI JOIN invalid_targets i ON i.run_id = q.run_id AND i.provider = q.provider AND i.model = q.model
      WHERE r.invalid IS NULL GROUP BY ALL),
    newest AS (
      SELECT * FROM targets QUALIFY row_number() OVER (
        PARTITION BY workload_hash, provider, model, location, simulated
        ORDER BY ran_at DESC, run_id DESC) = 1),
    aged AS (
      SELECT * EXCLUDE (size), (epoch(max(ran_at) OVER (
        PARTITION BY workload_hash, location, coalesce(size, model), simulated, selection IS NULL)) - epoch(ran_at))
        / 86400 AS age_days
      FROM newest)
    SELECT *, coalesce(age_days > ${historicalAfterDays}, false) AS historical FROM aged`;
