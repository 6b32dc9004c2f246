/** What a run has used, counted from its rows. */
import type { Config } from "../plan/config.ts";
import type { Database } from "../store/duckdb.ts";
import type { Amounts } from "./budget.ts";
import { type Prices, type Tokens, usdOf } from "./price.ts";

/** A count below 0 is none: it would pay for others. */
const counted = (column: string) => `CASE WHEN ${column} >= 0 THEN ${column} END`;

/**
 * Counts all attempts of an open store, warm-up too. The provider's own count of tokens goes before ours. An attempt
 * that was refused, or never sent, used none; one that ended otherwise without a count is taken to have used all that
 * it asked for. `usd` is NaN where a price is not known.
 */
export async function usedBy(db: Database, config: Config, prices: Prices): Promise<Amounts> {
  const { rows } = await db.query(
    `WITH used AS (SELECT provider, model, status,
      coalesce(http_status >= 400, false) OR sent_s IS NULL AS nothing,
      coalesce(${counted("input_tokens_reported")}, input_tokens, input_tokens_target, 0) AS input,
      coalesce(${counted("output_tokens_reported")}, CASE WHEN status = 'ok' THEN output_tokens
        ELSE greatest(output_tokens, output_tokens_target) END, 0) AS output,
      least(coalesce(${counted("cached_tokens_reported")}, 0), input) AS cached,
      least(coalesce(${
      counted("reasoning_tokens_reported")
    }, 0), output) AS reasoning FROM requests)
    SELECT provider, model, count(*)::DOUBLE AS requests, ${
      ["input", "output", "cached", "reasoning"].map((name) =>
        `coalesce(sum(${name}) FILTER (NOT nothing), 0)::DOUBLE AS ${name}`
      ).join(", ")
    } FROM used WHERE status <> 'dropped' GROUP BY provider, model`,
  );
  const sum = { requests: 0, tokens: 0, usd: 0 };
  for (const { provider, model, requests, ...tokens } of rows) {
    const target = config.targets.find((t) => t.provider === provider && t.model === model);
    const { input, output } = tokens as unknown as Tokens;
    sum.requests += Number(requests);
    sum.tokens += input + output;
    sum.usd += target ? usdOf(tokens as unknown as Tokens, prices(target)) : NaN;
  }
  return sum;
}
