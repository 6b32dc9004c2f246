/** Table of a run's page: speculative decoding as the servers count it, and as their clients see it. */
import type { NamedTable } from "./table.ts";

/** A target of a run whose server was looked at. */
export interface SpeculationRow {
  run_id: string;
  provider: string;
  model: string;
  /** What was looked at; null where nothing was found. */
  engine: string | null;
  /** While the run looked: tokens that were proposed, and those of them that stayed; null where it does not say. */
  draft_tokens: number | null;
  accepted_tokens: number | null;
  accepted_share: number | null;
  /** Succeeded, streamed, measured answers of two arrivals or more, and their token-bearing arrivals. */
  answers: number;
  arrivals: number;
  /** Tokens of an arrival: the mean, and quantiles by its share of its answer's characters. */
  tokens_per_arrival: number | null;
  tokens_per_arrival_p50: number | null;
  tokens_per_arrival_p90: number | null;
  /** Share of the arrivals that held more than one token, by the same. */
  many_token_arrivals: number | null;
}

const target = "run_id, provider, model";
/** How much a count that runs on rose between two looks; after a restart it begins anew. */
const risen = (name: string) =>
  `CASE WHEN ${name} >= lag(${name}) OVER own THEN ${name} - lag(${name}) OVER own
    WHEN lag(${name}) OVER own IS NOT NULL AND ${name} IS NOT NULL THEN 0 END AS ${name}`;

export const speculation: NamedTable<SpeculationRow> = {
  name: "speculation",
  title: "Speculation, as servers and clients see it",
  sql: `WITH looks AS (
  SELECT ${target}, engine,
    ${risen("draft_tokens")},
    ${risen("accepted_tokens")}
  FROM server WHERE error IS NULL WINDOW own AS (PARTITION BY ${target} ORDER BY seen_at)),
servers AS (
  SELECT ${target}, any_value(engine) AS engine, sum(draft_tokens) AS draft_tokens,
    sum(accepted_tokens) AS accepted_tokens
  FROM looks GROUP BY ${target}),
answers AS (
  SELECT ${target}, output_tokens, chunks, chunk_chars, list_sum(chunk_chars) AS characters
  FROM requests q SEMI JOIN servers s USING (${target})
  WHERE phase = 'measured' AND status = 'ok' AND chunks >= 2 AND output_tokens > 0),
arrivals AS (
  SELECT ${target}, unnest(chunk_chars) * output_tokens / characters AS tokens
  FROM answers WHERE characters > 0),
clients AS (
  SELECT ${target}, count(*) AS answers, sum(chunks) AS arrivals,
    sum(output_tokens) / sum(chunks) AS tokens_per_arrival
  FROM answers GROUP BY ${target}),
spread AS (
  SELECT ${target}, quantile_cont(tokens, 0.5) AS p50, quantile_cont(tokens, 0.9) AS p90,
    avg((tokens >= 1.5)::INTEGER) AS many
  FROM arrivals GROUP BY ${target})
SELECT ${target}, engine, draft_tokens, accepted_tokens,
  accepted_tokens / nullif(draft_tokens, 0) AS accepted_share,
  coalesce(answers, 0)::INTEGER AS answers, coalesce(arrivals, 0)::INTEGER AS arrivals, tokens_per_arrival,
  p50 AS tokens_per_arrival_p50, p90 AS tokens_per_arrival_p90, many AS many_token_arrivals
FROM servers LEFT JOIN clients USING (${target}) LEFT JOIN spread USING (${target})
ORDER BY ${target}`,
};
