/** What requests cost, as SQL over the store's tables `requests`, `runs` and `prices`. */
import { nameColumns, ofTargets, type Target } from "../rows/request_sql.js";

/** Limits that a request keeps to count towards the service level: at most, and at least. */
export interface Limits {
  ttft_s: number;
  decode_tokens_per_s: number;
}

const names = nameColumns.join(", ");
/** A target, and the service tier that was asked for: what has one price. */
const key = `${names}, tier`;
const priceNames = [
  "input_usd_per_million",
  "cached_input_usd_per_million",
  "output_usd_per_million",
  "reasoning_usd_per_million",
];

/** Amount of so many tokens: no token costs nothing, whether or not its price is known. */
const amount = (tokens: string, price: string) =>
  `CASE WHEN ${tokens} = 0 THEN 0 ELSE ${tokens} * ${price} END`;

/**
 * Each measured attempt with its tokens, the price in force on the day of its run, and its cost; null where usage or
 * price is not known. The provider's own counts of tokens go before those of the reference tokenizer.
 */
export const billedSql = (targets: Target[]): string =>
  `usage AS (
  SELECT r.*, coalesce(service_tier_requested, '') AS tier,
    coalesce(u.started_at, u.ended_at)::DATE AS run_day,
    coalesce(input_tokens_reported, input_tokens) AS input,
    coalesce(output_tokens_reported, output_tokens) AS output,
    least(coalesce(cached_tokens_reported, 0), input) AS cached,
    least(coalesce(reasoning_tokens_reported, reasoning_tokens, 0), output) AS reasoning
  FROM requests r JOIN (SELECT run_id, started_at, ended_at FROM runs) u USING (run_id)
  WHERE phase = 'measured' AND status IN ('ok', 'failed', 'dropped')
    AND ${ofTargets(targets)}),
in_force AS (
  SELECT provider, model, coalesce(tier, '') AS tier, coalesce(valid_from, seen_on) AS from_day,
    valid_from, ${priceNames.join(", ")}, source, seen_on
  FROM prices),
billed AS (
  SELECT usage.*, p.* EXCLUDE (provider, model, tier, from_day),
    CASE WHEN source IS NULL THEN NULL
      -- A failure without an answer is taken as not billed; one with some of an answer as billed for that.
      WHEN status <> 'ok' AND coalesce(output, 0) = 0 THEN 0
      -- What writing to a cache costs, the prices do not say.
      WHEN coalesce(cache_write_tokens_reported, 0) > 0 THEN NULL
      ELSE (${amount("(input - cached)", priceNames[0])} + ${amount("cached", priceNames[1])}
        + ${amount("(output - reasoning)", priceNames[2])} + ${amount("reasoning", priceNames[3])}
      ) / 1e6 END AS cost_usd
  FROM usage ASOF LEFT JOIN in_force p
    ON usage.provider = p.provider AND usage.model = p.model AND usage.tier = p.tier
    AND usage.run_day >= p.from_day)`;

/** A row per target and tier: its price, what its requests cost, and medians of the metrics, the cheapest first. */
export const costSql = (targets: Target[], metrics: string[], limits: Limits): string => {
  const ok = "status = 'ok'";
  const known = `${ok} AND cost_usd IS NOT NULL`;
  const counted = (name: string, where: string) =>
    `(count(*) FILTER (${where}))::INTEGER AS ${name}`;
  const within =
    `ttft_s <= ${limits.ttft_s} AND decode_tokens_per_s >= ${limits.decode_tokens_per_s}`;
  return `WITH ${billedSql(targets)},
sums AS (
  SELECT ${key}, run_day, valid_from, ${priceNames.join(", ")}, source, seen_on,
    date_diff('day', seen_on, run_day)::INTEGER AS price_age_days,
    count(*)::INTEGER AS attempts, ${counted("succeeded", ok)}, ${counted("costed", known)},
    ${counted("usage_reported", `${known} AND output_tokens_reported IS NOT NULL`)},
    ${counted("failed_billed", `status <> 'ok' AND cost_usd > 0`)},
    avg(cost_usd) FILTER (${known}) AS mean_usd, median(cost_usd) FILTER (${known}) AS median_usd,
    sum(cost_usd) FILTER (${known}) AS succeeded_usd, sum(cost_usd) AS total_usd,
    (sum(output) FILTER (${known}))::DOUBLE AS output_tokens,
    ${counted("slo_requests", `${known} AND ${within}`)},
    (sum(output) FILTER (${known} AND ${within}))::DOUBLE AS slo_tokens,
    ${metrics.map((name) => `median(${name}) FILTER (${ok}) AS ${name}`).join(",\n    ")}
  FROM billed GROUP BY ALL)
SELECT * EXCLUDE (succeeded_usd, total_usd, output_tokens, slo_requests, slo_tokens),
  total_usd, succeeded_usd / nullif(output_tokens, 0) * 1e6 AS usd_per_million_output,
  ${limits.ttft_s}::DOUBLE AS ttft_limit_s, ${limits.decode_tokens_per_s}::DOUBLE AS decode_limit_tokens_per_s,
  CASE WHEN costed > 0 THEN slo_requests END AS slo_requests,
  CASE WHEN costed > 0 THEN coalesce(slo_tokens, 0) END AS slo_tokens,
  total_usd / nullif(slo_tokens, 0) * 1e6 AS usd_per_million_slo_tokens
FROM sums ORDER BY mean_usd, ${key}`;
};

/**
 * Output tokens of the requests that succeeded with a known cost, by the limits that they keep: `ttft` is the place of
 * the tightest of `steps.ttft_s` that a request keeps, `rate` that of the highest rate.
 */
export function cellsSql(targets: Target[], steps: { [name in keyof Limits]: number[] }): string {
  const list = (values: number[]) => `[${values.join(", ")}]::DOUBLE[]`;
  return `WITH ${billedSql(targets)}
SELECT ${key}, len(list_filter(${list(steps.ttft_s)}, lambda x: x < ttft_s))::INTEGER AS ttft,
  (len(list_filter(${
    list(steps.decode_tokens_per_s)
  }, lambda x: x <= decode_tokens_per_s)) - 1)::INTEGER AS rate,
  count(*)::INTEGER AS requests, sum(output)::DOUBLE AS tokens
FROM billed
WHERE status = 'ok' AND cost_usd IS NOT NULL AND ttft_s IS NOT NULL AND decode_tokens_per_s IS NOT NULL
GROUP BY ALL ORDER BY ALL`;
}
