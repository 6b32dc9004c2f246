/** What a table of /reliability counts, as SQL over view `requests` and as the rows that it returns. */
import type { Limits } from "../choice/limits.js";
import { namesOf, ofTargets, quote, remarksOf, targetsOf } from "../rows/request_sql.js";
import { ordered } from "../rows/request_tables.js";
import { sampleRemark } from "../rows/sample.js";
import type { Table as Csv } from "../shared/csv.js";
import { wilsonSql } from "../shared/wilson.js";
import { goodput, type Part, type System } from "./reliability_data.js";

/** Columns that name a system: its place is that of its whole table. */
const namesOfSystems = (systems: System[]) =>
  namesOf(targetsOf(systems.map((s) => s.rows[0]))).filter((name) => name !== "location");

/** Both ends of the interval of a share, as columns of these names. */
function endsSql(k: string, n: string, [low, high]: [string, string]): string {
  const ends = wilsonSql(k, n);
  return `${ends.low} AS ${low}, ${ends.high} AS ${high}`;
}

/** Attempts of each system, what became of them, and the share within both limits, with Wilson's intervals. */
export function attemptsSql(systems: System[], limits: Limits, sample = ""): string {
  const count = (name: string, condition: string) =>
    `(count(*) FILTER (${condition}))::INTEGER AS ${name}`;
  const { ttft, per, limit } = limits;
  const own = namesOfSystems(systems).join(", ");
  return `${remarksOf({ remarks: sampleRemark(sample) })}WITH attempts AS (
  SELECT *, CASE status WHEN 'failed' THEN coalesce(error_class, 'unknown') WHEN 'dropped' THEN 'dropped' END AS error
  FROM requests
  WHERE phase = 'measured' AND ${ofTargets(targetsOf(systems.map((s) => s.rows[0])))}),
counts AS (
  SELECT ${own},
    ${count("attempts", "status <> 'incomplete'")},
    ${count("succeeded", "status = 'ok'")},
    ${count("short_answers", "status = 'ok' AND short")},
    ${count("unknown_ends", "status = 'ok' AND finish_reason = 'other'")},
    ${count("incomplete", "status = 'incomplete'")},
    ${count("within", `status = 'ok' AND ttft_s <= ${ttft} AND ${per} <= ${limit}`)},
    ${count("not_observed", `status = 'ok' AND (ttft_s IS NULL OR ${per} IS NULL)`)}
  FROM attempts GROUP BY ALL),
errors AS (
  SELECT ${own}, string_agg(n || ' ' || error, ', ' ORDER BY n DESC, error) AS errors
  FROM (SELECT ${own}, error, count(*) AS n FROM attempts WHERE error IS NOT NULL GROUP BY ALL)
  GROUP BY ALL)
SELECT ${own}, attempts, succeeded, succeeded / nullif(attempts, 0) AS share,
  ${endsSql("succeeded", "attempts", ["share_low", "share_high"])},
  errors, short_answers, unknown_ends, incomplete,
  ${ttft}::DOUBLE AS ttft_limit_s, ${
    quote(per)
  } AS second_metric, ${limit}::DOUBLE AS second_limit_s,
  within, not_observed, within / nullif(attempts, 0) AS within_share,
  ${endsSql("within", "attempts", ["within_low", "within_high"])}
FROM counts LEFT JOIN errors USING (${own})
ORDER BY ${own}`;
}

/** A share with its interval, as columns; null of no attempts. */
const shareOf = ({ n, share, low, high }: Part, [a, b, c]: string[]) =>
  Object.fromEntries([[a, share], [b, low], [c, high]].map(([name, x]) => [name, n ? x : null]));

/** The failures of a system, the commonest class first: "130 rate_limited, 2 timeout". */
export const errorsOf = ({ errors }: System): string =>
  errors.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([name, n]) => `${n} ${name}`).join(", ");

/** The rows of `attemptsSql`. */
export function attemptsTable(systems: System[], limits: Limits): Csv {
  const names = namesOfSystems(systems);
  const rows = systems.map((s) => {
    const good = goodput(s.rows, limits);
    return {
      ...Object.fromEntries(names.map((name) => [name, s.rows[0][name]])),
      ...{ attempts: s.success.n, succeeded: s.success.k },
      ...shareOf(s.success, ["share", "share_low", "share_high"]),
      errors: errorsOf(s) || null,
      short_answers: s.short,
      unknown_ends: s.otherEnds.reduce((sum, [, n]) => sum + n, 0),
      incomplete: s.incomplete,
      ttft_limit_s: limits.ttft,
      ...{ second_metric: limits.per, second_limit_s: limits.limit },
      ...{ within: good.k, not_observed: good.unknown },
      ...shareOf(good, ["within_share", "within_low", "within_high"]),
    };
  });
  return { columns: Object.keys(rows[0] ?? {}), rows: ordered(rows, names) };
}
